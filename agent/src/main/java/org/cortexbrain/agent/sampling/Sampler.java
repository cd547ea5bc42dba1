package org.cortexbrain.agent.sampling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.cortexbrain.agent.bpf.BpfException;
import org.cortexbrain.agent.identity.Parties;
import org.cortexbrain.agent.tcp.TcpObserver;
import org.cortexbrain.model.Loss;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.NodeDescription.Table;
import org.cortexbrain.protocol.Party;
import org.cortexbrain.protocol.Sample;

/**
 * Reads the kernel once a second and makes samples. The kernel objects belong to its thread; all public methods may be called from any.
 */
public final class Sampler implements AutoCloseable {
	private static final Duration TICK = Duration.ofSeconds(1);
	/** Without a reader, control groups are still followed, so that their ring buffer does not run over. */
	private static final int IDLE_TICKS = 5;
	/** How long an ending agent waits for its readers to take its farewell. */
	private static final Duration PARTING = Duration.ofSeconds(2);

	private record Retired(long refresh, FlowKey key) {
	}

	private final TcpObserver tcp;
	private final Parties parties;
	private final String epoch;
	private final long startedNanos;
	private final long retireTicks;
	private final Consumer<String> problem;
	private final ScheduledExecutorService thread;
	private final Set<Subscription> subscriptions = new LinkedHashSet<>();
	private final Deque<Retired> retired = new ArrayDeque<>();
	private final Set<Long> owners = new HashSet<>();
	private final Set<Long> goneBefore = new HashSet<>();
	private long tick;
	private String lastProblem = "";
	private volatile List<Table> tables;

	/**
	 * @param epoch opaque name of this start of the agent
	 * @param startedNanos {@link System#nanoTime()} when the epoch began
	 * @param retireAfter how long the flows of a control group that is gone are kept; looked at in steps of this length
	 * @param problem takes what goes wrong, each text once in a row
	 */
	public Sampler(TcpObserver tcp, Parties parties, String epoch, long startedNanos, Duration retireAfter, Consumer<String> problem) {
		this.tcp = tcp;
		this.parties = parties;
		this.epoch = epoch;
		this.startedNanos = startedNanos;
		this.retireTicks = Math.max(1, retireAfter.dividedBy(TICK));
		this.problem = problem;
		this.tables = tcp.tables();
		var executor = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "sampler"));
		executor.setRemoveOnCancelPolicy(true);
		thread = executor;
		thread.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * Begins to give samples, a complete one first, to a reader.
	 *
	 * @param interval between samples, whole seconds, at least one
	 * @param writer the thread that will take them
	 */
	public Subscription subscribe(Duration interval, Thread writer) {
		var subscription = new Subscription(interval, writer);
		thread.execute(() -> {
			subscription.nextTick = tick;
			subscriptions.add(subscription);
			sample(List.of(subscription));
		});
		return subscription;
	}

	/** Ends a subscription whose reader has gone. */
	public void unsubscribe(Subscription subscription) {
		if (!thread.isShutdown()) {
			thread.execute(() -> subscriptions.remove(subscription));
		}
	}

	/** The kernel tables as they were at the last sample. */
	public List<Table> tables() {
		return tables;
	}

	private void tick() {
		tick++;
		List<Subscription> due = new ArrayList<>();
		for (var each : List.copyOf(subscriptions)) {
			if (each.ended()) {
				/* A writer that is through takes itself away: this one is stuck in its socket. */
				if (tick >= each.nextTick) {
					each.interrupt();
					subscriptions.remove(each);
				}
			} else if (tick >= each.nextTick) {
				each.nextTick = tick + each.everyTicks;
				if (each.hasRoom()) {
					due.add(each);
				} else if (++each.passedOver >= Subscription.PATIENCE) {
					each.end(new Message.Farewell("slow_reader",
							"this reader did not take " + Subscription.PATIENCE + " samples in a row; connect again, with a longer interval"));
					each.nextTick = tick + Subscription.PARTING_TICKS;
					problem.accept("a reader was dropped: it did not take " + Subscription.PATIENCE + " samples in a row");
				}
			}
		}
		if (!due.isEmpty()) {
			sample(due);
		} else if (tick % IDLE_TICKS == 0) {
			guarded(parties::refresh);
		}
		if (tick % retireTicks == 0) {
			guarded(this::retire);
		}
	}

	private interface KernelWork {
		void run() throws BpfException;
	}

	/* An exception that left a tick would end all later ones in silence. */
	private boolean guarded(KernelWork work) {
		try {
			work.run();
			return true;
		} catch (BpfException | RuntimeException e) {
			String text = e instanceof BpfException ? e.getMessage() : e.toString();
			if (!text.equals(lastProblem)) {
				lastProblem = text;
				problem.accept(text);
			}
			return false;
		}
	}

	private void sample(List<Subscription> due) {
		guarded(() -> {
			tcp.read();
			Instant at = Instant.now();
			Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
			parties.refresh();
			tcp.identify();
			tcp.flows().changedAfter(tcp.flows().generation() - 1, flow -> {
				if (owners.add(flow.key().cgroupId())) {
					parties.ensure(flow.key().cgroupId());
				}
			});
			tables = tcp.tables();
			List<Loss> losses = new ArrayList<>(tcp.losses());
			losses.addAll(parties.losses());
			for (var each : due) {
				each.give(sample(each, at, elapsed, losses));
			}
		});
	}

	private Sample sample(Subscription to, Instant at, Duration elapsed, List<Loss> losses) {
		List<Flow> flows = new ArrayList<>();
		tcp.flows().changedAfter(to.flowsSeen, flows::add);
		List<Party> changed = changedOwners(to, flows);
		List<FlowKey> gone = new ArrayList<>();
		if (to.sequence > 0) {
			for (var each : retired) {
				if (each.refresh > to.retiredSeen) {
					gone.add(each.key);
				}
			}
		}
		var sample = new Sample(epoch, to.sequence, at, elapsed, to.sequence == 0, changed, flows, gone, losses);
		to.sequence++;
		to.flowsSeen = tcp.flows().generation();
		to.partiesSeen = parties.generation();
		to.retiredSeen = tcp.flows().generation();
		return sample;
	}

	/** Owners that changed, and those, however old, whose first flow this reader gets now. */
	private List<Party> changedOwners(Subscription to, List<Flow> flows) {
		List<Party> changed = new ArrayList<>();
		parties.changedAfter(to.partiesSeen, to.told, changed::add);
		Set<Long> untold = new LinkedHashSet<>();
		for (var flow : flows) {
			if (to.told.add(flow.key().cgroupId())) {
				untold.add(flow.key().cgroupId());
			}
		}
		parties.changedAfter(0, untold, changed::add);
		return changed;
	}

	/** Flows of groups that were gone a period ago already are forgotten. */
	private void retire() throws BpfException {
		long refresh = tcp.flows().generation();
		for (FlowKey key : tcp.flows().retire(key -> goneBefore.contains(key.cgroupId()))) {
			retired.add(new Retired(refresh + 1, key));
		}
		for (long id : goneBefore) {
			if (!tcp.flows().has(id)) {
				parties.forget(id);
				owners.remove(id);
				subscriptions.forEach(each -> each.told.remove(id));
			}
		}
		goneBefore.clear();
		for (long id : owners) {
			if (parties.gone(id)) {
				goneBefore.add(id);
			}
		}
		long oldest = subscriptions.stream().mapToLong(each -> each.retiredSeen).min().orElse(Long.MAX_VALUE);
		retired.removeIf(each -> each.refresh <= oldest);
	}

	/** Says farewell to all readers, and stops. The kernel objects may be closed afterwards. */
	@Override
	public void close() {
		var said = new CountDownLatch(1);
		thread.execute(() -> {
			subscriptions.forEach(each -> each.end(new Message.Farewell("stopping", "the agent is being stopped")));
			said.countDown();
		});
		thread.shutdown();
		try {
			if (!said.await(PARTING.toMillis(), TimeUnit.MILLISECONDS)
					|| !thread.awaitTermination(PARTING.toMillis(), TimeUnit.MILLISECONDS)) {
				problem.accept("the sampler did not end within " + PARTING.toSeconds() + " s");
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
