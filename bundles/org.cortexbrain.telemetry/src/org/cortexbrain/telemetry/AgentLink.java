package org.cortexbrain.telemetry;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.MessageReader;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.protocol.Versions;

/**
 * A source that reads one agent's stream over HTTP, and connects again by itself, with back-off and jitter, when the stream breaks.
 */
public final class AgentLink implements Source {
	/** The port that an agent listens on unless told otherwise. */
	public static final int DEFAULT_PORT = 7373;

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
	private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
	/** Intervals without a word after which a stream counts as dead. */
	private static final int SILENT_INTERVALS = 5;
	/** An error's text is read up to here. */
	private static final int LONGEST_ERROR = 4096;

	private final URI agent;
	private final Duration interval;
	private final Object lock = new Object();
	private Thread thread;
	private HttpURLConnection connection;
	private boolean closed;

	/** Ends the link for good: no later try would help. */
	private static final class Hopeless extends Exception {
		private static final long serialVersionUID = 1L;
		private final String remedy;

		Hopeless(String cause, String remedy) {
			super(cause);
			this.remedy = remedy;
		}
	}

	/**
	 * @param agent {@code http://127.0.0.1:7373}
	 * @param interval the time between samples, 1 s to 60 s, whole seconds
	 */
	public AgentLink(URI agent, Duration interval) {
		if (!"http".equals(agent.getScheme()) || agent.getHost() == null) {
			throw new IllegalArgumentException("an agent has an address like http://127.0.0.1:" + DEFAULT_PORT + ", not " + agent);
		}
		if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(Duration.ofSeconds(60)) > 0) {
			throw new IllegalArgumentException("samples are 1 s to 60 s apart, not " + interval);
		}
		this.agent = agent;
		this.interval = interval;
	}

	@Override
	public String id() {
		return "agent " + agent;
	}

	@Override
	public String name() {
		return agent.getAuthority();
	}

	@Override
	public void open(Receiver receiver) {
		synchronized (lock) {
			if (thread != null) {
				throw new IllegalStateException("a link is opened once");
			}
			thread = Thread.ofPlatform().name("link to " + agent.getAuthority()).daemon().unstarted(() -> run(receiver));
			thread.start();
		}
	}

	private void run(Receiver receiver) {
		Duration pause = FIRST_PAUSE;
		receiver.state(new SourceState.Connecting());
		while (!isClosed()) {
			Instant begun = Instant.now();
			try {
				read(receiver);
			} catch (Hopeless e) {
				receiver.state(new SourceState.Failed(e.getMessage(), e.remedy));
				return;
			} catch (IOException | IllegalArgumentException e) {
				if (isClosed()) {
					break;
				}
				if (Duration.between(begun, Instant.now()).compareTo(LONGEST_PAUSE) > 0) {
					pause = FIRST_PAUSE;
				}
				/* Half to one and a half: many clients of an agent that comes back must not come at once. */
				Duration wait = pause.multipliedBy(ThreadLocalRandom.current().nextLong(50, 151)).dividedBy(100);
				receiver.state(new SourceState.Retrying(cause(e), remedy(e), Instant.now().plus(wait)));
				pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
				try {
					Thread.sleep(wait);
				} catch (InterruptedException interrupt) {
					break;
				}
			}
		}
		receiver.state(new SourceState.Ended(""));
	}

	private String cause(Exception e) {
		return switch (e) {
		case ConnectException _ -> "No agent answers on " + agent.getAuthority() + ".";
		case SocketTimeoutException _ -> "The agent on " + agent.getAuthority() + " has said nothing for "
				+ interval.multipliedBy(SILENT_INTERVALS).toSeconds() + " s.";
		case EOFException _ -> "The agent on " + agent.getAuthority() + " has ended the stream.";
		default -> "The stream of " + agent.getAuthority() + " broke: " + e.getMessage() + ".";
		};
	}

	private static String remedy(Exception e) {
		return e instanceof ConnectException ? "Start one on that machine: sudo ./cortexbrain agent" : "It is tried again by itself.";
	}

	private void read(Receiver receiver) throws IOException, Hopeless {
		var http = (HttpURLConnection) agent.resolve("/v1/stream?interval=" + interval.toSeconds() + "s").toURL().openConnection();
		synchronized (lock) {
			if (closed) {
				return;
			}
			connection = http;
		}
		http.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
		http.setReadTimeout((int) interval.multipliedBy(SILENT_INTERVALS).toMillis());
		http.setUseCaches(false);
		try {
			int status = http.getResponseCode();
			if (status != HttpURLConnection.HTTP_OK) {
				refused(http, status);
			}
			try (var reader = new MessageReader(http.getInputStream())) {
				read(reader, receiver);
			}
		} finally {
			http.disconnect();
		}
	}

	private void refused(HttpURLConnection http, int status) throws IOException, Hopeless {
		String text = "";
		try (var body = http.getErrorStream()) {
			if (body != null) {
				text = new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8).strip();
			}
		}
		if (status == HttpURLConnection.HTTP_NOT_FOUND) {
			throw new Hopeless("What answers on " + agent.getAuthority() + " does not speak version " + Versions.SPOKEN
					+ " of the protocol" + (text.isEmpty() ? "." : ": " + text), "Check the address, or bring agent and client to the same version.");
		}
		throw new IOException("it answered " + status + (text.isEmpty() ? "" : ": " + text));
	}

	private void read(MessageReader reader, Receiver receiver) throws IOException, Hopeless {
		boolean live = false;
		Optional<Message> next;
		while ((next = reader.read()).isPresent()) {
			switch (next.get()) {
			case Message.Hello hello -> {
				Versions theirs = hello.node().protocol();
				if (Versions.SPOKEN.common(theirs).isEmpty()) {
					throw new Hopeless("The agent on " + agent.getAuthority() + " speaks version " + theirs + " of the protocol, this client "
							+ Versions.SPOKEN + ".", "Bring agent and client to the same version.");
				}
				receiver.hello(0, hello.node());
			}
			case Sample sample -> {
				if (!live) {
					live = true;
					receiver.state(new SourceState.Live(Instant.now()));
				}
				receiver.sample(0, sample);
			}
			case Message.Farewell farewell -> throw new IOException(farewell.reason());
			}
		}
		throw new EOFException();
	}

	private boolean isClosed() {
		synchronized (lock) {
			return closed;
		}
	}

	@Override
	public void close() {
		HttpURLConnection open;
		Thread running;
		synchronized (lock) {
			closed = true;
			open = connection;
			running = thread;
		}
		if (running != null) {
			running.interrupt();
		}
		if (open != null) {
			/* Disconnecting closes the socket under a reader, but may wait for it: not on the caller's thread. */
			Thread.ofPlatform().name("close " + agent.getAuthority()).daemon().start(open::disconnect);
		}
	}
}
