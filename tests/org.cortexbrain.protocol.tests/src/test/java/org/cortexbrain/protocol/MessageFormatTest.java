package org.cortexbrain.protocol;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.Test;

public class MessageFormatTest {
	private static byte[] write(List<Message> messages) throws IOException {
		var out = new ByteArrayOutputStream();
		try (var writer = new MessageWriter(out)) {
			for (Message message : messages) {
				writer.write(message);
			}
		}
		return out.toByteArray();
	}

	private static List<Message> read(byte[] lines) throws IOException {
		List<Message> messages = new ArrayList<>();
		try (var reader = new MessageReader(new ByteArrayInputStream(lines))) {
			for (Optional<Message> next = reader.read(); next.isPresent(); next = reader.read()) {
				messages.add(next.get());
			}
		}
		return messages;
	}

	private static List<Message> readText(String lines) throws IOException {
		return read(lines.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	public void everyMessageIsReadAsItWasWritten() throws IOException {
		var random = new Random(42);
		List<Message> messages = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			messages.add(Messages.any(random));
		}
		assertEquals(messages, read(write(messages)));
	}

	@Test
	public void aMessageIsOneLine() throws IOException {
		var random = new Random(43);
		for (int i = 0; i < 100; i++) {
			String text = new String(write(List.of(Messages.any(random))), StandardCharsets.UTF_8);
			assertEquals(text.length() - 1, text.indexOf('\n'));
		}
	}

	@Test
	public void theStreamOfVersion1IsWrittenAndReadAsItsGoldenFileSays() throws IOException {
		byte[] golden = MessageFormatTest.class.getResourceAsStream("/v1/stream.ndjson").readAllBytes();
		assertEquals(Messages.GOLDEN, read(golden));
		assertArrayEquals(golden, write(Messages.GOLDEN));
	}

	@Test
	public void theNodeDescriptionOfVersion1IsWrittenAndReadAsItsGoldenFileSays() throws IOException {
		byte[] golden = MessageFormatTest.class.getResourceAsStream("/v1/node.json").readAllBytes();
		assertEquals(Messages.NODE, NodeDescriptionFormat.read(golden));
		assertEquals(new String(golden, StandardCharsets.UTF_8),
				new String(NodeDescriptionFormat.write(Messages.NODE), StandardCharsets.UTF_8));
	}

	@Test
	public void unknownFieldsAreIgnored() throws IOException {
		assertEquals(List.of(new Message.Farewell("stopping", "bye")), readText("""
				{"weight":1.5,"type":"farewell","nested":{"a":[1,{"b":[null]}]},"code":"stopping","none":null,"reason":"bye","list":["x"]}
				"""));
	}

	@Test
	public void unknownTypesOfMessageAreSkipped() throws IOException {
		assertEquals(List.of(new Message.Farewell("a", "b")), readText("""
				{"type":"weather","sun":true}
				{"type":"farewell","code":"a","reason":"b"}
				"""));
	}

	@Test
	public void identifiersKeepAll64Bits() throws IOException {
		var sample = (Sample) Messages.GOLDEN.get(1);
		long large = (1L << 53) + 1;
		var party = new Party(large, sample.parties().getFirst().endpoint(), Optional.empty(), true);
		var changed = new Sample(sample.epoch(), 0, sample.at(), sample.elapsed(), true, List.of(party), List.of(), List.of(), List.of());
		assertEquals(large, ((Sample) read(write(List.of(changed))).getFirst()).parties().getFirst().cgroupId());
	}

	@Test
	public void aStreamThatEndsWithinALineIsAnEndOfFile() {
		assertThrows(EOFException.class, () -> readText("{\"type\":\"farewell\",\"code\":\"a\""));
	}

	@Test
	public void badLinesAreRefusedWithTheirNumberAndTheReason() {
		String[][] table = { //
				{ "[]", "line 1", "no JSON object" }, //
				{ "{}", "line 1", "\"type\" is missing" }, //
				{ "{\"type\":7}", "line 1", "\"type\" is no text" }, //
				{ "{\"type\":\"hello\"}", "line 1", "\"node\" is missing" }, //
				{ "{\"type\":\"farewell\",\"code\":\"a\",\"reason\":\"b\"}\n{\"type\":\"farewell\"}", "line 2", "\"code\" is missing" }, //
				{ "{\"type\":\"farewell\",", "line 1", "Unexpected" }, //
				{ sample("\"flows\":[{}]"), "line 1", "\"cgroup\" is missing" }, //
				{ sample("\"flows\":[{\"cgroup\":1,\"netns\":1,\"role\":\"judge\"}]"), "line 1", "[client, server]: judge" }, //
				{ sample(flow("\"local\":\"example.org\"")), "line 1", "example.org" }, //
				{ sample(flow("\"local\":\"::1\",\"port\":70000")), "line 1", "70000" }, //
				{ sample(flow("\"local\":\"::1\",\"port\":4294967376")), "line 1", "\"port\" is out of range: 4294967376" }, //
				{ sample(flow("\"local\":\"::1\",\"port\":80,\"opened\":-1")), "line 1", "\"opened\" is negative: -1" }, //
				{ sample(flow("\"local\":\"::1\",\"port\":80,\"opened\":99999999999999999999")), "line 1", "out of range" }, //
				{ sample(flow("\"local\":\"::1\",\"port\":80,\"connectMicros\":[" + "1,".repeat(40) + "1]")), "line 1", "at most 27" }, //
				{ "{\"type\":\"sample\",\"epoch\":\"e\",\"sequence\":0,\"at\":\"yesterday\",\"elapsedNanos\":0}", "line 1", "yesterday" }, //
				{ "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}", "line 1", "nesting" }, //
		};
		for (String[] row : table) {
			var refused = assertThrows(row[0], IOException.class, () -> readText(row[0] + "\n"));
			assertTrue(refused.getMessage(), refused.getMessage().contains(row[1]));
			assertTrue(refused.getMessage(), refused.getMessage().contains(row[2]));
		}
	}

	@Test
	public void whateverComesIsAMessageOrARefusalThatNamesTheLine() throws IOException {
		byte[] golden = MessageFormatTest.class.getResourceAsStream("/v1/stream.ndjson").readAllBytes();
		var random = new Random(44);
		int refused = 0;
		for (int i = 0; i < 4_000; i++) {
			byte[] damaged = golden.clone();
			for (int j = random.nextInt(4); j >= 0; j--) {
				damaged[random.nextInt(damaged.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : "{}[]\":,0-e\\n".charAt(random.nextInt(12)));
			}
			try {
				read(damaged);
			} catch (IOException e) {
				refused++;
				assertTrue(e.getMessage(), e.getMessage().contains("line "));
			}
		}
		assertTrue("most of the damage is found: " + refused, refused > 1_000);
	}

	private static String sample(String rest) {
		return "{\"type\":\"sample\",\"epoch\":\"e\",\"sequence\":0,\"at\":\"2026-11-23T10:00:00Z\",\"elapsedNanos\":0," + rest + "}";
	}

	private static String flow(String rest) {
		return "\"flows\":[{\"cgroup\":1,\"netns\":1,\"role\":\"client\"," + rest + "}]";
	}
}
