package org.cortexbrain.ui.internal.flows;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Health;
import org.cortexbrain.ui.internal.session.Traffic;

/** One row: an edge with its traffic and health now. */
public record FlowRow(Edge edge, Traffic traffic, Health health) {

	/** An endpoint as the table names it: {@code shop/cart-0}, {@code 192.0.2.7}. */
	static String name(Endpoint endpoint) {
		return endpoint.inNamespace().map(namespace -> namespace + "/").orElse("") + endpoint.name();
	}
}
