package org.cortexbrain.ui.tests.driver;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.UiThread;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Text;
import org.junit.Rule;
import org.junit.Test;

public class WidgetHandleTest {
	@Rule
	public final SmallShell shell = new SmallShell();

	private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

	@Test
	public void pressesAButtonOnce() {
		shell.with(s -> {
			var button = new Button(s, SWT.PUSH);
			button.setText("Press");
			for (int type : new int[] { SWT.MouseDown, SWT.MouseUp, SWT.Selection }) {
				button.addListener(type, e -> seen.add(Integer.toString(e.type)));
			}
		}).button("Press").click();
		assertEquals(List.of("" + SWT.MouseDown, "" + SWT.MouseUp, "" + SWT.Selection), seen);
	}

	@Test
	public void turnsACheckBoxOn() {
		var box = shell.with(s -> new Button(s, SWT.CHECK).setText("Dark")).button("Dark");
		box.click();
		assertTrue(box.isSelected());
	}

	@Test
	public void doesNotPressWhatStaysDisabled() {
		Scope scope = shell.with(s -> {
			var button = new Button(s, SWT.PUSH);
			button.setText("Later");
			button.setEnabled(false);
			button.addListener(SWT.Selection, _ -> seen.add("pressed"));
			s.getDisplay().timerExec(200, () -> {
				seen.add("enabled");
				button.setEnabled(true);
			});
		});
		scope.button("Later").click();
		assertEquals(List.of("enabled", "pressed"), seen);
	}

	@Test
	public void followsALink() {
		shell.with(s -> {
			var link = new Link(s, SWT.NONE);
			link.setText("Read <a>the manual</a>.");
			link.addListener(SWT.Selection, e -> seen.add(e.text));
		}).link("Read the manual.").click();
		assertEquals(List.of("the manual"), seen);
	}

	@Test
	public void typesSoThatEachCharacterIsVerifiedAndTold() {
		var text = shell.with(s -> {
			var field = new Text(s, SWT.BORDER);
			field.addListener(SWT.Verify, e -> e.text = e.text.toUpperCase());
			field.addListener(SWT.Modify, _ -> seen.add(field.getText()));
		}).text(Query.type(Text.class));
		text.type("cart");
		assertEquals(List.of("C", "CA", "CAR", "CART"), seen);
	}

	@Test
	public void typesOverWhatIsThere() {
		var text = shell.with(s -> new Text(s, SWT.BORDER).setText("old")).text(Query.type(Text.class));
		text.replace("new");
		assertEquals("new", text.text());
	}

	@Test
	public void keysPassTheFiltersThatKeyBindingsUse() {
		Listener filter = e -> seen.add((e.stateMask & SWT.CTRL) + " " + e.keyCode + " " + (int) e.character);
		Scope scope = shell.with(s -> {
			new Text(s, SWT.BORDER);
			s.getDisplay().addFilter(SWT.KeyDown, filter);
		});
		try {
			scope.text(Query.type(Text.class)).press("CTRL+ALT+K");
		} finally {
			UiThread.run(() -> UiThread.display().removeFilter(SWT.KeyDown, filter));
		}
		assertEquals(List.of(SWT.CTRL + " " + (int) 'k' + " 11"), seen);
	}

	@Test
	public void choosesFromACombo() {
		var combo = shell.with(s -> {
			var box = new Combo(s, SWT.READ_ONLY);
			box.setItems("Light", "Dark");
			box.addListener(SWT.Selection, _ -> seen.add(box.getText()));
		}).combo(Query.type(Combo.class));
		combo.choose("Dark");
		assertEquals(List.of("Dark"), seen);
		assertThrows(AssertionError.class, () -> combo.choose("Red"));
	}

	@Test
	public void choosesFromAContextMenuThatIsMadeOnDemand() {
		var canvas = shell.with(s -> {
			var c = new Canvas(s, SWT.NONE);
			var menu = new MenuManager();
			menu.setRemoveAllWhenShown(true);
			menu.addMenuListener(m -> {
				var more = new MenuManager("More");
				more.add(new Action("&Copy\tCtrl+C") {
					@Override
					public void run() {
						seen.add("copied");
					}
				});
				m.add(more);
			});
			c.setMenu(menu.createContextMenu(c));
		}).canvas(Query.type(Canvas.class));
		canvas.contextMenu("More", "Copy");
		assertEquals(List.of("copied"), seen);
		assertThat(assertThrows(AssertionError.class, () -> canvas.contextMenu("Paste")).getMessage(), containsString("There is: More"));
	}

	@Test
	public void comesBackFromAClickThatOpensAModalDialog() {
		Scope scope = shell.with(s -> {
			var button = new Button(s, SWT.PUSH);
			button.setText("Ask");
			button.addListener(SWT.Selection, _ -> seen.add(MessageDialog.openQuestion(s, "Question", "Go on?") ? "yes" : "no"));
		});
		scope.button("Ask").click();
		Scope dialog = Scope.shell("Question");
		dialog.waitForText("Go on?");
		dialog.button("Yes").click();
		scope.waitWhile(Query.type(Button.class).text("Yes"));
		assertEquals(List.of("yes"), seen);
	}

	@Test
	public void dragsOnACanvasFromPlaceToPlace() {
		shell.with(s -> {
			var canvas = new Canvas(s, SWT.NONE);
			canvas.addListener(SWT.MouseDown, e -> seen.add("down " + e.x));
			canvas.addListener(SWT.MouseMove, e -> seen.add("move " + e.x + ((e.stateMask & SWT.BUTTON1) != 0 ? " held" : "")));
			canvas.addListener(SWT.MouseUp, e -> seen.add("up " + e.x));
		}).canvas(Query.type(Canvas.class)).drag(new Point(0, 0), new Point(40, 0), 1);
		assertEquals(List.of("move 0", "down 0", "move 10 held", "move 20 held", "move 30 held", "move 40 held", "up 40"), seen);
	}

	@Test
	public void anErrorInAListenerReachesTheTest() {
		var button = shell.with(s -> {
			var b = new Button(s, SWT.PUSH);
			b.setText("Break");
			b.addListener(SWT.MouseDown, _ -> {
				throw new IllegalStateException("broken on purpose");
			});
		}).button("Break");
		assertThat(assertThrows(AssertionError.class, button::click).toString(), containsString("broken on purpose"));
	}
}
