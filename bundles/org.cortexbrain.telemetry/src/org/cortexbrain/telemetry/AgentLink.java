package org.cortexbrain.telemetry;

import java.io.EOFException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.MessageReader;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.protocol.Versions;
import org.cortexbrain.telemetry.internal.AgentAnswer;
import org.cortexbrain.telemetry.internal.WatchedStream;

/**
 * A source that reads one agent's stream over HTTP, and connects again by itself, with back-off and jitter, when the stream breaks.
 */
public final class AgentLink implements Source {
	/** The port that an agent listens on unless told otherwise. */
	public static final int DEFAULT_PORT = 7373;

	private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
	/** Intervals without a word after which a stream counts as dead. */
	private static final int SILENT_INTERVALS = 5;
	private static final String AGAIN = "It is tried again by itself.";
	/** An error's text is read up to here. */
	private static final int LONGEST_ERROR = 4096;

	private final AgentTransport transport;
	private final Duration interval;
	private final Object lock = new Object();
	private Thread thread;
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

	/** The agent said farewell. */
	private static final class Parted extends IOException {
		private static final long serialVersionUID = 1L;

		Parted(String reason) {
			super(reason);
		}
	}

	/** The agent answered that it will not, for now. */
	private static final class Refused extends IOException {
		private static final long serialVersionUID = 1L;
		private final String remedy;

		Refused(String cause, String remedy) {
			super(cause);
			this.remedy = remedy;
		}
	}

	/**
	 * The address that a person has written.
	 *
	 * @return {@code http://HOST:PORT}; the port is {@link #DEFAULT_PORT} where none is written
	 * @throws IllegalArgumentException with a whole sentence for a person that names what was written and what to write instead
	 */
	public static URI address(String text) {
		try {
			var written = new URI(text.strip());
			boolean bare = written.getRawUserInfo() == null && written.getRawQuery() == null && written.getRawFragment() == null
					&& written.getRawPath() != null && (written.getRawPath().isEmpty() || written.getRawPath().equals("/"));
			if ("http".equalsIgnoreCase(written.getScheme()) && written.getHost() != null && bare && written.getPort() != 0 && written.getPort() <= 65535) {
				return new URI("http", null, written.getHost(), written.getPort() < 0 ? DEFAULT_PORT : written.getPort(), null, null, null);
			}
		} catch (URISyntaxException e) {
			throw noAddress(text, e);
		}
		throw noAddress(text, null);
	}

	private static IllegalArgumentException noAddress(String text, URISyntaxException why) {
		return new IllegalArgumentException("\"" + text + "\" is no address of an agent: write one like http://127.0.0.1:" + DEFAULT_PORT, why);
	}

	/**
	 * @param agent {@code http://127.0.0.1:7373}
	 * @param interval the time between samples, 1 s to 60 s, whole seconds
	 */
	public AgentLink(URI agent, Duration interval) {
		this(AgentTransport.loopback(checked(agent)), interval);
	}

	/**
	 * @param transport reaches the agent; closed with this link
	 * @param interval the time between samples, 1 s to 60 s, whole seconds
	 */
	public AgentLink(AgentTransport transport, Duration interval) {
		if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(Duration.ofSeconds(60)) > 0) {
			throw new IllegalArgumentException("samples are 1 s to 60 s apart, not " + interval);
		}
		this.transport = transport;
		this.interval = interval;
	}

	private static URI checked(URI agent) {
		if (!"http".equals(agent.getScheme()) || agent.getHost() == null) {
			throw new IllegalArgumentException("an agent has an address like http://127.0.0.1:" + DEFAULT_PORT + ", not " + agent);
		}
		return agent;
	}

	@Override
	public String id() {
		return transport.id();
	}

	/** The id of the link to the agent at this address. */
	public static String id(URI agent) {
		return "agent " + agent;
	}

	@Override
	public String name() {
		return transport.name();
	}

	@Override
	public void open(Receiver receiver) {
		synchronized (lock) {
			if (thread != null) {
				throw new IllegalStateException("a link is opened once");
			}
			/* Virtual: a cluster has hundreds of links, and each waits most of the time. */
			thread = Thread.ofVirtual().name("link to " + transport.name()).unstarted(() -> run(receiver));
			thread.start();
		}
	}

	private void run(Receiver receiver) {
		try (transport) {
			receiver.state(new SourceState.Connecting());
			receiver.state(readUntilClosed(receiver));
		} catch (InterruptedException e) {
			receiver.state(new SourceState.Ended(""));
		}
	}

	/** Reads one stream after the other. Returns the last state. */
	private SourceState readUntilClosed(Receiver receiver) throws InterruptedException {
		Duration pause = FIRST_PAUSE;
		while (!isClosed()) {
			Instant begun = Instant.now();
			try {
				read(receiver);
			} catch (Hopeless e) {
				return new SourceState.Failed(e.getMessage(), e.remedy);
			} catch (IOException e) {
				if (isClosed()) {
					break;
				}
				if (e instanceof AgentTransport.Fault fault && fault.lasting()) {
					return new SourceState.Failed(fault.getMessage(), fault.remedy());
				}
				if (Duration.between(begun, Instant.now()).compareTo(LONGEST_PAUSE) > 0) {
					pause = FIRST_PAUSE;
				}
				/* Half to one and a half: many clients of an agent that comes back must not come at once. */
				Duration wait = pause.multipliedBy(ThreadLocalRandom.current().nextLong(50, 151)).dividedBy(100);
				receiver.state(new SourceState.Retrying(cause(e), remedy(e), Instant.now().plus(wait)));
				pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
				Thread.sleep(wait);
			}
		}
		return new SourceState.Ended("");
	}

	private String cause(IOException e) {
		return switch (e) {
		case AgentTransport.Fault fault -> fault.getMessage();
		case Parted parted -> "The agent on " + transport.name() + " ended the stream: " + parted.getMessage() + ".";
		case Refused refused -> "The agent on " + transport.name() + " refused: " + refused.getMessage();
		case SocketTimeoutException _ -> "The agent on " + transport.name() + " has said nothing for "
				+ interval.multipliedBy(SILENT_INTERVALS).toSeconds() + " s.";
		case EOFException _ -> "The agent on " + transport.name() + " broke the stream off.";
		default -> "The stream of " + transport.name() + " broke: " + Objects.requireNonNullElse(e.getMessage(), e.toString()) + ".";
		};
	}

	private static String remedy(IOException e) {
		return switch (e) {
		case AgentTransport.Fault fault -> fault.remedy();
		case Refused refused -> refused.remedy;
		default -> AGAIN;
		};
	}

	private void read(Receiver receiver) throws IOException, InterruptedException, Hopeless {
		Duration silence = interval.multipliedBy(SILENT_INTERVALS);
		try (var answer = transport.get("/v1/stream?interval=" + interval.toSeconds() + "s", silence);
				var body = new WatchedStream(answer.body(), silence)) {
			if (answer.status() != HttpURLConnection.HTTP_OK) {
				refused(answer.status(), AgentAnswer.read(body.readNBytes(LONGEST_ERROR)));
			}
			try (var reader = new MessageReader(body)) {
				read(reader, receiver);
			}
		}
	}

	private void refused(int status, Optional<AgentAnswer> answer) throws IOException, Hopeless {
		if (answer.isEmpty()) {
			throw new Hopeless("What answers on " + transport.name() + " is no agent of CortexBrain.", "Check the address and the port.");
		}
		if (status == HttpURLConnection.HTTP_NOT_FOUND) {
			throw new Hopeless(answer.get().message() + " This client speaks " + Versions.SPOKEN + ".",
					answer.get().remedy().orElse("Bring agent and client to the same version."));
		}
		throw new Refused(answer.get().message(), answer.get().remedy().orElse(AGAIN));
	}

	private void read(MessageReader reader, Receiver receiver) throws IOException, Hopeless {
		boolean live = false;
		Optional<Message> next;
		while ((next = reader.read()).isPresent() && !isClosed()) {
			switch (next.get()) {
			case Message.Hello hello -> {
				Versions theirs = hello.node().protocol();
				if (Versions.SPOKEN.common(theirs).isEmpty()) {
					throw new Hopeless("The agent on " + transport.name() + " speaks version " + theirs + " of the protocol, this client "
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
			case Message.Farewell farewell -> throw new Parted(farewell.reason());
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
		Thread running;
		synchronized (lock) {
			closed = true;
			running = thread;
		}
		transport.close();
		if (running != null) {
			running.interrupt();
		}
	}
}
