package org.cortexbrain.ui.driver;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;

/** A field with a list to choose from. */
public final class ComboHandle extends WidgetHandle<Combo> {
	ComboHandle(Combo widget, String words) {
		super(widget, words);
	}

	public List<String> choices() {
		return read(combo -> List.of(combo.getItems()));
	}

	public void choose(String item) {
		act(combo -> {
			int index = combo.indexOf(item);
			if (index < 0) {
				throw new AssertionError(this + " does not offer '" + item + "' but " + List.of(combo.getItems()));
			}
			combo.select(index);
			notify(combo, SWT.Selection, new Event());
		});
	}

	/** Replaces what is written in it; each change is told once. */
	public void type(String text) {
		act(combo -> {
			takeFocus(combo);
			combo.setText(text);
		});
	}
}
