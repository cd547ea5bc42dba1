package org.cortexbrain.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.EdgeFilter;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Health;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which traffic a command is about: kubectl's namespace and labels, and the words of the desktop's filter. */
final class TrafficFilter {
	/** What the words are, for the help of the commands that take them. */
	static final String WORDS = "words that must all apply: ns:NAME, port:NUMBER, from:TEXT, to:TEXT, "
			+ "failing, degraded, healthy, idle, or a part of a name";

	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;
	@Option(names = { "-n", "--namespace" }, paramLabel = "NAME",
			description = "what has an end in this namespace; in a cluster, that of the context unless said otherwise")
	private Optional<String> namespace = Optional.empty();
	@Option(names = { "-A", "--all-namespaces" }, description = "of all namespaces, and what is outside of them")
	private boolean all;
	@Option(names = { "-l", "--selector" }, paramLabel = "LABELS", description = "what has an end in a pod with these labels, as app=cart,tier!=test")
	private Optional<String> selector = Optional.empty();

	/**
	 * Where there is no cluster, namespaces count only if one is named. Asks the cluster for labels, and goes on to watch them until the
	 * connection is
	 * closed.
	 *
	 * @param words of the filter
	 */
	BiPredicate<Edge, Health> of(Optional<ClusterConnection> cluster, List<String> words) throws ClusterFault {
		if (all && namespace.isPresent()) {
			throw new ParameterException(spec.commandLine(), "say either --namespace or --all-namespaces");
		}
		if (selector.isPresent() && cluster.isEmpty()) {
			throw new ParameterException(spec.commandLine(), "--selector asks a cluster for labels: an agent and a recording know none");
		}
		Optional<String> only = all ? Optional.empty() : namespace.or(() -> cluster.map(each -> each.access().namespace()));
		BiPredicate<Edge, Health> wanted = new EdgeFilter(String.join(" ", words));
		if (only.isPresent()) {
			wanted = wanted.and((edge, _) -> ends(edge).anyMatch(end -> end.inNamespace().equals(only)));
		}
		if (selector.isPresent()) {
			Set<String> uids = labelled(cluster.orElseThrow(), only, selector.get());
			wanted = wanted.and((edge, _) -> ends(edge).anyMatch(end -> end instanceof Endpoint.Pod pod && uids.contains(pod.uid())));
		}
		return wanted;
	}

	/** Those of a service's backends too. */
	private static Stream<Endpoint> ends(Edge edge) {
		return Stream.concat(Stream.of(edge.key().source(), edge.key().target()), edge.backends().keySet().stream());
	}

	/* Pods that have ended stay: their traffic may still be told. */
	private static Set<String> labelled(ClusterConnection cluster, Optional<String> namespace, String selector) throws ClusterFault {
		Set<String> uids = ConcurrentHashMap.newKeySet();
		ResourceEventHandler<Pod> handler = new ResourceEventHandler<>() {
			@Override
			public void onAdd(Pod pod) {
				uids.add(pod.getMetadata().getUid());
			}

			@Override
			public void onUpdate(Pod before, Pod now) {
				uids.add(now.getMetadata().getUid());
			}

			@Override
			public void onDelete(Pod pod, boolean finalStateUnknown) {
				/* See above. */
			}
		};
		String doing = "list pods in " + namespace.map(name -> "the namespace " + name).orElse("all namespaces");
		try {
			var pods = cluster.kubernetes().pods();
			/* Asked first by itself, since an informer tells a refusal to nobody. */
			var wanted = namespace.isPresent() ? pods.inNamespace(namespace.get()).withLabelSelector(selector) : pods.inAnyNamespace()
					.withLabelSelector(selector);
			wanted.list().getItems().forEach(handler::onAdd);
			wanted.inform(handler);
		} catch (KubernetesClientException e) {
			throw cluster.explain(doing, e);
		}
		return uids;
	}
}
