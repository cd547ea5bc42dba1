package org.cortexbrain.ui.internal.topology;

import java.util.List;

import org.cortexbrain.graph.ConnectionStyle;
import org.cortexbrain.graph.GraphStyleProvider;
import org.cortexbrain.graph.NodeStyle;

/** The looks that the picture has ready, for the graph viewer; those of what the viewer puts together are made when it asks. */
final class TopologyStyles implements GraphStyleProvider {
	private final TopologyModel model;

	TopologyStyles(TopologyModel model) {
		this.model = model;
	}

	@Override
	public NodeStyle node(Object node) {
		return model.picture().style((TopologyNode) node);
	}

	@Override
	public NodeStyle collapsed(Object container, List<?> held) {
		return new TopologyLooks(model.picture()).collapsed((TopologyNode) container, held);
	}

	@Override
	public ConnectionStyle connection(Object connection) {
		return model.picture().style((Link) connection);
	}

	@Override
	public ConnectionStyle bundle(List<?> connections) {
		return new TopologyLooks(model.picture()).of(connections.stream().map(Link.class::cast).toList());
	}
}
