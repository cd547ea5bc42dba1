package org.cortexbrain.telemetry.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.cluster.ClusterNews;
import org.cortexbrain.cluster.ClusterObject;
import org.cortexbrain.cluster.ClusterObject.Backend;
import org.cortexbrain.cluster.ClusterObject.BackendPort;
import org.cortexbrain.cluster.ClusterObject.Kind;
import org.cortexbrain.cluster.ClusterObject.Owner;
import org.cortexbrain.cluster.ClusterObject.ServicePort;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * The line of a recording that tells of a cluster (docs/formats.md): names, UIDs and addresses of objects as identity needs them, and nothing of the
 * connection to the cluster.
 *
 * @param cluster what the client calls it
 * @param streams those that are of its nodes, from this line on
 * @param news in the order in which they came
 */
public record ClusterLine(String cluster, List<Integer> streams, List<ClusterNews> news) {
	private static final int DEEPEST = 8;
	private static final JsonFactory FACTORY = JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build()).build();

	public ClusterLine {
		streams = List.copyOf(streams);
		news = List.copyOf(news);
	}

	/** As one JSON object, without the end of a line. */
	public byte[] toJson() {
		var bytes = new ByteArrayOutputStream();
		try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
			json.writeStartObject();
			json.writeStringField("cluster", cluster);
			json.writeArrayFieldStart("streams");
			for (int stream : streams) {
				json.writeNumber(stream);
			}
			json.writeEndArray();
			json.writeArrayFieldStart("news");
			for (ClusterNews each : news) {
				json.writeStartObject();
				write(each, json);
				json.writeEndObject();
			}
			json.writeEndArray();
			json.writeEndObject();
		} catch (IOException e) {
			throw new UncheckedIOException("writing into memory does not fail", e);
		}
		return bytes.toByteArray();
	}

	private static void write(ClusterNews news, JsonGenerator json) throws IOException {
		switch (news) {
		case ClusterNews.Changed(var object, var sure, var seen) -> {
			json.writeStringField("is", "changed");
			json.writeStringField("sure", sure.toString());
			json.writeStringField("seen", seen.toString());
			write(object, json);
		}
		case ClusterNews.Gone(var kind, var uid, var until, var seen) -> {
			json.writeStringField("is", "gone");
			json.writeStringField("until", until.toString());
			json.writeStringField("seen", seen.toString());
			json.writeStringField("kind", lower(kind));
			json.writeStringField("uid", uid);
		}
		case ClusterNews.Known(var kind) -> {
			json.writeStringField("is", "known");
			json.writeStringField("kind", lower(kind));
		}
		case ClusterNews.Late(var kind) -> {
			json.writeStringField("is", "late");
			json.writeStringField("kind", lower(kind));
		}
		case ClusterNews.Silent(var since) -> {
			json.writeStringField("is", "silent");
			json.writeStringField("since", since.toString());
		}
		case ClusterNews.Current() -> json.writeStringField("is", "current");
		}
	}

	private static void write(ClusterObject object, JsonGenerator json) throws IOException {
		json.writeStringField("kind", lower(object.kind()));
		json.writeStringField("uid", object.uid());
		switch (object) {
		case ClusterObject.Pod pod -> {
			named(pod.namespace(), pod.name(), json);
			json.writeStringField("created", pod.created().toString());
			if (pod.node().isPresent()) {
				json.writeStringField("node", pod.node().get());
			}
			addresses(pod.addresses(), json);
			json.writeBooleanField("hostNetwork", pod.hostNetwork());
			json.writeBooleanField("ended", pod.ended());
			owner(pod.owner(), json);
		}
		case ClusterObject.Service service -> {
			named(service.namespace(), service.name(), json);
			json.writeStringField("created", service.created().toString());
			addresses(service.addresses(), json);
			json.writeArrayFieldStart("ports");
			for (ServicePort port : service.ports()) {
				json.writeStartObject();
				json.writeStringField("name", port.name());
				json.writeNumberField("port", port.port());
				json.writeNumberField("nodePort", port.nodePort());
				json.writeEndObject();
			}
			json.writeEndArray();
		}
		case ClusterObject.Slice slice -> {
			named(slice.namespace(), slice.service(), json);
			json.writeArrayFieldStart("backends");
			for (Backend backend : slice.backends()) {
				json.writeStartObject();
				json.writeStringField("address", backend.address().getHostAddress());
				if (backend.podUid().isPresent()) {
					json.writeStringField("pod", backend.podUid().get());
				}
				json.writeEndObject();
			}
			json.writeEndArray();
			json.writeArrayFieldStart("ports");
			for (BackendPort port : slice.ports()) {
				json.writeStartObject();
				json.writeStringField("name", port.name());
				json.writeNumberField("port", port.port());
				json.writeEndObject();
			}
			json.writeEndArray();
		}
		case ClusterObject.Node node -> {
			json.writeStringField("name", node.name());
			json.writeStringField("created", node.created().toString());
			addresses(node.addresses(), json);
		}
		case ClusterObject.Controller controller -> {
			named(controller.namespace(), controller.name(), json);
			owner(controller.owner(), json);
		}
		}
	}

	private static void named(String namespace, String name, JsonGenerator json) throws IOException {
		json.writeStringField("namespace", namespace);
		json.writeStringField("name", name);
	}

	private static void addresses(List<InetAddress> addresses, JsonGenerator json) throws IOException {
		json.writeArrayFieldStart("addresses");
		for (InetAddress address : addresses) {
			json.writeString(address.getHostAddress());
		}
		json.writeEndArray();
	}

	private static void owner(Optional<Owner> owner, JsonGenerator json) throws IOException {
		if (owner.isPresent()) {
			json.writeObjectFieldStart("owner");
			json.writeStringField("kind", owner.get().kind());
			json.writeStringField("name", owner.get().name());
			json.writeStringField("uid", owner.get().uid());
			json.writeEndObject();
		}
	}

	private static String lower(Kind kind) {
		return kind.name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Reads a line. News of a sort, and objects of a kind, that this version does not know are left out.
	 *
	 * @throws IOException if it is no such line; the text names what is wrong with it
	 */
	public static ClusterLine of(byte[] json) throws IOException {
		try (JsonParser parser = FACTORY.createParser(json)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new IOException("it is no JSON object");
			}
			Fields line = object(parser);
			List<Integer> streams = new ArrayList<>();
			for (Object stream : line.list("streams")) {
				streams.add(Math.toIntExact((Long) stream));
			}
			List<ClusterNews> news = new ArrayList<>();
			for (Object each : line.list("news")) {
				read((Fields) each).ifPresent(news::add);
			}
			return new ClusterLine(line.text("cluster"), streams, news);
		} catch (IllegalArgumentException | ClassCastException | ArithmeticException | DateTimeException e) {
			throw new IOException("it tells nothing of a cluster: " + e.getMessage(), e);
		}
	}

	/** The fields of an object, by name: texts, whole numbers, flags, objects, lists of these. */
	private record Fields(Map<String, Object> values) {
		private Object value(String name) {
			Object value = values.get(name);
			if (value == null) {
				throw new IllegalArgumentException("its field \"" + name + "\" is missing");
			}
			return value;
		}

		String text(String name) {
			return (String) value(name);
		}

		int number(String name) {
			return Math.toIntExact((Long) value(name));
		}

		boolean flag(String name) {
			return (Boolean) value(name);
		}

		Instant time(String name) {
			return Instant.parse(text(name));
		}

		Optional<String> optional(String name) {
			return Optional.ofNullable((String) values.get(name));
		}

		List<?> list(String name) {
			return (List<?>) value(name);
		}

		List<Fields> objects(String name) {
			return list(name).stream().map(Fields.class::cast).toList();
		}

		Optional<Kind> kind() {
			String name = text("kind").toUpperCase(Locale.ROOT);
			return Arrays.stream(Kind.values()).filter(kind -> kind.name().equals(name)).findFirst();
		}

		List<InetAddress> addresses() {
			return list("addresses").stream().map(text -> InetAddress.ofLiteral((String) text)).toList();
		}

		Optional<Owner> owner() {
			return Optional.ofNullable((Fields) values.get("owner")).map(owner -> new Owner(owner.text("kind"), owner.text("name"), owner.text("uid")));
		}
	}

	private static Fields object(JsonParser parser) throws IOException {
		Map<String, Object> values = new HashMap<>();
		while (parser.nextToken() == JsonToken.FIELD_NAME) {
			String name = parser.currentName();
			values.put(name, value(parser, parser.nextToken()));
		}
		return new Fields(values);
	}

	private static Object value(JsonParser parser, JsonToken token) throws IOException {
		return switch (token) {
		case VALUE_STRING -> parser.getText();
		case VALUE_NUMBER_INT -> parser.getLongValue();
		case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
		case START_OBJECT -> object(parser);
		case START_ARRAY -> {
			List<Object> list = new ArrayList<>();
			for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
				list.add(value(parser, next));
			}
			yield list;
		}
		/* Fractions and nulls: no field that this version knows has one. */
		default -> "";
		};
	}

	private static Optional<ClusterNews> read(Fields news) {
		return switch (news.text("is")) {
		case "changed" -> news.kind().map(kind -> new ClusterNews.Changed(read(kind, news), news.time("sure"), news.time("seen")));
		case "gone" -> news.kind().map(kind -> new ClusterNews.Gone(kind, news.text("uid"), news.time("until"), news.time("seen")));
		case "known" -> news.kind().map(ClusterNews.Known::new);
		case "late" -> news.kind().map(ClusterNews.Late::new);
		case "silent" -> Optional.of(new ClusterNews.Silent(news.time("since")));
		case "current" -> Optional.of(new ClusterNews.Current());
		default -> Optional.empty();
		};
	}

	private static ClusterObject read(Kind kind, Fields of) {
		String uid = of.text("uid");
		return switch (kind) {
		case POD -> new ClusterObject.Pod(uid, of.text("namespace"), of.text("name"), of.time("created"), of.optional("node"), of.addresses(),
				of.flag("hostNetwork"), of.flag("ended"), of.owner());
		case SERVICE -> new ClusterObject.Service(uid, of.text("namespace"), of.text("name"), of.time("created"), of.addresses(),
				of.objects("ports").stream().map(port -> new ServicePort(port.text("name"), port.number("port"), port.number("nodePort"))).toList());
		case ENDPOINT_SLICE -> new ClusterObject.Slice(uid, of.text("namespace"), of.text("name"),
				of.objects("backends").stream().map(backend -> new Backend(InetAddress.ofLiteral(backend.text("address")), backend.optional("pod"))).toList(),
				of.objects("ports").stream().map(port -> new BackendPort(port.text("name"), port.number("port"))).toList());
		case NODE -> new ClusterObject.Node(uid, of.text("name"), of.time("created"), of.addresses());
		case REPLICA_SET, JOB -> new ClusterObject.Controller(kind, uid, of.text("namespace"), of.text("name"), of.owner());
		};
	}
}
