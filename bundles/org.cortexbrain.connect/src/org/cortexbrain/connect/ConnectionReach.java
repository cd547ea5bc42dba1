package org.cortexbrain.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.cluster.AgentPod;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.cluster.ClusterWatch;
import org.cortexbrain.cluster.ConnectionTest;
import org.cortexbrain.connect.ClusterFacts.Node;
import org.cortexbrain.kubeconfig.Access;
import org.cortexbrain.kubeconfig.PluginCredentials;
import org.cortexbrain.telemetry.AgentLink;
import org.cortexbrain.telemetry.AgentTransport;
import org.cortexbrain.telemetry.Source;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;

/** Reaches a cluster by its API server. */
public final class ConnectionReach implements Reach {
	private static final long PAGE = 500;
	private static final int FORBIDDEN = 403;

	private final ClusterConnection connection;
	private final String cluster;
	/** Guarded by this; empty until somebody wants to know whom addresses belong to. */
	private Optional<ClusterWatch> watch = Optional.empty();
	private boolean closed;

	private ConnectionReach(ClusterConnection connection, String cluster) {
		this.connection = connection;
		this.cluster = cluster;
	}

	/** @param plugins asked where an access names an exec plug-in */
	public static Maker maker(PluginCredentials plugins) {
		Objects.requireNonNull(plugins);
		return (access, cluster) -> new ConnectionReach(ClusterConnection.of(access, plugins), cluster);
	}

	@Override
	public boolean test(Consumer<ConnectionTest.Step> told) throws InterruptedException {
		return ConnectionTest.run(connection, told).passed();
	}

	@Override
	public ClusterFacts ask() throws ClusterFault, InterruptedException {
		/* First, since it fails soon where the server is silent. */
		String version = connection.version();
		connection.requireReady();
		Found<List<Node>> nodes = found("list nodes", () -> pages(connection.kubernetes().nodes()).stream().map(ConnectionReach::node).toList());
		Found<List<String>> namespaces = found("list namespaces",
				() -> pages(connection.kubernetes().namespaces()).stream().map(namespace -> namespace.getMetadata().getName()).toList());
		return new ClusterFacts(version, nodes, namespaces, found("list pods in all namespaces", () -> AgentPod.list(connection)));
	}

	/** All objects, so many at a time. */
	private static <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> pages(Listable<L> listable) {
		List<T> all = new ArrayList<>();
		String next = null;
		do {
			L page = listable.list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
			all.addAll(page.getItems());
			next = page.getMetadata() == null ? null : page.getMetadata().getContinue();
		} while (next != null && !next.isEmpty());
		return all;
	}

	private static Node node(io.fabric8.kubernetes.api.model.Node node) {
		boolean ready = node.getStatus() != null && node.getStatus().getConditions().stream()
				.anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
		Optional<NodeSystemInfo> system = Optional.ofNullable(node.getStatus()).map(status -> status.getNodeInfo());
		return new Node(node.getMetadata().getName(), ready, system.map(NodeSystemInfo::getKernelVersion).orElse(""),
				system.map(NodeSystemInfo::getArchitecture).orElse(""));
	}

	/** A question to the cluster, which fails by the client's exception or by a fault that is explained already. */
	private interface Question<T> {
		T ask() throws ClusterFault;
	}

	private <T> Found<T> found(String doing, Question<T> question) throws ClusterFault, InterruptedException {
		try {
			return new Found.Known<>(asked(doing, question));
		} catch (ClusterFault fault) {
			if (fault.getCause() instanceof KubernetesClientException refused && refused.getCode() == FORBIDDEN) {
				return new Found.Unknown<>(fault.getMessage(), fault.remedy());
			}
			throw fault;
		}
	}

	private <T> T asked(String doing, Question<T> question) throws ClusterFault, InterruptedException {
		try {
			return question.ask();
		} catch (KubernetesClientException failure) {
			if (Thread.interrupted()) {
				throw new InterruptedException(doing);
			}
			throw connection.explain(doing, failure);
		}
	}

	@Override
	public Source link(AgentPod agent, ClusterId id, Duration interval) {
		String node = agent.node().isEmpty() ? agent.port().pod() : agent.node();
		return new AgentLink(AgentTransport.inPod(connection.portForwarder(), agent.port(), id.toString(), Shown.of(cluster + " / " + node)), interval);
	}

	@Override
	public synchronized AddressBook book() {
		if (watch.isEmpty()) {
			watch = Optional.of(new ClusterWatch(connection, new AddressBook(cluster)));
			if (closed) {
				watch.get().close();
			}
		}
		return watch.get().book();
	}

	@Override
	public void close() {
		Optional<ClusterWatch> running;
		synchronized (this) {
			closed = true;
			running = watch;
		}
		running.ifPresent(ClusterWatch::close);
		connection.close();
	}
}
