package org.cortexbrain.telemetry.internal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.Test;

/** HTTP/1.1 answers, whole and damaged. */
public class HttpAnswerTest {
	private static HttpAnswer read(String bytes) throws IOException {
		return HttpAnswer.read(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)));
	}

	private static String body(String bytes) throws IOException {
		return new String(read(bytes).body().readAllBytes(), StandardCharsets.ISO_8859_1);
	}

	@Test
	public void aBodyIsFramedByChunksByALengthOrByTheEnd() throws Exception {
		assertEquals("Hello, world", body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nHello, \r\n5;name=value\r\nworld\r\n0\r\n\r\n"));
		assertEquals("Hello", body("HTTP/1.1 200 OK\r\ncontent-LENGTH: 5\r\n\r\nHello and more"));
		assertEquals("Hello", body("HTTP/1.0 200 OK\r\n\r\nHello"));
		assertEquals("", body("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
	}

	@Test
	public void theStatusIsTheOneOfTheFirstLine() throws Exception {
		assertEquals(503, read("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n").status());
		assertEquals(200, read("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n").status());
	}

	@Test
	public void aBodyThatEndsTooSoonIsNeverAShorterBody() {
		for (String cut : List.of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nHel", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n",
				"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nHello", "HTTP/1.1 200 OK\r\nConten", "")) {
			assertThrows(cut, EOFException.class, () -> body(cut));
		}
	}

	@Test
	public void whatIsNoSuchAnswerIsRefusedInWords() {
		for (String wrong : List.of("SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
				"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
				"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nHello\r\n0\r\n\r\n")) {
			IOException thrown = assertThrows(wrong, IOException.class, () -> body(wrong));
			assertTrue(thrown.getMessage(), thrown.getMessage().length() > 10);
		}
	}

	@Test
	public void aHeadWithoutEndIsNotReadForEver() {
		IOException thrown = assertThrows(IOException.class, () -> read("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1 << 20)));
		assertTrue(thrown.getMessage(), thrown.getMessage().contains("above 16384 bytes"));
	}
}
