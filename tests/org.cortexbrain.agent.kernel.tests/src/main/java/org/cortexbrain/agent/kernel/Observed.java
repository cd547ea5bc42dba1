package org.cortexbrain.agent.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import org.cortexbrain.agent.bpf.BpfException;
import org.cortexbrain.agent.tcp.TcpObserver;
import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;

/** The agent's own TCP programs in this kernel, asked about the traffic of one test. For one thread. */
public final class Observed implements AutoCloseable {
	private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(20).toNanos();

	private final TcpObserver observer;

	private Observed(TcpObserver observer) {
		this.observer = observer;
	}

	public static Observed withRoomFor(int flows) throws BpfException {
		return new Observed(TcpObserver.open(TcpObserver.shippedObject(), flows));
	}

	public TcpObserver observer() {
		return observer;
	}

	/** What clients of a port do, or its servers. */
	public static Predicate<FlowKey> side(Role role, int port) {
		return key -> key.role() == role && key.port() == port;
	}

	/** The flows as they are now. */
	public List<Flow> flows(Predicate<FlowKey> which) throws BpfException {
		observer.refresh();
		List<Flow> found = new ArrayList<>();
		observer.flows().changedAfter(0, flow -> {
			if (which.test(flow.key())) {
				found.add(flow);
			}
		});
		return found;
	}

	/** The sum of the flows as they are now. */
	public Counters sum(Predicate<FlowKey> which) throws BpfException {
		return flows(which).stream().map(Flow::counters).reduce(Counters.ZERO, Counters::plus);
	}

	/** Looks until the sum is as expected or the time is over. @return the last sum seen, as expected or not */
	public Counters await(Duration patience, Predicate<FlowKey> which, Predicate<Counters> expected) throws BpfException {
		long deadline = System.nanoTime() + patience.toNanos();
		Counters sum = sum(which);
		while (!expected.test(sum) && System.nanoTime() < deadline) {
			LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
			sum = sum(which);
		}
		return sum;
	}

	@Override
	public void close() {
		observer.close();
	}
}
