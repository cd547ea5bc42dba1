package org.cortexbrain.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import org.cortexbrain.cluster.AgentPod;
import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.kubeconfig.Access;
import org.cortexbrain.kubeconfig.CredentialException;
import org.cortexbrain.kubeconfig.Credentials;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.Resolution;
import org.cortexbrain.telemetry.Source;

/**
 * One cluster from the wish to connect it to the end of that wish, on a thread of its own: waits for its kubeconfig and for a person's
 * consent, asks the cluster again and again, keeps a link to each of its agents, and begins anew when the kubeconfig says something else.
 */
final class ClusterLife implements AutoCloseable {
	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
	private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(15);
	/** The clock is looked at this often: a machine that has slept comes back at once, and not after what was left of the pause. */
	private static final long LOOK_MILLIS = 1000;

	/** Told of changes, on the life's thread. */
	interface Listener {
		void state(ClusterLife life, ClusterState state);

		void facts(ClusterLife life, ClusterFacts facts);
	}

	private final ClusterId id;
	private final String name;
	private final Origins origins;
	private final PluginConsent consent;
	private final Reach.Maker maker;
	private final AgentLinks links;
	private final Duration interval;
	private final InstantSource clock;
	private final Listener listener;
	private final Thread thread;

	private final Object lock = new Object();
	/* Guarded by the lock. */
	private boolean closed;
	private boolean woken;
	private boolean asked;

	/* Of the life's thread. */
	private Optional<Access> access = Optional.empty();
	private Optional<Reach> reach = Optional.empty();
	/** Ids of links by the pod's UID: a pod that comes back under its name is another. */
	private final Map<String, String> linked = new HashMap<>();
	private Instant liveSince = Instant.MAX;
	private Duration pause = FIRST_PAUSE;

	/** @param interval between the samples of an agent */
	ClusterLife(ClusterId id, String name, Origins origins, PluginConsent consent, Reach.Maker maker, AgentLinks links, Duration interval,
			InstantSource clock, Listener listener) {
		this.id = id;
		this.name = name;
		this.origins = origins;
		this.consent = consent;
		this.maker = maker;
		this.links = links;
		this.interval = interval;
		this.clock = clock;
		this.listener = listener;
		thread = Thread.ofVirtual().name("cluster " + name).unstarted(this::run);
	}

	void start() {
		thread.start();
	}

	/** Something that it may wait for has changed. */
	void wake() {
		synchronized (lock) {
			woken = true;
			lock.notifyAll();
		}
	}

	/** A person wants it to be tried now. */
	void again() {
		synchronized (lock) {
			asked = true;
			lock.notifyAll();
		}
	}

	private void run() {
		try {
			while (!isClosed()) {
				Instant next = step();
				await(next);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} finally {
			release();
		}
	}

	private boolean isClosed() {
		synchronized (lock) {
			return closed;
		}
	}

	/** Waits until this instant, a change or a wish. */
	private void await(Instant next) throws InterruptedException {
		synchronized (lock) {
			while (!closed && !woken && !asked && clock.instant().isBefore(next)) {
				lock.wait(next.equals(Instant.MAX) ? 0 : LOOK_MILLIS);
			}
			woken = false;
			if (asked) {
				asked = false;
				pause = FIRST_PAUSE;
			}
		}
	}

	/** Does what can be done now. Returns when to come again. */
	private Instant step() throws InterruptedException {
		Optional<Resolution> resolution = origins.resolution(id);
		if (resolution.isEmpty()) {
			return Instant.MAX;
		}
		return switch (resolution.get()) {
		case Resolution.Refused(var problems) -> {
			release();
			tell(new ClusterState.Unusable(problems));
			yield Instant.MAX;
		}
		case Resolution.Usable(Access now, var _) -> {
			Optional<ExecPlugin> plugin = plugin(now).filter(each -> !consent.isAllowed(each));
			if (plugin.isPresent()) {
				release();
				tell(new ClusterState.NeedsConsent(plugin.get()));
				yield Instant.MAX;
			}
			yield ask(now);
		}
		};
	}

	/** The program that an access would run. */
	static Optional<ExecPlugin> plugin(Access access) {
		return access.credentials() instanceof Credentials.FromPlugin(ExecPlugin plugin) ? Optional.of(plugin) : Optional.empty();
	}

	private Instant ask(Access now) throws InterruptedException {
		boolean first = access.filter(now::equals).isEmpty() || reach.isEmpty();
		try {
			if (first) {
				release();
				tell(new ClusterState.Connecting());
				reach = Optional.of(maker.make(now, name));
				access = Optional.of(now);
			}
			ClusterFacts facts = reach.orElseThrow().ask();
			if (liveSince.equals(Instant.MAX)) {
				liveSince = clock.instant();
			}
			pause = FIRST_PAUSE;
			listener.facts(this, facts);
			link(facts);
			tell(new ClusterState.Live(liveSince));
			return clock.instant().plus(jittered(BETWEEN_QUESTIONS));
		} catch (ClusterFault fault) {
			liveSince = Instant.MAX;
			if (plugin(now).isPresent() && isOfCredentials(fault)) {
				/* Tried again by itself, a program that opens a browser would open one a minute. */
				tell(new ClusterState.Failed(fault.getMessage(), fault.remedy()));
				return Instant.MAX;
			}
			Instant next = clock.instant().plus(jittered(pause));
			pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
			tell(new ClusterState.Retrying(fault.getMessage(), fault.remedy(), next));
			return next;
		}
	}

	private static boolean isOfCredentials(Throwable fault) {
		for (Throwable each = fault; each != null; each = each.getCause()) {
			if (each instanceof CredentialException) {
				return true;
			}
		}
		return false;
	}

	/* Half to one and a half: many clients of a server that comes back must not come at once. */
	private static Duration jittered(Duration duration) {
		return duration.multipliedBy(ThreadLocalRandom.current().nextLong(50, 151)).dividedBy(100);
	}

	/** Keeps a link to each agent that is ready. A link whose agent is unready for a while stays: it connects again by itself. */
	private void link(ClusterFacts facts) {
		if (!(facts.agents() instanceof Found.Known<List<AgentPod>>(List<AgentPod> agents))) {
			return;
		}
		Map<String, AgentPod> there = new HashMap<>();
		agents.forEach(agent -> there.put(agent.uid(), agent));
		linked.entrySet().removeIf(entry -> {
			boolean gone = !there.containsKey(entry.getKey());
			if (gone) {
				links.close(entry.getValue());
			}
			return gone;
		});
		for (AgentPod agent : agents) {
			if (agent.ready() && !linked.containsKey(agent.uid())) {
				Reach now = reach.orElseThrow();
				Supplier<Source> link = () -> now.link(agent, id, interval);
				linked.put(agent.uid(), link.get().id());
				links.open(link, now.book());
			}
		}
	}

	private void tell(ClusterState state) {
		listener.state(this, Objects.requireNonNull(state));
	}

	private void release() {
		linked.values().forEach(links::close);
		linked.clear();
		reach.ifPresent(Reach::close);
		reach = Optional.empty();
		access = Optional.empty();
		liveSince = Instant.MAX;
	}

	/** Ends it soon; does not wait for that. */
	@Override
	public void close() {
		synchronized (lock) {
			closed = true;
			lock.notifyAll();
		}
		thread.interrupt();
	}
}
