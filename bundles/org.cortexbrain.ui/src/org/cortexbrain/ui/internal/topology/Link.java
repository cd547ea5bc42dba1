package org.cortexbrain.ui.internal.topology;

/** All edges from one node of the topology to another, drawn as one connection. */
public record Link(TopologyNode source, TopologyNode target) {
}
