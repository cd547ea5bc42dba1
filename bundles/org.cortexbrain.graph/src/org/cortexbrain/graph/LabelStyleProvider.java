package org.cortexbrain.graph;

import java.util.Objects;

import org.eclipse.jface.viewers.CellLabelProvider;
import org.eclipse.jface.viewers.ILabelProvider;

/**
 * Looks from a JFace label provider: its text is the name of a node and the label of a connection; its tooltip, if it is a
 * {@link CellLabelProvider} as well, theirs. All else is plain, and its images are not shown. A node is a container as soon as it holds others.
 */
public record LabelStyleProvider(ILabelProvider labels) implements GraphStyleProvider {
	public LabelStyleProvider {
		Objects.requireNonNull(labels);
	}

	private String text(Object element) {
		return Objects.requireNonNullElse(labels.getText(element), "");
	}

	private String tooltip(Object element) {
		return labels instanceof CellLabelProvider cells ? Objects.requireNonNullElse(cells.getToolTipText(element), "") : "";
	}

	@Override
	public NodeStyle node(Object node) {
		return new NodeStyle(text(node), "", IconShape.NONE, Sign.HEALTHY, true, tooltip(node));
	}

	@Override
	public ConnectionStyle connection(Object connection) {
		return new ConnectionStyle(1, Sign.HEALTHY, text(connection), tooltip(connection));
	}
}
