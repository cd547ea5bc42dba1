package org.cortexbrain.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Sample;

/** Takes what a source delivers, and lets a test wait for it. Thread-safe. */
final class Collected implements Source.Receiver {
	static final Duration DEADLINE = Duration.ofSeconds(30);

	private final List<SourceState> states = new ArrayList<>();
	private final List<NodeDescription> hellos = new ArrayList<>();
	private final List<Sample> samples = new ArrayList<>();
	private final List<Integer> streams = new ArrayList<>();

	@Override
	public synchronized void state(SourceState state) {
		states.add(state);
		notifyAll();
	}

	@Override
	public synchronized void hello(int stream, NodeDescription node) {
		hellos.add(node);
		notifyAll();
	}

	@Override
	public synchronized void sample(int stream, Sample sample) {
		samples.add(sample);
		streams.add(stream);
		notifyAll();
	}

	synchronized List<Sample> samples() {
		return List.copyOf(samples);
	}

	synchronized List<Integer> streams() {
		return List.copyOf(streams);
	}

	synchronized List<NodeDescription> hellos() {
		return List.copyOf(hellos);
	}

	synchronized SourceState last() {
		return states.getLast();
	}

	/** Waits until this holds. */
	synchronized Collected await(String what, Predicate<Collected> condition) throws InterruptedException {
		long deadline = System.nanoTime() + DEADLINE.toNanos();
		while (!condition.test(this)) {
			long left = (deadline - System.nanoTime()) / 1_000_000;
			if (left <= 0) {
				throw new AssertionError("waited in vain for " + what + "; states " + states + ", samples " + samples.size());
			}
			wait(left);
		}
		return this;
	}

	/** Waits for a state of this kind. */
	<S extends SourceState> S awaitState(Class<S> kind) throws InterruptedException {
		await(kind.getSimpleName(), now -> !now.states.isEmpty() && kind.isInstance(now.last()));
		return kind.cast(last());
	}

	/** Waits for the end, in order or not. */
	SourceState awaitEnd() throws InterruptedException {
		await("the end", now -> !now.states.isEmpty() && (now.last() instanceof SourceState.Ended || now.last() instanceof SourceState.Failed));
		return last();
	}
}
