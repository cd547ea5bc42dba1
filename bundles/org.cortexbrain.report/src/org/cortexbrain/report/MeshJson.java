package org.cortexbrain.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Observation;
import org.cortexbrain.model.Role;
import org.cortexbrain.model.Workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;

/** The mesh as JSON: endpoints, and edges with the counters of both sides (docs/formats.md). What nobody saw is absent, never 0. */
public final class MeshJson {
	/** The version of the format. */
	public static final int VERSION = 1;

	private static final JsonFactory FACTORY = new JsonFactory();

	private MeshJson() {
	}

	/** Writes a file: the whole of it, or nothing. An older one is replaced. */
	public static void write(Mesh mesh, Path file) throws IOException {
		WholeFile.write(file, out -> write(mesh, out));
	}

	/** Writes to a stream, which is closed. */
	public static void write(Mesh mesh, OutputStream out) throws IOException {
		try (JsonGenerator json = FACTORY.createGenerator(out)) {
			json.setPrettyPrinter(new DefaultPrettyPrinter());
			json.writeStartObject();
			json.writeNumberField("version", VERSION);
			json.writeStringField("at", mesh.at().toString());
			json.writeArrayFieldStart("endpoints");
			for (Endpoint endpoint : mesh.endpoints()) {
				json.writeStartObject();
				endpoint(json, endpoint);
				Workload workload = mesh.workload(endpoint);
				json.writeStringField("workload", workload.name());
				json.writeStringField("workloadKind", lower(workload.kind()));
				json.writeEndObject();
			}
			json.writeEndArray();
			json.writeArrayFieldStart("edges");
			for (Edge edge : mesh.edges()) {
				json.writeStartObject();
				json.writeStringField("source", edge.key().source().id());
				json.writeStringField("target", edge.key().target().id());
				json.writeNumberField("port", edge.key().port());
				side(json, Role.CLIENT, edge.client());
				side(json, Role.SERVER, edge.server());
				backends(json, edge);
				json.writeEndObject();
			}
			json.writeEndArray();
			json.writeObjectFieldStart("losses");
			for (var node : new TreeMap<>(mesh.losses()).entrySet()) {
				json.writeArrayFieldStart(node.getKey());
				for (var loss : node.getValue()) {
					json.writeStartObject();
					json.writeStringField("code", loss.code());
					json.writeNumberField("count", loss.count());
					json.writeStringField("meaning", loss.meaning());
					json.writeEndObject();
				}
				json.writeEndArray();
			}
			json.writeEndObject();
			json.writeEndObject();
			json.writeRaw('\n');
		}
	}

	private static void endpoint(JsonGenerator json, Endpoint endpoint) throws IOException {
		json.writeStringField("id", endpoint.id());
		json.writeStringField("name", endpoint.name());
		if (endpoint.cluster().isPresent()) {
			json.writeStringField("cluster", endpoint.cluster().get());
		}
		switch (endpoint) {
		case Endpoint.Pod(var _, var namespace, var _, var uid) -> {
			json.writeStringField("kind", "pod");
			json.writeStringField("namespace", namespace);
			json.writeStringField("uid", uid);
		}
		case Endpoint.Service(var _, var namespace, var _, var uid) -> {
			json.writeStringField("kind", "service");
			json.writeStringField("namespace", namespace);
			json.writeStringField("uid", uid);
		}
		case Endpoint.Node(var _, var name) -> onNode(json, "node", name);
		case Endpoint.ControlPlane _ -> json.writeStringField("kind", "control_plane");
		case Endpoint.Network _ -> json.writeStringField("kind", "network");
		case Endpoint.Unit(var _, var node, var _) -> onNode(json, "unit", node);
		case Endpoint.Container(var _, var node, var runtime, var id) -> {
			onNode(json, "container", node);
			json.writeStringField("runtime", runtime);
			json.writeStringField("containerId", id);
		}
		case Endpoint.Process(var _, var node, var _) -> onNode(json, "process", node);
		case Endpoint.External(var _, var address) -> {
			json.writeStringField("kind", "external");
			json.writeStringField("address", address);
		}
		case Endpoint.Others(var _, var node) -> onNode(json, "others", node);
		case Endpoint.Unidentified(var _, var node, var _) -> onNode(json, "unidentified", node);
		}
	}

	private static void onNode(JsonGenerator json, String kind, String node) throws IOException {
		json.writeStringField("kind", kind);
		json.writeStringField("node", node);
	}

	private static void backends(JsonGenerator json, Edge edge) throws IOException {
		if (edge.backends().isEmpty()) {
			return;
		}
		json.writeArrayFieldStart("backends");
		Map<String, Observation> byId = new TreeMap<>();
		edge.backends().forEach((endpoint, observation) -> byId.put(endpoint.id(), observation));
		for (var backend : byId.entrySet()) {
			json.writeStartObject();
			json.writeStringField("endpoint", backend.getKey());
			side(json, Role.SERVER, Optional.of(backend.getValue()));
			json.writeEndObject();
		}
		json.writeEndArray();
	}

	private static void side(JsonGenerator json, Role role, Optional<Observation> side) throws IOException {
		if (side.isEmpty()) {
			return;
		}
		Counters counters = side.get().total();
		json.writeObjectFieldStart(lower(role));
		json.writeNumberField("opened", counters.opened());
		json.writeNumberField("closed", counters.closed());
		json.writeNumberField("active", counters.active());
		json.writeObjectFieldStart("failures");
		if (role == Role.CLIENT) {
			/* Who accepts does not learn of those who could not reach it. */
			json.writeNumberField("refused", counters.failures().refused());
			json.writeNumberField("timedOut", counters.failures().timedOut());
			json.writeNumberField("unreachable", counters.failures().unreachable());
			json.writeNumberField("abandoned", counters.failures().abandoned());
		}
		json.writeNumberField("reset", counters.failures().reset());
		json.writeNumberField("lost", counters.failures().lost());
		json.writeEndObject();
		json.writeNumberField("bytesSent", counters.bytesSent());
		json.writeNumberField("bytesReceived", counters.bytesReceived());
		json.writeNumberField("segmentsRetransmitted", counters.segmentsRetransmitted());
		json.writeNumberField("resetsSent", counters.resetsSent());
		json.writeNumberField("resetsReceived", counters.resetsReceived());
		if (role == Role.CLIENT) {
			histogram(json, "connectMicros", counters.connectLatency());
		}
		histogram(json, "roundTripMicros", counters.roundTrip());
		json.writeEndObject();
	}

	private static void histogram(JsonGenerator json, String name, Log2Histogram histogram) throws IOException {
		long[] counts = histogram.toArray();
		json.writeFieldName(name);
		json.writeArray(counts, 0, counts.length);
	}

	private static String lower(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}
}
