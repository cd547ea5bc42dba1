package org.cortexbrain.ui.internal.topology;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

import org.cortexbrain.graph.GraphViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Finds nodes of the topology by their names: a field above it, there while somebody searches. UI thread. */
final class SearchBar {
	private final Composite parent;
	private final Supplier<GraphViewer> viewer;
	private final Composite bar;
	private final GridData place = new GridData(SWT.FILL, SWT.TOP, true, false);
	private final Text field;
	private final Label found;

	/**
	 * Makes it, hidden.
	 *
	 * @param parent has a grid of one column
	 * @param viewer asked when somebody searches
	 */
	SearchBar(Composite parent, Supplier<GraphViewer> viewer) {
		this.parent = parent;
		this.viewer = viewer;
		bar = new Composite(parent, SWT.NONE);
		bar.setLayout(new GridLayout(3, false));
		place.exclude = true;
		bar.setLayoutData(place);
		bar.setVisible(false);
		field = new Text(bar, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
		field.setMessage("Find a node by its name");
		field.setData("org.cortexbrain.ui.id", "topology.search");
		field.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		found = new Label(bar, SWT.NONE);
		found.setLayoutData(new GridData(160, SWT.DEFAULT));
		field.addModifyListener(_ -> {
			List<Object> hits = viewer.get().search(field.getText());
			if (!hits.isEmpty()) {
				viewer.get().selectAndReveal(List.of(hits.getFirst()));
			}
			show();
		});
		field.addListener(SWT.KeyDown, this::pressed);
	}

	private void pressed(Event event) {
		switch (event.keyCode) {
		case SWT.ESC -> close();
		case SWT.CR, SWT.KEYPAD_CR, SWT.ARROW_DOWN -> step((event.stateMask & SWT.SHIFT) == 0 ? 1 : -1);
		case SWT.ARROW_UP -> step(-1);
		default -> {
			return;
		}
		}
		event.doit = false;
	}

	/** Shows it, or goes to the next hit if it has the focus. */
	void open() {
		if (field.isFocusControl()) {
			step(1);
		} else {
			setVisible(true);
			field.setFocus();
			field.selectAll();
		}
	}

	/** Goes to another hit; shows the field if there is none. */
	void next(int step) {
		if (viewer.get().matches().isEmpty()) {
			open();
		} else {
			step(step);
		}
	}

	/* The viewer knows where it is among the hits: its own keys go on from there. */
	private void step(int step) {
		viewer.get().nextMatch(step);
	}

	/** Says how many the viewer has found, and where it is among them. */
	void show() {
		if (found.isDisposed()) {
			return;
		}
		int hits = viewer.get().matches().size();
		OptionalInt at = viewer.get().matchIndex();
		if (hits == 0) {
			found.setText(field.getText().isBlank() ? "" : "Nothing has this name");
		} else {
			found.setText(at.isPresent() ? at.getAsInt() + 1 + " of " + hits : hits + " found");
		}
	}

	private void close() {
		field.setText("");
		setVisible(false);
		viewer.get().getControl().setFocus();
	}

	private void setVisible(boolean visible) {
		place.exclude = !visible;
		bar.setVisible(visible);
		parent.layout();
	}
}
