package org.cortexbrain.protocol;

import java.io.IOException;

/** The JSON form of a {@link NodeDescription}, as {@code GET /v1/node} answers it and a hello carries it. */
public final class NodeDescriptionFormat {
	private NodeDescriptionFormat() {
	}

	/** One JSON object in UTF-8, indented for people. */
	public static byte[] write(NodeDescription node) {
		throw new UnsupportedOperationException("to be written");
	}

	/** @throws IOException if this is no node description; the text says where and why */
	public static NodeDescription read(byte[] json) throws IOException {
		throw new UnsupportedOperationException("to be written");
	}
}
