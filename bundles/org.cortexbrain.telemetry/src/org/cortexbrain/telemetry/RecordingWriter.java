package org.cortexbrain.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.cortexbrain.cluster.ClusterNews;
import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.MessageWriter;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.telemetry.internal.ClusterLine;

/**
 * Writes a recording: the samples of one or more agents with their names, and what is told of their clusters, as compressed NDJSON (docs/formats.md) that can be read while
 * it is being written. For one thread.
 *
 * <p>Each line is a gzip member of its own and reaches the file in one piece: what was written can be read at once, also after a crash, and
 * a damaged line is found by its own checksum.
 */
public final class RecordingWriter implements Closeable {
	/** The ending of a recording's file name. */
	public static final String EXTENSION = ".cortex";

	/** The version of the format, in its first line. */
	static final int VERSION = 2;
	/** How a line begins that tells of a cluster. */
	static final String CLUSTER = "cluster ";
	/** So that no line is large, and a damaged one costs little. */
	private static final int NEWS_IN_A_LINE = 500;

	private final OutputStream out;
	private final Map<String, Integer> sources = new LinkedHashMap<>();
	private boolean closed;

	private RecordingWriter(OutputStream file) throws IOException {
		out = file;
		line(("{\"recording\":" + VERSION + "}\n").getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Creates the file.
	 *
	 * @param replace whether to replace one that is there
	 * @throws FileAlreadyExistsException if one is there and must not be replaced
	 */
	public static RecordingWriter create(Path file, boolean replace) throws IOException {
		return new RecordingWriter(replace ? Files.newOutputStream(file)
				: Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
	}

	public void hello(String source, NodeDescription node) throws IOException {
		message(source, "", new Message.Hello(node));
	}

	/** A sample that arrived at the time that is in it. */
	public void sample(String source, Sample sample) throws IOException {
		sample(source, sample, sample.at());
	}

	/** @param received when it arrived, by this client's clock */
	public void sample(String source, Sample sample, Instant received) throws IOException {
		message(source, received + " ", sample);
	}

	/**
	 * Writes what is told of a cluster.
	 *
	 * @param of sources that are of its nodes, from now on; before their first sample
	 */
	public void cluster(String cluster, Collection<String> of, List<ClusterNews> news) throws IOException {
		List<Integer> streams = of.stream().map(this::number).toList();
		int from = 0;
		do {
			int until = Math.min(news.size(), from + NEWS_IN_A_LINE);
			var bytes = new ByteArrayOutputStream();
			bytes.writeBytes(CLUSTER.getBytes(StandardCharsets.UTF_8));
			bytes.writeBytes(new ClusterLine(cluster, streams, news.subList(from, until)).toJson());
			bytes.write('\n');
			line(bytes.toByteArray());
			from = until;
		} while (from < news.size());
	}

	private int number(String source) {
		return sources.computeIfAbsent(source, _ -> sources.size());
	}

	/* A line is the source's number, a space, for a sample the time and a space, and the message as the protocol writes it. */
	private void message(String source, String time, Message message) throws IOException {
		var bytes = new ByteArrayOutputStream();
		bytes.writeBytes((number(source) + " " + time).getBytes(StandardCharsets.UTF_8));
		try (var writer = new MessageWriter(bytes)) {
			writer.write(message);
		}
		line(bytes.toByteArray());
	}

	private void line(byte[] text) throws IOException {
		var member = new ByteArrayOutputStream();
		try (var gzip = new GZIPOutputStream(member)) {
			gzip.write(text);
		}
		out.write(member.toByteArray());
	}

	/** Ends the recording in order; one without an end is taken for truncated. Does nothing the second time. */
	@Override
	public void close() throws IOException {
		if (!closed) {
			closed = true;
			try (out) {
				line("end\n".getBytes(StandardCharsets.UTF_8));
			}
		}
	}
}
