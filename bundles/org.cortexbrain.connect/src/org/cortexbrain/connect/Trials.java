package org.cortexbrain.connect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.cluster.ConnectionTest;
import org.cortexbrain.kubeconfig.Access;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.Resolution;

/**
 * Tests of connections, before a person decides on them: all at the same time, each on a thread of its own, each with its steps as they happen.
 *
 * <p>Threading: every method may be called from any thread and returns at once. Listeners are called on the trials' threads.
 */
public final class Trials implements AutoCloseable {
	/** How a trial does. */
	public sealed interface State {
		/** A person must allow a program first. */
		record NeedsConsent(ExecPlugin plugin) implements State {
		}

		record Running() implements State {
		}

		/** The cluster can be used. @param facts what it says of itself; empty if it did not say */
		record Passed(Optional<ClusterFacts> facts) implements State {
		}

		/** It cannot, for now. */
		record Failed(String cause, String remedy) implements State {
		}

		/** A person has ended it, or does not want the program to run. */
		record Cancelled() implements State {
		}
	}

	/** A trial as it stands. */
	public record Trial(ClusterId id, State state, List<ConnectionTest.Step> steps) {
		public Trial {
			steps = List.copyOf(steps);
		}

		/** Whether nothing will come of it by itself any more. */
		public boolean isOver() {
			return !(state instanceof State.Running || state instanceof State.NeedsConsent);
		}

		public boolean isPassed() {
			return state instanceof State.Passed;
		}
	}

	private final Origins origins;
	private final PluginConsent consent;
	private final PluginConversation conversation;
	private final Reach.Maker maker;
	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
	/* Guarded by this. */
	private final Map<ClusterId, Entry> entries = new LinkedHashMap<>();

	private static final class Entry {
		private final Map<ConnectionTest.Kind, ConnectionTest.Step> steps = new LinkedHashMap<>();
		private State state = new State.Running();
		private Optional<Thread> thread = Optional.empty();
	}

	public Trials(Origins origins, PluginConsent consent, PluginConversation conversation, Reach.Maker maker) {
		this.origins = Objects.requireNonNull(origins);
		this.consent = Objects.requireNonNull(consent);
		this.conversation = Objects.requireNonNull(conversation);
		this.maker = Objects.requireNonNull(maker);
	}

	/** Tests these and no others: a trial that is there is kept, a new one begins, and one that is wanted no more is ended. */
	public void want(List<ClusterId> wanted) {
		List<ClusterId> gone;
		List<ClusterId> fresh;
		synchronized (this) {
			gone = entries.keySet().stream().filter(id -> !wanted.contains(id)).toList();
			fresh = wanted.stream().filter(id -> !entries.containsKey(id)).toList();
		}
		gone.forEach(id -> end(id, true));
		fresh.forEach(this::again);
	}

	/** Tests it from the beginning. */
	public void again(ClusterId id) {
		end(id, true);
		var entry = new Entry();
		Thread thread = Thread.ofVirtual().name("test of " + id.context()).unstarted(() -> run(id, entry));
		synchronized (this) {
			entry.thread = Optional.of(thread);
			entries.put(id, entry);
		}
		thread.start();
		told();
	}

	/** Ends a test that runs, or does not let its program run. */
	public void cancel(ClusterId id) {
		end(id, false);
		told();
	}

	/** Lets the program run that a test waits for, and goes on. @param always also after a restart */
	public void allow(ClusterId id, boolean always) {
		Optional<ExecPlugin> plugin;
		synchronized (this) {
			Entry entry = entries.get(id);
			plugin = entry != null && entry.state instanceof State.NeedsConsent(ExecPlugin asked) ? Optional.of(asked) : Optional.empty();
		}
		plugin.ifPresent(allowed -> {
			/* The hash that is remembered takes a tenth of a second. */
			Thread.ofVirtual().name("consent").start(() -> {
				consent.allow(allowed, always);
				List<ClusterId> waiting;
				synchronized (this) {
					waiting = entries.entrySet().stream().filter(each -> each.getValue().state instanceof State.NeedsConsent(ExecPlugin other)
							&& consent.isAllowed(other)).map(Map.Entry::getKey).toList();
				}
				waiting.forEach(this::again);
			});
		});
	}

	private void end(ClusterId id, boolean forget) {
		Optional<Thread> thread = Optional.empty();
		synchronized (this) {
			Entry entry = entries.get(id);
			if (entry != null) {
				thread = entry.thread;
				entry.thread = Optional.empty();
				if (entry.state instanceof State.Running || entry.state instanceof State.NeedsConsent) {
					entry.state = new State.Cancelled();
				}
				if (forget) {
					entries.remove(id);
				}
			}
		}
		thread.ifPresent(Thread::interrupt);
	}

	private void run(ClusterId id, Entry entry) {
		Optional<Resolution> resolution = origins.resolution(id);
		if (resolution.isEmpty()) {
			set(entry, new State.Failed("Its kubeconfig has not been read yet.", "Test again."));
			return;
		}
		switch (resolution.get()) {
		case Resolution.Refused(var problems) -> set(entry, new State.Failed(problems.getFirst().place() + ": " + problems.getFirst().what() + ".",
				problems.getFirst().remedy() + "."));
		case Resolution.Usable(Access access, var _) -> {
			Optional<ExecPlugin> plugin = ClusterLife.plugin(access);
			if (plugin.filter(each -> !consent.isAllowed(each)).isPresent()) {
				set(entry, new State.NeedsConsent(plugin.get()));
			} else {
				test(entry, access);
				plugin.ifPresent(conversation::ended);
			}
		}
		}
	}

	/* What became of it is told once its reach is closed, so that nobody who goes on meets it. */
	private void test(Entry entry, Access access) {
		set(entry, tested(entry, access));
	}

	private State tested(Entry entry, Access access) {
		try (Reach reach = maker.make(access, access.context())) {
			boolean good = reach.test(step -> {
				synchronized (this) {
					entry.steps.put(step.kind(), step);
				}
				told();
			});
			return good ? passed(reach) : failure(entry);
		} catch (ClusterFault fault) {
			return new State.Failed(fault.getMessage(), fault.remedy());
		} catch (InterruptedException e) {
			return new State.Cancelled();
		}
	}

	private static State passed(Reach reach) throws InterruptedException {
		try {
			return new State.Passed(Optional.of(reach.ask()));
		} catch (ClusterFault fault) {
			return new State.Failed(fault.getMessage(), fault.remedy());
		}
	}

	private State failure(Entry entry) {
		List<ConnectionTest.Step> steps;
		synchronized (this) {
			steps = List.copyOf(entry.steps.values());
		}
		return steps.stream().filter(step -> step.outcome() == ConnectionTest.Outcome.FAILED).findFirst()
				.<State>map(step -> new State.Failed(step.found(), step.remedy()))
				.orElseGet(() -> new State.Failed("The test came to no end.", "Test again."));
	}

	private void set(Entry entry, State state) {
		synchronized (this) {
			if (!(entry.state instanceof State.Running)) {
				return;
			}
			entry.state = state;
		}
		told();
	}

	/** All trials in the order in which they began. */
	public synchronized List<Trial> all() {
		return entries.entrySet().stream().map(each -> new Trial(each.getKey(), each.getValue().state, new ArrayList<>(each.getValue().steps.values())))
				.toList();
	}

	public Optional<Trial> find(ClusterId id) {
		return all().stream().filter(trial -> trial.id().equals(id)).findFirst();
	}

	/**
	 * What is in the way of going on, for a person; empty if nothing is.
	 *
	 * @param withThoseThatFailed whether a person wants clusters that do not answer, too
	 */
	public Optional<String> trouble(boolean withThoseThatFailed) {
		List<Trial> all = all();
		if (all.stream().anyMatch(trial -> trial.state() instanceof State.NeedsConsent)) {
			return Optional.of("A program must run before the test can go on. Look at its command, then allow it or not.");
		}
		if (all.stream().anyMatch(trial -> !trial.isOver())) {
			return Optional.of("The test is running.");
		}
		if (all.stream().noneMatch(Trial::isPassed) && !withThoseThatFailed) {
			return Optional.of(all.size() == 1 ? "The cluster cannot be used: see below what to do, then test again."
					: "None of the clusters can be used: see below what to do, then test again.");
		}
		return Optional.empty();
	}

	/** Calls {@code listener} after each change. Returns what ends that. */
	public Runnable onChange(Runnable listener) {
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	private void told() {
		listeners.forEach(Runnable::run);
	}

	/** Ends all tests; does not wait for that. */
	@Override
	public void close() {
		want(List.of());
	}
}
