package org.cortexbrain.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.cluster.AgentPod;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.cluster.ClusterWatch;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.telemetry.AgentLink;
import org.cortexbrain.telemetry.AgentTransport;
import org.cortexbrain.telemetry.RecordedMeshes;
import org.cortexbrain.telemetry.SourceState;
import org.cortexbrain.telemetry.Telemetry;
import org.cortexbrain.telemetry.Telemetry.Observed;

/**
 * The meshes that a command is about, from wherever {@link TrafficOptions} says. How its sources do, and what they could not count, goes to standard
 * error.
 */
final class Feed implements AutoCloseable {
	private static final Duration INTERVAL = Duration.ofSeconds(1);
	/** Between questions for agents that are new or gone. */
	private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(15);

	private final Surroundings surroundings;
	private final Optional<Path> recording;
	private final List<URI> agents;
	private final Optional<ClusterConnection> cluster;
	private final Losses losses;
	private final Map<String, String> told = new HashMap<>();

	private Feed(Surroundings surroundings, Optional<Path> recording, List<URI> agents, Optional<ClusterConnection> cluster) {
		this.surroundings = surroundings;
		this.recording = recording;
		this.agents = agents;
		this.cluster = cluster;
		this.losses = new Losses(surroundings);
	}

	/** Connects to nothing yet. */
	static Feed open(Surroundings surroundings, TrafficOptions options) throws CommandFault, ClusterFault {
		return new Feed(surroundings, options.recording(), options.agents(),
				options.isOfCluster() ? Optional.of(options.cluster().connect(surroundings)) : Optional.empty());
	}

	/** A recording alone. */
	static Feed of(Surroundings surroundings, Path recording) {
		return new Feed(surroundings, Optional.of(recording), List.of(), Optional.empty());
	}

	/** The cluster, if it is one's. */
	Optional<ClusterConnection> cluster() {
		return cluster;
	}

	/** Whether it goes on by itself until somebody ends it. */
	boolean isLive() {
		return recording.isEmpty();
	}

	/**
	 * Gives each mesh to {@code taken}, on one thread at a time, until it says no, the recording ends, or the time is over.
	 *
	 * @param limit of the time that passes; in a recording, of that in it
	 * @throws CommandFault if nothing could be observed
	 */
	void play(Optional<Duration> limit, Predicate<Mesh> taken) throws CommandFault, ClusterFault, InterruptedException {
		if (recording.isPresent()) {
			play(recording.get(), limit, heard(taken));
			losses.end();
		} else {
			try (Telemetry telemetry = new Telemetry()) {
				watch(telemetry, limit, taken);
			}
		}
	}

	private Predicate<Mesh> heard(Predicate<Mesh> taken) {
		return mesh -> {
			losses.take(mesh);
			return taken.test(mesh);
		};
	}

	private void play(Path file, Optional<Duration> limit, Predicate<Mesh> taken) throws CommandFault {
		AtomicReference<Instant> end = new AtomicReference<>();
		SourceState last = RecordedMeshes.play(file, mesh -> {
			Instant until = end.updateAndGet(known -> known == null ? limit.map(mesh.at()::plus).orElse(Instant.MAX) : known);
			return !mesh.at().isAfter(until) && taken.test(mesh);
		});
		if (last instanceof SourceState.Failed(String cause, String remedy)) {
			throw new CommandFault(ExitCode.FAILED, Surroundings.safe(cause), remedy);
		}
		if (last instanceof SourceState.Ended(String note) && !note.isEmpty()) {
			surroundings.say("cfcli: warning: " + Surroundings.safe(note));
		}
	}

	/** The same with a telemetry of the caller's, to which the sources are added; not for recordings. */
	void watch(Telemetry telemetry, Optional<Duration> limit, Predicate<Mesh> taken) throws CommandFault, ClusterFault, InterruptedException {
		var ended = new CountDownLatch(1);
		Predicate<Mesh> heard = heard(taken);
		Runnable meshes = telemetry.onMesh(mesh -> {
			if (ended.getCount() > 0 && !heard.test(mesh)) {
				ended.countDown();
			}
		});
		Runnable sources = telemetry.onSources(now -> {
			say(now);
			if (cluster.isEmpty() && !now.isEmpty() && now.stream().allMatch(each -> each.state() instanceof SourceState.Failed)) {
				ended.countDown();
			}
		});
		telemetry.onTrouble(trouble -> trouble.ifPresent(each -> surroundings.say("cfcli: warning: " + each.cause() + "\n" + each.remedy())));
		long end = limit.map(span -> System.nanoTime() + span.toNanos()).orElse(Long.MAX_VALUE);
		agents.forEach(agent -> telemetry.add(new AgentLink(agent, INTERVAL)));
		if (cluster.isPresent()) {
			try (ClusterWatch watch = new ClusterWatch(cluster.get(), new AddressBook(cluster.get().access().context()))) {
				watch(telemetry, cluster.get(), watch.book(), ended, end);
			}
		} else {
			await(ended, end, Duration.ofNanos(Long.MAX_VALUE));
		}
		meshes.run();
		sources.run();
		requireHeard(telemetry.sources());
		losses.end();
	}

	private void watch(Telemetry telemetry, ClusterConnection connection, AddressBook book, CountDownLatch ended, long end)
			throws CommandFault, ClusterFault, InterruptedException {
		connection.version();
		Map<String, String> links = new HashMap<>();
		List<AgentPod> pods = AgentPod.list(connection);
		if (pods.isEmpty()) {
			throw new CommandFault(ExitCode.FAILED, "No agent is installed.", "cfcli install puts one on each node.");
		}
		link(telemetry, connection, book, pods, links);
		if (links.isEmpty()) {
			surroundings.say("cfcli: no agent is ready yet; cfcli status says why.");
		}
		while (!await(ended, end, BETWEEN_QUESTIONS)) {
			try {
				link(telemetry, connection, book, AgentPod.list(connection), links);
				told.remove("");
			} catch (ClusterFault fault) {
				sayOnce("", fault.getMessage() + " What the agents send is still shown.");
			}
		}
	}

	/** Whether it has ended. */
	private static boolean await(CountDownLatch ended, long end, Duration most) throws InterruptedException {
		long rest = end == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, end - System.nanoTime());
		return ended.await(Math.min(rest, most.toNanos()), TimeUnit.NANOSECONDS) || rest <= most.toNanos();
	}

	/** Keeps a link to each agent that is ready, by the pod's UID. */
	private static void link(Telemetry telemetry, ClusterConnection connection, AddressBook book, List<AgentPod> pods, Map<String, String> links) {
		Map<String, AgentPod> there = pods.stream().collect(Collectors.toMap(AgentPod::uid, each -> each));
		links.entrySet().removeIf(link -> {
			if (!there.containsKey(link.getKey())) {
				telemetry.remove(link.getValue());
				return true;
			}
			return false;
		});
		for (AgentPod pod : pods) {
			if (pod.ready() && !links.containsKey(pod.uid())) {
				var link = new AgentLink(AgentTransport.inPod(connection.portForwarder(), pod.port(), book.cluster(),
						pod.node().isEmpty() ? pod.port().pod() : pod.node()), INTERVAL);
				telemetry.remove(link.id());
				telemetry.add(link, book);
				links.put(pod.uid(), link.id());
			}
		}
	}

	private void say(List<Observed> sources) {
		for (Observed source : sources) {
			switch (source.state()) {
			case SourceState.Retrying(String cause, String remedy, var _) -> sayOnce(source.id(), cause + " " + remedy);
			case SourceState.Failed(String cause, String remedy) -> sayOnce(source.id(), cause + " " + remedy);
			case SourceState.Live _ -> {
				if (told.remove(source.id()) != null) {
					surroundings.say("cfcli: " + Surroundings.safe(source.name()) + " is observed again.");
				}
			}
			case SourceState.Connecting _, SourceState.Ended _ -> {
				/* Nothing to tell. */
			}
			}
		}
	}

	private void sayOnce(String about, String words) {
		if (!words.equals(told.put(about, words))) {
			surroundings.say("cfcli: warning: " + Surroundings.safe(words));
		}
	}

	/* Who was observed once has a description. */
	private void requireHeard(List<Observed> sources) throws CommandFault {
		if (sources.stream().noneMatch(source -> source.node().isPresent())) {
			Optional<SourceState.Failed> failed = sources.stream().map(Observed::state).filter(SourceState.Failed.class::isInstance)
					.map(SourceState.Failed.class::cast).findFirst();
			throw failed.map(state -> new CommandFault(ExitCode.FAILED, Surroundings.safe(state.cause()), state.remedy()))
					.orElseGet(() -> new CommandFault(ExitCode.UNREACHABLE, "No agent was reached in that time.",
							cluster.isPresent() ? "cfcli status has the agents of the cluster." : ""));
		}
	}

	@Override
	public void close() {
		cluster.ifPresent(ClusterConnection::close);
	}
}
