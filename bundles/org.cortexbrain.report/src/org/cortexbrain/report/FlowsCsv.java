package org.cortexbrain.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Observation;

/**
 * The edges as a table: RFC 4180, UTF-8, a header, one row for each edge and side that was seen (docs/formats.md). What is not known is an
 * empty field.
 */
public final class FlowsCsv {
	private static final List<String> HEADER = List.of("source_namespace", "source_workload", "source", "target_namespace", "target_workload",
			"target", "port", "side", "opened", "closed", "active", "refused", "timed_out", "unreachable", "abandoned", "reset", "lost",
			"bytes_sent", "bytes_received", "segments_retransmitted", "resets_sent", "resets_received", "connect_p50_us", "connect_p95_us",
			"round_trip_p50_us", "round_trip_p95_us");
	private static final Pattern QUOTED = Pattern.compile(".*[\",\\r\\n].*", Pattern.DOTALL);

	private FlowsCsv() {
	}

	/** Writes a file: the whole of it, or nothing. An older one is replaced. */
	public static void write(Mesh mesh, Path file) throws IOException {
		write(mesh, mesh.edges(), file);
	}

	/** Writes a file with some edges of a mesh, in this order. */
	public static void write(Mesh mesh, List<Edge> edges, Path file) throws IOException {
		WholeFile.write(file, out -> write(mesh, edges, out));
	}

	/** Writes to a stream, which is closed. */
	public static void write(Mesh mesh, OutputStream out) throws IOException {
		write(mesh, mesh.edges(), out);
	}

	private static void write(Mesh mesh, List<Edge> edges, OutputStream out) throws IOException {
		try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
			row(writer, HEADER);
			for (Edge edge : edges) {
				side(mesh, writer, edge.key(), "client", edge.client());
				side(mesh, writer, edge.key(), "server", edge.server());
			}
		}
	}

	private static void side(Mesh mesh, Writer writer, Edge.Key key, String name, Optional<Observation> side) throws IOException {
		if (side.isEmpty()) {
			return;
		}
		Counters counters = side.get().total();
		List<String> fields = new ArrayList<>(HEADER.size());
		endpoint(mesh, fields, key.source());
		endpoint(mesh, fields, key.target());
		fields.add(key.target() instanceof Endpoint.Others ? "" : Integer.toString(key.port()));
		fields.add(name);
		for (long count : new long[] { counters.opened(), counters.closed(), counters.active() }) {
			fields.add(Long.toString(count));
		}
		var failures = counters.failures();
		long[] toConnect = { failures.refused(), failures.timedOut(), failures.unreachable(), failures.abandoned() };
		for (long count : toConnect) {
			/* Who accepts does not learn of those who could not reach it. */
			fields.add(name.equals("client") ? Long.toString(count) : "");
		}
		for (long count : new long[] { failures.reset(), failures.lost(), counters.bytesSent(), counters.bytesReceived(),
				counters.segmentsRetransmitted(), counters.resetsSent(), counters.resetsReceived() }) {
			fields.add(Long.toString(count));
		}
		quantiles(fields, counters.connectLatency());
		quantiles(fields, counters.roundTrip());
		row(writer, fields);
	}

	private static void endpoint(Mesh mesh, List<String> fields, Endpoint endpoint) {
		fields.add(CellText.of(endpoint.inNamespace().orElse("")));
		fields.add(CellText.of(mesh.workload(endpoint).name()));
		fields.add(CellText.of(endpoint.name()));
	}

	private static void quantiles(List<String> fields, Log2Histogram histogram) {
		for (double quantile : new double[] { 0.5, 0.95 }) {
			OptionalDouble micros = histogram.quantile(quantile);
			fields.add(micros.isPresent() ? Long.toString(Math.round(micros.getAsDouble())) : "");
		}
	}

	private static void row(Writer writer, List<String> fields) throws IOException {
		for (int i = 0; i < fields.size(); i++) {
			if (i > 0) {
				writer.write(',');
			}
			String field = fields.get(i);
			writer.write(QUOTED.matcher(field).matches() ? "\"" + field.replace("\"", "\"\"") + "\"" : field);
		}
		writer.write("\r\n");
	}
}
