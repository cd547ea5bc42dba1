package org.cortexbrain.graph.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.graph.internal.overlay.Minimap;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.GestureEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;

/**
 * Turns mouse, wheel and touch pad into what they do: a click selects; a drag on a card, or on the name of a container, moves it and what
 * else is selected; any other drag moves the view, with Shift it selects by a rectangle, with Space or the middle button always the view.
 * The wheel zooms at the pointer, with Shift or sideways it moves the view. On the map of all, a press moves the view there. UI
 * thread.
 */
final class GraphPointer {
	private static final double ZOOM_STEP = 1.15;
	private static final int CLICK_SLOP = 4;
	private static final int WHEEL_PAN = 60;

	private final GraphCanvas canvas;
	private final Scene scene;
	private Point pressed;
	private Point at;
	private Gesture gesture;
	private boolean space;
	private boolean cancelled;
	private double zoomBefore;

	GraphPointer(GraphCanvas canvas, Scene scene) {
		this.canvas = canvas;
		this.scene = scene;
		canvas.addListener(SWT.MouseDown, this::down);
		canvas.addListener(SWT.MouseMove, this::move);
		canvas.addListener(SWT.MouseUp, this::up);
		canvas.addListener(SWT.MouseDoubleClick, event -> {
			if (event.button == 1 && map(event).isEmpty()) {
				canvas.open();
			}
		});
		canvas.addListener(SWT.MouseExit, _ -> canvas.hover(null));
		canvas.addListener(SWT.MouseWheel, event -> {
			wheel(event);
			event.doit = false;
		});
		canvas.addListener(SWT.MouseHorizontalWheel, event -> {
			canvas.pan(-WHEEL_PAN * Math.signum(event.count), 0);
			event.doit = false;
		});
		canvas.addGestureListener(this::touched);
		canvas.addListener(SWT.KeyDown, event -> space(event, true));
		canvas.addListener(SWT.KeyUp, event -> space(event, false));
		canvas.addListener(SWT.FocusOut, _ -> space = false);
	}

	private void space(Event event, boolean held) {
		if (event.character == ' ') {
			space = held;
			canvas.setCursor(canvas.getDisplay().getSystemCursor(held ? SWT.CURSOR_HAND : SWT.CURSOR_ARROW));
		}
	}

	private void wheel(Event event) {
		if ((event.stateMask & SWT.SHIFT) != 0) {
			canvas.pan(-WHEEL_PAN * Math.signum(event.count), 0);
		} else {
			canvas.zoomAt(event.x, event.y, canvas.zoom() * Math.pow(ZOOM_STEP, Math.signum(event.count)));
		}
	}

	/* Of a pinch the system tells by how much both fingers are now further apart than at its beginning. */
	private void touched(GestureEvent event) {
		switch (event.detail) {
		case SWT.GESTURE_BEGIN -> zoomBefore = canvas.zoom();
		case SWT.GESTURE_MAGNIFY -> {
			if (event.magnification > 0) {
				canvas.zoomAt(event.x, event.y, (zoomBefore > 0 ? zoomBefore : canvas.zoom()) * event.magnification);
			}
		}
		case SWT.GESTURE_END -> zoomBefore = 0;
		default -> {
			/* Turning and swiping mean nothing here. */
		}
		}
	}

	private void down(Event event) {
		canvas.setFocus();
		if (gesture != null) {
			/* Another button while one is held. */
			return;
		}
		pressed = new Point(event.x, event.y);
		at = pressed;
		cancelled = false;
		Optional<Minimap> map = map(event);
		if (map.isPresent()) {
			gesture = new Gesture.Navigate(canvas, map.get());
			gesture.moved(event.x, event.y, event.x, event.y);
			return;
		}
		Object element = canvas.elementAt(event.x, event.y);
		if (event.button == 3 && element != null && !canvas.selection().contains(element)) {
			canvas.selectByHand(List.of(element));
		}
	}

	/* The map under the pointer. */
	private Optional<Minimap> map(Event event) {
		return canvas.minimap().filter(map -> map.at(event.x, event.y).isPresent());
	}

	private void move(Event event) {
		boolean held = pressed != null && (event.stateMask & (SWT.BUTTON1 | SWT.BUTTON2)) != 0;
		if (!held) {
			canvas.hover(map(event).isPresent() ? null : canvas.elementAt(event.x, event.y));
			return;
		}
		if (cancelled || gesture == null && Math.abs(event.x - pressed.x) + Math.abs(event.y - pressed.y) < CLICK_SLOP) {
			return;
		}
		if (gesture == null) {
			gesture = begin(event.stateMask);
			canvas.setCursor(canvas.getDisplay().getSystemCursor(gesture.cursor()));
		}
		gesture.moved(at.x, at.y, event.x, event.y);
		at = new Point(event.x, event.y);
	}

	private Gesture begin(int stateMask) {
		Object element = canvas.elementAt(pressed.x, pressed.y);
		if (space || (stateMask & SWT.BUTTON1) == 0) {
			return new Gesture.Pan(canvas);
		}
		boolean free = element == null || isField(element);
		if ((stateMask & SWT.SHIFT) != 0 && free) {
			return new Gesture.Marquee(canvas, scene, pressed.x, pressed.y);
		}
		if (element == null || scene.node(element) == null || isField(element) && !isOnName(scene.node(element))) {
			return new Gesture.Pan(canvas);
		}
		if (!canvas.selection().contains(element)) {
			canvas.selectByHand(List.of(element));
		}
		canvas.settle();
		return new Gesture.Move(canvas, new HandMove(scene, canvas.selection()));
	}

	private boolean isField(Object element) {
		return scene.node(element) != null && scene.node(element).isField();
	}

	private boolean isOnName(SceneNode field) {
		return canvas.toSceneY(pressed.y) < field.box().y() + SceneNode.PADDING + SceneNode.HEADER;
	}

	private void up(Event event) {
		if (pressed == null) {
			return;
		}
		Gesture ended = gesture;
		boolean click = ended == null && !cancelled && event.button == 1;
		forget();
		if (ended != null) {
			ended.ended();
		} else if (click) {
			click(canvas.elementAt(event.x, event.y), (event.stateMask & (SWT.MOD1 | SWT.SHIFT)) != 0);
		}
		canvas.redraw();
	}

	private void forget() {
		pressed = null;
		at = null;
		if (gesture != null) {
			gesture = null;
			canvas.setCursor(null);
		}
	}

	/** Ends a gesture under way without an effect. Returns whether there was one. */
	boolean cancel() {
		if (gesture == null) {
			return false;
		}
		gesture.cancelled();
		gesture = null;
		cancelled = true;
		canvas.setCursor(null);
		return true;
	}

	/** The rectangle by which is being selected. */
	Optional<Rectangle> marquee() {
		return gesture instanceof Gesture.Marquee marquee ? marquee.frame() : Optional.empty();
	}

	private void click(Object element, boolean more) {
		if (element == null) {
			canvas.selectByHand(List.of());
		} else if (more) {
			List<Object> now = new ArrayList<>(canvas.selection());
			if (!now.remove(element)) {
				now.add(element);
			}
			canvas.selectByHand(now);
		} else {
			canvas.selectByHand(List.of(element));
		}
	}
}
