package org.cortexbrain.ui.internal.flows;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Health;
import org.cortexbrain.ui.internal.session.Traffic;

/** One row: an edge with its traffic and health now. */
public record FlowRow(Edge edge, Traffic traffic, Health health) {
}
