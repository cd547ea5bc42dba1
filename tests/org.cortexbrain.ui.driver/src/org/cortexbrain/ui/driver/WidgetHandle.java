package org.cortexbrain.ui.driver;

import java.util.function.Consumer;
import java.util.function.Function;

import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.jface.bindings.keys.ParseException;
import org.eclipse.jface.bindings.keys.SWTKeySupport;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.Widget;

/** A widget in a test's hand: what can be done with any of them. Called from the test's thread. */
public class WidgetHandle<W extends Widget> {
	private final W widget;
	private final String words;

	WidgetHandle(W widget, String words) {
		this.widget = widget;
		this.words = words;
	}

	/** For what the driver does not know. Touch it in {@link #read} and {@link #act} only. */
	public W widget() {
		return widget;
	}

	/** What {@code question} answers, asked on the UI thread. */
	public <T> T read(Function<W, T> question) {
		return UiThread.call(() -> {
			check();
			return question.apply(widget);
		});
	}

	/** Does {@code action} on the UI thread; it may open a modal dialog. What its listeners throw arrives here. */
	public void act(Consumer<W> action) {
		UiThread.post(() -> {
			check();
			ListenerErrors.watch(() -> action.accept(widget));
		});
	}

	private void check() {
		if (widget.isDisposed()) {
			throw new AssertionError("the widget " + words + " is gone");
		}
	}

	@Override
	public String toString() {
		return "the widget " + words;
	}

	/** What it shows. */
	public String text() {
		return read(w -> WidgetText.of(w).orElse(""));
	}

	public String tooltip() {
		return read(w -> WidgetText.tooltip(w).orElse(""));
	}

	public boolean isEnabled() {
		return read(WidgetHandle::enabled);
	}

	private static boolean enabled(Widget widget) {
		return switch (widget) {
		case Control control -> control.isEnabled();
		case ToolItem item -> item.isEnabled();
		case MenuItem item -> item.isEnabled();
		default -> true;
		};
	}

	/** Whether a check box, toggle or radio is on. */
	public boolean isSelected() {
		return read(w -> switch (w) {
		case Button button -> button.getSelection();
		case ToolItem item -> item.getSelection();
		default -> throw new AssertionError(this + " has no state to be on or off");
		});
	}

	/** Presses it, once it is enabled. */
	public void click() {
		Wait.until(this + " to be enabled", () -> !widget.isDisposed() && enabled(widget));
		act(this::press);
	}

	private void press(W target) {
		switch (target) {
		case Button button -> {
			mouse(button, center(button), 1, 0);
			if ((button.getStyle() & (SWT.CHECK | SWT.TOGGLE)) != 0) {
				button.setSelection(!button.getSelection());
			} else if ((button.getStyle() & SWT.RADIO) != 0) {
				button.setSelection(true);
			}
			notify(button, SWT.Selection, new Event());
		}
		case ToolItem item -> {
			if ((item.getStyle() & (SWT.CHECK | SWT.RADIO)) != 0) {
				item.setSelection(!item.getSelection());
			}
			notify(item, SWT.Selection, new Event());
		}
		case Link link -> {
			var event = new Event();
			String text = link.getText();
			int open = text.indexOf("<a");
			event.text = open < 0 ? text : text.substring(text.indexOf('>', open) + 1, text.indexOf("</a>", open));
			notify(link, SWT.Selection, event);
		}
		case TableColumn column -> notify(column, SWT.Selection, new Event());
		case TreeColumn column -> notify(column, SWT.Selection, new Event());
		case Control control -> mouse(control, center(control), 1, 0);
		default -> notify(target, SWT.Selection, new Event());
		}
	}

	static void notify(Widget widget, int type, Event event) {
		if (!widget.isDisposed()) {
			event.display = widget.getDisplay();
			widget.notifyListeners(type, event);
		}
	}

	static Point center(Control control) {
		Rectangle bounds = control.getBounds();
		return new Point(bounds.width / 2, bounds.height / 2);
	}

	/** The pointer comes, the button goes down and up; {@code mask} is that of the keys that are held. */
	static void mouse(Control control, Point at, int button, int mask) {
		notify(control, SWT.MouseEnter, mouseEvent(at, 0, mask));
		notify(control, SWT.MouseMove, mouseEvent(at, 0, mask));
		takeFocus(control);
		notify(control, SWT.MouseDown, mouseEvent(at, button, mask));
		notify(control, SWT.MouseUp, mouseEvent(at, button, mask | buttonMask(button)));
	}

	/**
	 * Gives the focus. SWT tells all that hold a control when it becomes the active one, which is how the workbench knows its active part;
	 * without a window manager the window is not active, and SWT tells nobody.
	 */
	static void takeFocus(Control control) {
		if (control.isDisposed()) {
			return;
		}
		control.setFocus();
		for (Control each = control; each != null && !(each instanceof Shell); each = each.getParent()) {
			notify(each, SWT.Activate, new Event());
			if (each.isDisposed()) {
				return;
			}
		}
	}

	static int buttonMask(int button) {
		return switch (button) {
		case 1 -> SWT.BUTTON1;
		case 2 -> SWT.BUTTON2;
		case 3 -> SWT.BUTTON3;
		default -> throw new IllegalArgumentException("no mouse button " + button);
		};
	}

	static Event mouseEvent(Point at, int button, int mask) {
		var event = new Event();
		event.x = at.x;
		event.y = at.y;
		event.button = button;
		event.count = 1;
		event.stateMask = mask;
		return event;
	}

	/** Gives it the focus. */
	public void focus() {
		UiThread.run(() -> {
			check();
			if (!(widget instanceof Control control)) {
				throw new AssertionError(this + " is no control");
			}
			takeFocus(control);
		});
	}

	/**
	 * Presses a key with its modifiers while this has the focus: {@code CTRL+C}, {@code ESC}, {@code ARROW_DOWN}, as key bindings are written.
	 */
	public void press(String stroke) {
		KeyStroke key;
		try {
			key = KeyStroke.getInstance(stroke);
		} catch (ParseException e) {
			throw new AssertionError("no key: " + stroke, e);
		}
		int code = SWTKeySupport.convertKeyStrokeToAccelerator(key);
		int natural = code & SWT.KEY_MASK;
		int mask = code & SWT.MODIFIER_MASK;
		act(w -> {
			notify(w, SWT.KeyDown, keyEvent(natural, mask));
			notify(w, SWT.KeyUp, keyEvent(natural, mask));
		});
	}

	private static Event keyEvent(int natural, int mask) {
		var event = new Event();
		event.stateMask = mask;
		if ((natural & SWT.KEYCODE_BIT) != 0) {
			event.keyCode = natural;
		} else {
			event.keyCode = Character.toLowerCase((char) natural);
			/* As GTK brings it: Ctrl+C has the character 3. */
			boolean control = (mask & SWT.CTRL) != 0 && natural >= 'A' && natural <= 'Z';
			event.character = (char) (control ? natural - '@' : (mask & SWT.SHIFT) != 0 ? natural : event.keyCode);
		}
		return event;
	}

	/** Chooses an item of its context menu by the path of texts. */
	public void contextMenu(String... path) {
		act(w -> {
			if (!(w instanceof Control control)) {
				throw new AssertionError(this + " is no control");
			}
			var event = new Event();
			Point at = control.toDisplay(center(control));
			event.x = at.x;
			event.y = at.y;
			event.detail = SWT.MENU_MOUSE;
			notify(control, SWT.MenuDetect, event);
			Menu menu = control.getMenu();
			if (menu == null) {
				throw new AssertionError(this + " has no context menu");
			}
			MenuPath.choose(menu, path);
		});
	}
}
