package org.cortexbrain.graph.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.cortexbrain.graph.GraphContentProvider;
import org.eclipse.jface.viewers.StructuredViewer;
import org.eclipse.jface.viewers.ViewerComparator;
import org.eclipse.jface.viewers.ViewerFilter;

/**
 * What of a content a viewer's filters let through, in the order of its comparator. A container that is hidden hides what it holds, a node that is
 * hidden its connections. For one refresh.
 */
public final class ShownContent extends PartOfContent {
	private final StructuredViewer viewer;

	private ShownContent(StructuredViewer viewer, GraphContentProvider content) {
		super(content);
		this.viewer = viewer;
	}

	/** The content itself if the viewer neither filters nor sorts. */
	public static GraphContentProvider of(StructuredViewer viewer, GraphContentProvider content) {
		return viewer.getFilters().length == 0 && viewer.getComparator() == null ? content : new ShownContent(viewer, content);
	}

	private List<Object> shown(Object input, Collection<?> all) {
		Object[] elements = all.toArray();
		for (ViewerFilter filter : viewer.getFilters()) {
			elements = filter.filter(viewer, input, elements);
		}
		ViewerComparator comparator = viewer.getComparator();
		if (comparator != null) {
			elements = elements.clone();
			comparator.sort(viewer, elements);
		}
		return new ArrayList<>(Arrays.asList(elements));
	}

	@Override
	public Collection<?> nodes(Object input) {
		Collection<?> all = content.nodes(input);
		List<Object> shown = shown(input, all);
		leftOut.clear();
		leftOut.addAll(all);
		shown.forEach(leftOut::remove);
		shown.removeIf(this::isInHidden);
		return shown;
	}

	private boolean isInHidden(Object node) {
		Set<Object> passed = new HashSet<>();
		Object at = node;
		while (passed.add(at)) {
			Optional<?> container = containerOf(at);
			if (container.isEmpty()) {
				return false;
			}
			at = container.get();
			if (leftOut.contains(at)) {
				leftOut.add(node);
				return true;
			}
		}
		return false;
	}

	@Override
	public Collection<?> connections(Object input) {
		return withBothEnds(shown(input, content.connections(input)));
	}
}
