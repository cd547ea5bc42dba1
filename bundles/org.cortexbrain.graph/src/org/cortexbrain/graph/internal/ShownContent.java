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
public final class ShownContent implements GraphContentProvider {
	private final StructuredViewer viewer;
	private final GraphContentProvider content;
	private final Set<Object> hidden = new HashSet<>();

	private ShownContent(StructuredViewer viewer, GraphContentProvider content) {
		this.viewer = viewer;
		this.content = content;
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
		hidden.clear();
		hidden.addAll(all);
		shown.forEach(hidden::remove);
		shown.removeIf(this::isInHidden);
		return shown;
	}

	private boolean isInHidden(Object node) {
		Set<Object> passed = new HashSet<>();
		Object at = node;
		while (passed.add(at)) {
			Optional<?> container = containerOf(at);
			if (container == null || container.isEmpty()) {
				return false;
			}
			at = container.get();
			if (hidden.contains(at)) {
				hidden.add(node);
				return true;
			}
		}
		return false;
	}

	/* A provider that fails here will fail again when the scene asks it, which tells it. */
	private Optional<?> containerOf(Object node) {
		try {
			return content.container(node);
		} catch (RuntimeException e) {
			return Optional.empty();
		}
	}

	@Override
	public Collection<?> connections(Object input) {
		List<Object> shown = shown(input, content.connections(input));
		shown.removeIf(this::endsAtHidden);
		return shown;
	}

	private boolean endsAtHidden(Object connection) {
		try {
			return hidden.contains(source(connection)) || hidden.contains(target(connection));
		} catch (RuntimeException e) {
			/* As above. */
			return false;
		}
	}

	@Override
	public Object source(Object connection) {
		return content.source(connection);
	}

	@Override
	public Object target(Object connection) {
		return content.target(connection);
	}

	@Override
	public Optional<?> container(Object node) {
		return content.container(node);
	}
}
