package org.cortexbrain.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.cluster.AgentPod;
import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.cluster.ConnectionTest;
import org.cortexbrain.cluster.PodPort;
import org.cortexbrain.kubeconfig.Access;
import org.cortexbrain.telemetry.Source;

/** Clusters by their context's name that answer, refuse or hang as a test says. */
final class ScriptedReach implements Reach.Maker {
	/** What each context gives; what is not there hangs until it is interrupted. */
	final Map<String, ClusterFacts> facts = new ConcurrentHashMap<>();
	final Map<String, ClusterFault> faults = new ConcurrentHashMap<>();
	final AtomicInteger made = new AtomicInteger();
	final AtomicInteger asked = new AtomicInteger();
	final AtomicInteger closed = new AtomicInteger();

	static ClusterFacts facts(AgentPod... agents) {
		return new ClusterFacts("v1.34.4", new Found.Known<>(List.of()), new Found.Known<>(List.of()), new Found.Known<>(List.of(agents)));
	}

	static AgentPod agent(String uid, boolean ready) {
		return new AgentPod("node-" + uid, new PodPort("cortexbrain", "agent-" + uid, 7373), uid, "0.1.0", ready, "");
	}

	@Override
	public Reach make(Access access, String cluster) {
		made.incrementAndGet();
		String context = access.context();
		var book = new AddressBook(cluster);
		return new Reach() {
			private void await() throws ClusterFault, InterruptedException {
				Optional<ClusterFault> fault = Optional.ofNullable(faults.get(context));
				if (fault.isPresent()) {
					throw fault.get();
				}
				if (!facts.containsKey(context)) {
					new CountDownLatch(1).await();
				}
			}

			@Override
			public boolean test(Consumer<ConnectionTest.Step> told) throws InterruptedException {
				told.accept(new ConnectionTest.Step(ConnectionTest.Kind.SERVER, ConnectionTest.Outcome.RUNNING, "", ""));
				try {
					await();
					told.accept(new ConnectionTest.Step(ConnectionTest.Kind.SERVER, ConnectionTest.Outcome.PASSED, "It answers.", ""));
					return true;
				} catch (ClusterFault fault) {
					told.accept(new ConnectionTest.Step(ConnectionTest.Kind.SERVER, ConnectionTest.Outcome.FAILED, fault.getMessage(), fault.remedy()));
					return false;
				}
			}

			@Override
			public ClusterFacts ask() throws ClusterFault, InterruptedException {
				asked.incrementAndGet();
				await();
				return facts.get(context);
			}

			@Override
			public Source link(AgentPod agent, ClusterId id, Duration interval) {
				return new Silent(id + " " + agent.uid(), cluster + " / " + agent.node());
			}

			@Override
			public AddressBook book() {
				return book;
			}

			@Override
			public void close() {
				closed.incrementAndGet();
			}
		};
	}

	private record Silent(String id, String name) implements Source {
		@Override
		public void open(Receiver receiver) {
			throw new AssertionError("nobody opens it here");
		}

		@Override
		public void close() {
			/* Nothing is open. */
		}
	}

	/** Links by their names, as the desktop would show them. */
	static final class Links implements AgentLinks {
		private final Map<String, String> open = new ConcurrentHashMap<>();
		/** The cluster of the book that each link was opened with, by the link's name. */
		final Map<String, String> books = new ConcurrentHashMap<>();

		@Override
		public void open(Supplier<Source> link, AddressBook book) {
			Source source = link.get();
			books.put(source.name(), book.cluster());
			if (open.put(source.id(), source.name()) != null) {
				throw new AssertionError("opened twice: " + source.name());
			}
		}

		@Override
		public void close(String id) {
			open.remove(id);
		}

		List<String> names() {
			return new ArrayList<>(open.values()).stream().sorted().toList();
		}
	}
}
