package org.cortexbrain.ui.driver;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;

/** A field to type into. */
public final class TextHandle extends WidgetHandle<Text> {
	TextHandle(Text widget, String words) {
		super(widget, words);
	}

	/** Types character by character at the caret: each is verified and told as a modification, as when a person types. */
	public void type(String characters) {
		act(text -> {
			takeFocus(text);
			characters.chars().forEach(character -> {
				var event = new Event();
				event.character = (char) character;
				event.keyCode = character;
				notify(text, SWT.KeyDown, event);
				if (event.doit && !text.isDisposed()) {
					text.insert(Character.toString(character));
				}
				var up = new Event();
				up.character = (char) character;
				up.keyCode = character;
				notify(text, SWT.KeyUp, up);
			});
		});
	}

	/** Selects all that is there and types over it. */
	public void replace(String characters) {
		act(text -> {
			text.selectAll();
			text.insert("");
		});
		type(characters);
	}

	/** Presses the Enter key. */
	public void enter() {
		press("CR");
		act(text -> notify(text, SWT.DefaultSelection, new Event()));
	}
}
