package org.cortexbrain.graph.internal;

import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.ToolTip;

/** The tooltip of an element, shown by a key: it stays until somebody goes on. UI thread. */
final class ElementTip {
	private final Control control;
	private ToolTip tip;

	ElementTip(Control control) {
		this.control = control;
		for (int type : new int[] { SWT.KeyDown, SWT.MouseDown, SWT.FocusOut, SWT.Dispose, SWT.MouseWheel, SWT.Resize }) {
			control.addListener(type, _ -> hide());
		}
	}

	/** @param beside in points of the control */
	void show(String text, Optional<Rectangle> beside) {
		hide();
		if (text.isEmpty() || beside.isEmpty()) {
			return;
		}
		tip = new ToolTip(control.getShell(), SWT.BALLOON);
		String[] lines = text.split("\n", 2);
		tip.setText(lines[0]);
		tip.setMessage(lines.length > 1 ? lines[1] : "");
		tip.setAutoHide(false);
		Rectangle seen = beside.get().intersection(new Rectangle(0, 0, control.getSize().x, control.getSize().y));
		Point at = control.toDisplay(seen.x, seen.y + seen.height + 4);
		tip.setLocation(at);
		tip.setVisible(true);
	}

	private void hide() {
		if (tip != null) {
			tip.dispose();
			tip = null;
		}
	}
}
