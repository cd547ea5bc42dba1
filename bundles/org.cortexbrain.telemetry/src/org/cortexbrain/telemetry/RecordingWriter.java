package org.cortexbrain.telemetry;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Sample;

/**
 * Writes a recording: the samples of one or more agents with their names, as compressed NDJSON (docs/formats.md) that can be read while
 * it is being written. For one thread.
 */
public final class RecordingWriter implements Closeable {
	/** The ending of a recording's file name. */
	public static final String EXTENSION = ".cortex";

	/** Creates the file; fails if it is there already, unless {@code replace}. */
	public static RecordingWriter create(Path file, boolean replace) throws IOException {
		throw new UnsupportedOperationException("to be written");
	}

	public void hello(String source, NodeDescription node) throws IOException {
		throw new UnsupportedOperationException("to be written");
	}

	public void sample(String source, Sample sample) throws IOException {
		throw new UnsupportedOperationException("to be written");
	}

	@Override
	public void close() throws IOException {
		throw new UnsupportedOperationException("to be written");
	}
}
