package org.cortexbrain.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import org.cortexbrain.protocol.internal.JsonInput;
import org.cortexbrain.protocol.internal.JsonOutput;

/** The JSON form of a {@link NodeDescription}, as {@code GET /v1/node} answers it and a hello carries it. */
public final class NodeDescriptionFormat {
	private NodeDescriptionFormat() {
	}

	/** One JSON object in UTF-8, indented for people. */
	public static byte[] write(NodeDescription node) {
		var bytes = new ByteArrayOutputStream();
		try (var out = new JsonOutput(bytes, true)) {
			out.node(node);
			out.endLine();
		} catch (IOException e) {
			throw new UncheckedIOException("memory does not fail", e);
		}
		return bytes.toByteArray();
	}

	/** @throws IOException if this is no node description; the text says where and why */
	public static NodeDescription read(byte[] json) throws IOException {
		try {
			return JsonInput.node(json);
		} catch (IllegalArgumentException e) {
			throw new IOException("this is no description of a node: " + e.getMessage(), e);
		}
	}
}
