package org.cortexbrain.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import org.cortexbrain.agent.bpf.BpfException;
import org.cortexbrain.agent.tcp.TcpObserver;
import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;

/** What the programs counted in one network namespace. */
final class Observed {
	/** Generous: in software emulation all is ten times slower. */
	private static final Duration PATIENCE = Duration.ofSeconds(60);
	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

	private final TcpObserver observer;
	private final NetworkNamespace namespace;

	Observed(TcpObserver observer, NetworkNamespace namespace) {
		this.observer = observer;
		this.namespace = namespace;
	}

	/** The flows of one side, as the kernel has them now. */
	List<Flow> flows(Role role) throws BpfException {
		observer.refresh();
		List<Flow> flows = new ArrayList<>();
		observer.flows().changedAfter(0, flow -> {
			if (flow.key().networkNamespace() == namespace.id() && flow.key().role() == role) {
				flows.add(flow);
			}
		});
		return flows;
	}

	/** All flows of one side together. */
	Counters sum(Role role) throws BpfException {
		return flows(role).stream().map(Flow::counters).reduce(Counters.ZERO, Counters::plus);
	}

	/**
	 * The sum, once it is as wanted: the kernel ends a connection some time after the programs have closed it. After a minute it is what it
	 * is, for the test's assertions to say what is wrong with it.
	 */
	Counters sumWhen(Role role, Predicate<Counters> wanted) throws BpfException {
		Instant deadline = Instant.now().plus(PATIENCE);
		Counters sum = sum(role);
		while (!wanted.test(sum) && Instant.now().isBefore(deadline)) {
			LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
			sum = sum(role);
		}
		return sum;
	}

	/** The sum, once so many connections have ended. */
	Counters sumAfter(Role role, long closed) throws BpfException {
		return sumWhen(role, sum -> sum.closed() >= closed);
	}
}
