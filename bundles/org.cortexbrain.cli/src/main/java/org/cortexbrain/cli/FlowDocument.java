package org.cortexbrain.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Health;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Rates;
import org.cortexbrain.model.Workload;

/** An edge as one document, by docs/schemas/flow.json. What is not known is absent. */
final class FlowDocument {
	private FlowDocument() {
	}

	static Map<String, Object> of(Mesh mesh, Edge edge, Health health) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("at", mesh.at().toString());
		fields.put("source", endpoint(mesh, edge.key().source()));
		fields.put("target", endpoint(mesh, edge.key().target()));
		if (edge.key().port() != 0) {
			fields.put("port", edge.key().port());
		}
		fields.put("seenBy", seenBy(edge));
		fields.put("health", health(health));
		Flow flow = new Flow(edge);
		flow.rates().ifPresent(rates -> fields.put("rates", rates(flow, rates)));
		Counters total = edge.observation().total();
		fields.put("open", total.active());
		put(fields, "connectP95Micros", flow.connectP95());
		put(fields, "roundTripP95Micros", flow.roundTripP95());
		Map<String, Object> totals = new LinkedHashMap<>();
		totals.put("opened", total.opened());
		totals.put("failed", total.failures().total());
		totals.put("bytesToTarget", edge.bytesToTarget());
		totals.put("bytesToSource", edge.bytesToSource());
		fields.put("total", totals);
		return fields;
	}

	static Map<String, Object> endpoint(Mesh mesh, Endpoint endpoint) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("id", endpoint.id());
		fields.put("kind", kind(endpoint));
		endpoint.cluster().ifPresent(name -> fields.put("cluster", name));
		endpoint.inNamespace().ifPresent(name -> fields.put("namespace", name));
		fields.put("name", endpoint.name());
		Workload workload = mesh.workload(endpoint);
		Map<String, Object> owner = new LinkedHashMap<>();
		owner.put("kind", lower(workload.kind()));
		owner.put("name", workload.name());
		fields.put("workload", owner);
		return fields;
	}

	static String kind(Endpoint endpoint) {
		return switch (endpoint) {
		case Endpoint.Pod _ -> "pod";
		case Endpoint.Service _ -> "service";
		case Endpoint.Node _ -> "node";
		case Endpoint.ControlPlane _ -> "control_plane";
		case Endpoint.Unit _ -> "unit";
		case Endpoint.Container _ -> "container";
		case Endpoint.Process _ -> "process";
		case Endpoint.External _ -> "external";
		case Endpoint.Network _ -> "network";
		case Endpoint.Others _ -> "others";
		case Endpoint.Unidentified _ -> "unidentified";
		};
	}

	static Map<String, Object> health(Health health) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("state", lower(health.state()));
		if (!health.reason().isEmpty()) {
			fields.put("reason", health.reason());
		}
		return fields;
	}

	static String lower(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

	static String seenBy(Edge edge) {
		return edge.client().isEmpty() ? "server" : edge.server().isEmpty() ? "client" : "both";
	}

	private static Map<String, Object> rates(Flow flow, Rates rates) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("intervalSeconds", rounded(rates.interval().toNanos() / 1e9));
		fields.put("openedPerSecond", rounded(rates.openedPerSecond()));
		fields.put("failedPerSecond", rounded(rates.failedPerSecond()));
		fields.put("bytesToTargetPerSecond", rounded(flow.toTarget().orElseThrow()));
		fields.put("bytesToSourcePerSecond", rounded(flow.toSource().orElseThrow()));
		fields.put("retransmitsPerSecond", rounded(rates.retransmitsPerSecond()));
		return fields;
	}

	/** To a thousandth: what is behind it is noise of the clock. */
	private static double rounded(double value) {
		return Math.rint(value * 1000) / 1000;
	}

	private static void put(Map<String, Object> fields, String name, OptionalDouble value) {
		value.ifPresent(known -> fields.put(name, Math.round(known)));
	}
}
