package org.cortexbrain.protocol.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Loss;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.NodeDescription.Program;
import org.cortexbrain.protocol.NodeDescription.Table;
import org.cortexbrain.protocol.Party;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.protocol.Versions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * Reads the protocol's values from JSON.
 *
 * <p>A small object is first read whole into a map of its scalars, so that the order of fields does not matter and unknown ones fall
 * away; lists of objects are read as they come.
 */
public final class JsonInput {
	/** The protocol nests four deep; what is deeper is an unknown field at best, an attack at worst. */
	private static final int DEEPEST = 16;
	private static final JsonFactory FACTORY = JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build()).build();

	private JsonInput() {
	}

	/** One message; empty for a type that this version does not know. */
	public static Optional<Message> message(byte[] json) throws IOException {
		try (JsonParser parser = FACTORY.createParser(json)) {
			Fields fields = Fields.read(parser);
			return switch (fields.text(Names.TYPE)) {
			case Names.HELLO -> Optional.of(new Message.Hello(node(fields.object(Names.NODE))));
			case Names.SAMPLE -> Optional.of(sample(fields));
			case Names.FAREWELL -> Optional.of(new Message.Farewell(fields.text(Names.CODE), fields.text(Names.REASON)));
			default -> Optional.empty();
			};
		}
	}

	public static NodeDescription node(byte[] json) throws IOException {
		try (JsonParser parser = FACTORY.createParser(json)) {
			return node(Fields.read(parser));
		}
	}

	private static NodeDescription node(Fields node) {
		Fields protocol = node.object(Names.PROTOCOL);
		Fields kernel = node.object(Names.KERNEL);
		return new NodeDescription(new Versions(protocol.small(Names.OLDEST), protocol.small(Names.NEWEST)),
				node.text(Names.AGENT_VERSION), node.text(Names.NODE), node.text(Names.EPOCH), node.instant(Names.STARTED_AT),
				new NodeDescription.Kernel(kernel.text(Names.RELEASE), kernel.text(Names.ARCHITECTURE), kernel.flag(Names.BTF, false),
						kernel.constant(Names.CGROUPS, NodeDescription.Cgroups.class)),
				node.objects(Names.PROGRAMS).stream()
						.map(program -> new Program(program.text(Names.NAME), program.text(Names.HOOK),
								program.constant(Names.STATE, NodeDescription.State.class), program.optionalText(Names.REASON),
								program.text(Names.PROVIDES)))
						.toList(),
				node.objects(Names.TABLES).stream()
						.map(table -> new Table(table.text(Names.NAME), table.number(Names.CAPACITY), table.number(Names.USED))).toList());
	}

	private static Sample sample(Fields sample) {
		return new Sample(sample.text(Names.EPOCH), sample.number(Names.SEQUENCE), sample.instant(Names.AT),
				Duration.ofNanos(sample.number(Names.ELAPSED)), sample.flag(Names.COMPLETE, false),
				sample.objects(Names.PARTIES).stream().map(JsonInput::party).toList(),
				sample.objects(Names.FLOWS).stream().map(flow -> new Flow(key(flow), counters(flow))).toList(),
				sample.objects(Names.RETIRED).stream().map(JsonInput::key).toList(),
				sample.objects(Names.LOSSES).stream()
						.map(loss -> new Loss(loss.text(Names.CODE), loss.number(Names.COUNT), loss.text(Names.MEANING))).toList());
	}

	private static Party party(Fields party) {
		long cgroup = party.number(Names.CGROUP);
		Endpoint endpoint = switch (party.text(Names.KIND)) {
		case Names.POD -> new Endpoint.Pod(party.text(Names.NAMESPACE), party.text(Names.NAME), party.text(Names.UID));
		case Names.UNIT -> new Endpoint.Unit(party.text(Names.NODE), party.text(Names.NAME));
		case Names.CONTAINER -> new Endpoint.Container(party.text(Names.NODE), party.text(Names.RUNTIME), party.text(Names.CONTAINER_ID));
		case Names.PROCESS -> new Endpoint.Process(party.text(Names.NODE), party.text(Names.NAME));
		case Names.EXTERNAL -> new Endpoint.External(party.text(Names.ADDRESS));
		case Names.OTHERS -> new Endpoint.Others(party.text(Names.NODE));
		/* A newer agent may know kinds that this reader does not: their traffic is shown, unnamed. */
		default -> new Endpoint.Unidentified(party.optionalText(Names.NODE).orElse(""), cgroup);
		};
		return new Party(cgroup, endpoint, party.optionalText(Names.CONTAINER), party.flag(Names.ALIVE, true));
	}

	private static FlowKey key(Fields key) {
		return new FlowKey(key.number(Names.CGROUP), key.number(Names.NETNS), key.constant(Names.ROLE, Role.class),
				address(key.text(Names.LOCAL)), key.optionalText(Names.REMOTE).map(JsonInput::address), key.small(Names.PORT));
	}

	private static InetAddress address(String text) {
		return InetAddress.ofLiteral(text);
	}

	private static Counters counters(Fields flow) {
		return new Counters(flow.count(Names.OPENED), flow.count(Names.CLOSED), flow.count(Names.ACTIVE),
				new Failures(flow.count(Names.REFUSED), flow.count(Names.TIMED_OUT), flow.count(Names.UNREACHABLE),
						flow.count(Names.ABANDONED), flow.count(Names.RESET), flow.count(Names.LOST)),
				flow.count(Names.BYTES_SENT), flow.count(Names.BYTES_RECEIVED), flow.count(Names.RETRANSMITTED),
				flow.count(Names.RESETS_SENT), flow.count(Names.RESETS_RECEIVED), flow.histogram(Names.CONNECT),
				flow.histogram(Names.ROUND_TRIP));
	}

	/** The fields of one object, by name: texts, numbers, flags, objects, lists of objects, lists of numbers. */
	private static final class Fields {
		private final Map<String, Object> values = HashMap.newHashMap(16);

		static Fields read(JsonParser parser) throws IOException {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new IllegalArgumentException("it is no JSON object");
			}
			return readRest(parser);
		}

		private static Fields readRest(JsonParser parser) throws IOException {
			Fields fields = new Fields();
			while (parser.nextToken() == JsonToken.FIELD_NAME) {
				String name = parser.currentName();
				switch (parser.nextToken()) {
				case VALUE_STRING -> fields.values.put(name, parser.getText());
				case VALUE_NUMBER_INT -> fields.values.put(name, parser.getLongValue());
				case VALUE_TRUE, VALUE_FALSE -> fields.values.put(name, parser.getBooleanValue());
				case START_OBJECT -> fields.values.put(name, readRest(parser));
				case START_ARRAY -> fields.values.put(name, readList(parser));
				/* Fractions and nulls: no field that this version knows has one. */
				default -> {
				}
				}
			}
			return fields;
		}

		private static Object readList(JsonParser parser) throws IOException {
			List<Fields> objects = new ArrayList<>();
			long[] numbers = new long[8];
			int count = 0;
			JsonToken token;
			while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
				if (token == JsonToken.START_OBJECT) {
					objects.add(readRest(parser));
				} else if (token == JsonToken.VALUE_NUMBER_INT) {
					if (count == numbers.length) {
						numbers = Arrays.copyOf(numbers, count * 2);
					}
					numbers[count++] = parser.getLongValue();
				} else {
					parser.skipChildren();
				}
			}
			return count > 0 ? Arrays.copyOf(numbers, count) : objects;
		}

		private <T> Optional<T> optional(String name, Class<T> type, String described) {
			Object value = values.get(name);
			if (value != null && !type.isInstance(value)) {
				throw new IllegalArgumentException("its field \"" + name + "\" is no " + described);
			}
			return Optional.ofNullable(type.cast(value));
		}

		private static IllegalArgumentException missing(String name) {
			return new IllegalArgumentException("its field \"" + name + "\" is missing");
		}

		String text(String name) {
			return optionalText(name).orElseThrow(() -> missing(name));
		}

		Optional<String> optionalText(String name) {
			return optional(name, String.class, "text");
		}

		long number(String name) {
			return optional(name, Long.class, "number").orElseThrow(() -> missing(name));
		}

		int small(String name) {
			long number = number(name);
			if (number != (int) number) {
				throw new IllegalArgumentException("its field \"" + name + "\" is out of range: " + number);
			}
			return (int) number;
		}

		/** A counter: absent means 0. */
		long count(String name) {
			long count = optional(name, Long.class, "number").orElse(0L);
			if (count < 0) {
				throw new IllegalArgumentException("its counter \"" + name + "\" is negative: " + count);
			}
			return count;
		}

		boolean flag(String name, boolean absent) {
			return optional(name, Boolean.class, "true or false").orElse(absent);
		}

		Instant instant(String name) {
			try {
				return Instant.parse(text(name));
			} catch (DateTimeException e) {
				throw new IllegalArgumentException("its field \"" + name + "\" is no time: " + text(name), e);
			}
		}

		<E extends Enum<E>> E constant(String name, Class<E> type) {
			try {
				return Enum.valueOf(type, text(name).toUpperCase(Locale.ROOT));
			} catch (IllegalArgumentException e) {
				throw new IllegalArgumentException("its field \"" + name + "\" is none of " + Arrays.toString(type.getEnumConstants())
						.toLowerCase(Locale.ROOT) + ": " + optionalText(name).orElse("missing"), e);
			}
		}

		Fields object(String name) {
			return optional(name, Fields.class, "object").orElseThrow(() -> missing(name));
		}

		@SuppressWarnings("unchecked")
		List<Fields> objects(String name) {
			return optional(name, List.class, "list of objects").orElse(List.of());
		}

		Log2Histogram histogram(String name) {
			if (values.get(name) instanceof List<?> list && list.isEmpty()) {
				return Log2Histogram.EMPTY;
			}
			return optional(name, long[].class, "list of numbers").map(Log2Histogram::of).orElse(Log2Histogram.EMPTY);
		}
	}
}
