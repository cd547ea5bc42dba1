package org.cortexbrain.ui.driver;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;

/** A control that paints itself, driven by places in it (pixels from its top left). */
public final class CanvasHandle extends WidgetHandle<Canvas> {
	CanvasHandle(Canvas widget, String words) {
		super(widget, words);
	}

	public void click(Point at) {
		act(canvas -> mouse(canvas, at, 1, 0));
	}

	public void doubleClick(Point at) {
		act(canvas -> {
			mouse(canvas, at, 1, 0);
			var event = mouseEvent(at, 1, 0);
			event.count = 2;
			notify(canvas, SWT.MouseDoubleClick, event);
		});
	}

	/** Puts the pointer there and lets it rest. */
	public void hover(Point at) {
		act(canvas -> {
			notify(canvas, SWT.MouseEnter, mouseEvent(at, 0, 0));
			notify(canvas, SWT.MouseMove, mouseEvent(at, 0, 0));
			notify(canvas, SWT.MouseHover, mouseEvent(at, 0, 0));
		});
	}

	/** Drags with a button held. */
	public void drag(Point from, Point to, int button) {
		act(canvas -> {
			notify(canvas, SWT.MouseMove, mouseEvent(from, 0, 0));
			notify(canvas, SWT.MouseDown, mouseEvent(from, button, 0));
			int mask = buttonMask(button);
			for (int step = 1; step <= 4; step++) {
				notify(canvas, SWT.MouseMove,
						mouseEvent(new Point(from.x + (to.x - from.x) * step / 4, from.y + (to.y - from.y) * step / 4), 0, mask));
			}
			notify(canvas, SWT.MouseUp, mouseEvent(to, button, mask));
		});
	}

	/** Turns the wheel; more than 0 is away from the person. */
	public void wheel(Point at, int notches, int mask) {
		act(canvas -> {
			var event = mouseEvent(at, 0, mask);
			event.count = notches;
			notify(canvas, SWT.MouseWheel, event);
		});
	}
}
