package org.cortexbrain.protocol.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Loss;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Party;
import org.cortexbrain.protocol.Sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;

/** Writes the protocol's values as JSON. A counter of 0 and an empty list are left out: their absence means just that. For one thread. */
public final class JsonOutput implements Closeable {
	private static final JsonFactory FACTORY = new JsonFactory();

	private final JsonGenerator json;

	/** @param out is closed with this; @param indented for people rather than one object a line */
	public JsonOutput(OutputStream out, boolean indented) {
		try {
			json = FACTORY.createGenerator(out);
		} catch (IOException e) {
			throw new IllegalStateException("making a generator writes nothing", e);
		}
		if (indented) {
			json.useDefaultPrettyPrinter();
		} else {
			json.setPrettyPrinter(new MinimalPrettyPrinter(""));
		}
	}

	/** Ends the line and flushes. */
	public void endLine() throws IOException {
		json.writeRaw('\n');
		json.flush();
	}

	public void message(Message message) throws IOException {
		json.writeStartObject();
		switch (message) {
		case Message.Hello hello -> {
			json.writeStringField(Names.TYPE, Names.HELLO);
			json.writeFieldName(Names.NODE);
			node(hello.node());
		}
		case Sample sample -> {
			json.writeStringField(Names.TYPE, Names.SAMPLE);
			sample(sample);
		}
		case Message.Farewell farewell -> {
			json.writeStringField(Names.TYPE, Names.FAREWELL);
			json.writeStringField(Names.CODE, farewell.code());
			json.writeStringField(Names.REASON, farewell.reason());
		}
		}
		json.writeEndObject();
	}

	public void node(NodeDescription node) throws IOException {
		json.writeStartObject();
		json.writeObjectFieldStart(Names.PROTOCOL);
		json.writeNumberField(Names.OLDEST, node.protocol().oldest());
		json.writeNumberField(Names.NEWEST, node.protocol().newest());
		json.writeEndObject();
		json.writeStringField(Names.AGENT_VERSION, node.agentVersion());
		json.writeStringField(Names.NODE, node.node());
		json.writeStringField(Names.EPOCH, node.epoch());
		json.writeStringField(Names.STARTED_AT, node.startedAt().toString());
		json.writeObjectFieldStart(Names.KERNEL);
		json.writeStringField(Names.RELEASE, node.kernel().release());
		json.writeStringField(Names.ARCHITECTURE, node.kernel().architecture());
		json.writeBooleanField(Names.BTF, node.kernel().btf());
		json.writeStringField(Names.CGROUPS, lower(node.kernel().cgroups()));
		json.writeEndObject();
		json.writeArrayFieldStart(Names.PROGRAMS);
		for (var program : node.programs()) {
			json.writeStartObject();
			json.writeStringField(Names.NAME, program.name());
			json.writeStringField(Names.HOOK, program.hook());
			json.writeStringField(Names.STATE, lower(program.state()));
			if (program.reason().isPresent()) {
				json.writeStringField(Names.REASON, program.reason().get());
			}
			json.writeStringField(Names.PROVIDES, program.provides());
			json.writeEndObject();
		}
		json.writeEndArray();
		json.writeArrayFieldStart(Names.TABLES);
		for (var table : node.tables()) {
			json.writeStartObject();
			json.writeStringField(Names.NAME, table.name());
			json.writeNumberField(Names.CAPACITY, table.capacity());
			json.writeNumberField(Names.USED, table.used());
			json.writeEndObject();
		}
		json.writeEndArray();
		json.writeEndObject();
	}

	private void sample(Sample sample) throws IOException {
		json.writeStringField(Names.EPOCH, sample.epoch());
		json.writeNumberField(Names.SEQUENCE, sample.sequence());
		json.writeStringField(Names.AT, sample.at().toString());
		json.writeNumberField(Names.ELAPSED, sample.elapsed().toNanos());
		json.writeBooleanField(Names.COMPLETE, sample.complete());
		if (!sample.parties().isEmpty()) {
			json.writeArrayFieldStart(Names.PARTIES);
			for (Party party : sample.parties()) {
				party(party);
			}
			json.writeEndArray();
		}
		if (!sample.flows().isEmpty()) {
			json.writeArrayFieldStart(Names.FLOWS);
			for (Flow flow : sample.flows()) {
				json.writeStartObject();
				key(flow.key());
				counters(flow.counters());
				json.writeEndObject();
			}
			json.writeEndArray();
		}
		if (!sample.retired().isEmpty()) {
			json.writeArrayFieldStart(Names.RETIRED);
			for (FlowKey key : sample.retired()) {
				json.writeStartObject();
				key(key);
				json.writeEndObject();
			}
			json.writeEndArray();
		}
		if (!sample.losses().isEmpty()) {
			json.writeArrayFieldStart(Names.LOSSES);
			for (Loss loss : sample.losses()) {
				json.writeStartObject();
				json.writeStringField(Names.CODE, loss.code());
				json.writeNumberField(Names.COUNT, loss.count());
				json.writeStringField(Names.MEANING, loss.meaning());
				json.writeEndObject();
			}
			json.writeEndArray();
		}
	}

	private void party(Party party) throws IOException {
		json.writeStartObject();
		json.writeNumberField(Names.CGROUP, party.cgroupId());
		endpoint(party.endpoint());
		if (party.container().isPresent()) {
			json.writeStringField(Names.CONTAINER, party.container().get());
		}
		if (!party.alive()) {
			json.writeBooleanField(Names.ALIVE, false);
		}
		json.writeEndObject();
	}

	private void endpoint(Endpoint endpoint) throws IOException {
		switch (endpoint) {
		case Endpoint.Pod(var _, var namespace, var name, var uid) -> {
			json.writeStringField(Names.KIND, Names.POD);
			json.writeStringField(Names.NAMESPACE, namespace);
			json.writeStringField(Names.NAME, name);
			json.writeStringField(Names.UID, uid);
		}
		case Endpoint.Unit(var _, var node, var name) -> {
			json.writeStringField(Names.KIND, Names.UNIT);
			json.writeStringField(Names.NODE, node);
			json.writeStringField(Names.NAME, name);
		}
		case Endpoint.Container(var _, var node, var runtime, var containerId) -> {
			json.writeStringField(Names.KIND, Names.CONTAINER);
			json.writeStringField(Names.NODE, node);
			json.writeStringField(Names.RUNTIME, runtime);
			json.writeStringField(Names.CONTAINER_ID, containerId);
		}
		case Endpoint.Process(var _, var node, var name) -> {
			json.writeStringField(Names.KIND, Names.PROCESS);
			json.writeStringField(Names.NODE, node);
			json.writeStringField(Names.NAME, name);
		}
		case Endpoint.External(var _, var address) -> {
			json.writeStringField(Names.KIND, Names.EXTERNAL);
			json.writeStringField(Names.ADDRESS, address);
		}
		case Endpoint.Others(var _, var node) -> {
			json.writeStringField(Names.KIND, Names.OTHERS);
			json.writeStringField(Names.NODE, node);
		}
		case Endpoint.Unidentified(var _, var node, var _) -> {
			json.writeStringField(Names.KIND, Names.UNIDENTIFIED);
			json.writeStringField(Names.NODE, node);
		}
		/* What only a cluster's API tells: no agent names its sockets' owners so. */
		case Endpoint.Service _, Endpoint.Node _, Endpoint.ControlPlane _, Endpoint.Network _ ->
			throw new IllegalArgumentException("no owner of sockets: " + endpoint);
		}
	}

	private void key(FlowKey key) throws IOException {
		json.writeNumberField(Names.CGROUP, key.cgroupId());
		json.writeNumberField(Names.NETNS, key.networkNamespace());
		json.writeStringField(Names.ROLE, lower(key.role()));
		json.writeStringField(Names.LOCAL, key.local().getHostAddress());
		if (key.remote().isPresent()) {
			json.writeStringField(Names.REMOTE, key.remote().get().getHostAddress());
		}
		json.writeNumberField(Names.PORT, key.port());
	}

	private void counters(Counters counters) throws IOException {
		count(Names.OPENED, counters.opened());
		count(Names.CLOSED, counters.closed());
		count(Names.ACTIVE, counters.active());
		count(Names.REFUSED, counters.failures().refused());
		count(Names.TIMED_OUT, counters.failures().timedOut());
		count(Names.UNREACHABLE, counters.failures().unreachable());
		count(Names.ABANDONED, counters.failures().abandoned());
		count(Names.RESET, counters.failures().reset());
		count(Names.LOST, counters.failures().lost());
		count(Names.BYTES_SENT, counters.bytesSent());
		count(Names.BYTES_RECEIVED, counters.bytesReceived());
		count(Names.RETRANSMITTED, counters.segmentsRetransmitted());
		count(Names.RESETS_SENT, counters.resetsSent());
		count(Names.RESETS_RECEIVED, counters.resetsReceived());
		histogram(Names.CONNECT, counters.connectLatency());
		histogram(Names.ROUND_TRIP, counters.roundTrip());
	}

	private void count(String name, long count) throws IOException {
		if (count != 0) {
			json.writeNumberField(name, count);
		}
	}

	private void histogram(String name, Log2Histogram histogram) throws IOException {
		if (histogram != Log2Histogram.EMPTY) {
			long[] counts = histogram.toArray();
			if (counts.length > 0) {
				json.writeFieldName(name);
				json.writeArray(counts, 0, counts.length);
			}
		}
	}

	private static String lower(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

	@Override
	public void close() throws IOException {
		json.close();
	}
}
