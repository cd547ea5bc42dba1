package org.cortexbrain.ui.internal.topology;

import java.util.Collection;
import java.util.Optional;

import org.cortexbrain.graph.GraphContentProvider;

/** The topology's nodes and links, for the graph viewer. */
final class TopologyContent implements GraphContentProvider {
	private final TopologyModel model;

	TopologyContent(TopologyModel model) {
		this.model = model;
	}

	@Override
	public Collection<?> nodes(Object input) {
		return ((TopologyModel) input).nodes();
	}

	@Override
	public Collection<?> connections(Object input) {
		return ((TopologyModel) input).links();
	}

	@Override
	public Object source(Object connection) {
		return ((Link) connection).source();
	}

	@Override
	public Object target(Object connection) {
		return ((Link) connection).target();
	}

	@Override
	public Optional<?> container(Object node) {
		return model.containerOf((TopologyNode) node);
	}
}
