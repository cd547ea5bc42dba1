package org.cortexbrain.agents.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.cortexbrain.agents.AgentInstallation;
import org.cortexbrain.agents.AgentObjects;
import org.cortexbrain.agents.AgentSettings;
import org.cortexbrain.agents.Finding;
import org.cortexbrain.agents.Finding.Severity;
import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.cluster.ConnectionTest;
import org.cortexbrain.cluster.Feature;
import org.cortexbrain.cluster.Right;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Looks for what would make an installation fail, before anything is changed. */
public final class Preflight {
	/** Linux 5.15: docs/agent.md, "What it needs". */
	private static final int OLDEST_MAJOR = 5;
	private static final int OLDEST_MINOR = 15;
	private static final Pattern KERNEL = Pattern.compile("(\\d+)\\.(\\d+).*");
	private static final int NAMED = 5;
	private static final int FORBIDDEN = 403;
	private final ServerObjects server;
	private final AgentSettings settings;
	private final List<Finding> findings = new ArrayList<>();

	private Preflight(ServerObjects server, AgentSettings settings) {
		this.server = server;
		this.settings = settings;
	}

	public static List<Finding> run(ServerObjects server, AgentSettings settings, List<AgentInstallation> there, boolean namespaceThere)
			throws ClusterFault, InterruptedException {
		Preflight preflight = new Preflight(server, settings);
		preflight.rights();
		preflight.others(there);
		preflight.nodes();
		preflight.admission(namespaceThere);
		return preflight.findings;
	}

	private void add(Severity severity, String title, String cause, String remedy) {
		findings.add(new Finding(severity, title, cause, remedy));
	}

	private void rights() throws ClusterFault, InterruptedException {
		List<Right> missing = ConnectionTest.missing(server.connection(), Feature.AGENT_INSTALLATION);
		if (missing.isEmpty()) {
			add(Severity.GOOD, Finding.RIGHTS, "You may make all the objects.", "");
			return;
		}
		add(Severity.BLOCKING, Finding.RIGHTS, "You may not " + missing.stream().limit(NAMED).map(Right::toString).collect(Collectors.joining(", "))
				+ (missing.size() > NAMED ? " and " + (missing.size() - NAMED) + " more" : "") + ".",
				"Ask whoever runs the cluster for these rights, use a context that has them, or save the objects as YAML for somebody who has.");
	}

	private void others(List<AgentInstallation> there) {
		for (AgentInstallation other : there) {
			if (other.namespace().equals(settings.namespace())) {
				continue;
			}
			if (other.whole()) {
				add(Severity.BLOCKING, "Other agents", "There are agents in the namespace " + other.namespace() + " already; two on a node count everything twice.",
						"Change those, or remove them first.");
			} else {
				add(Severity.WARNED, "Other agents", "Parts of agents that were removed in some other way are left for the namespace " + other.namespace() + ".",
						"Remove the agents of that namespace, and they go.");
			}
		}
	}

	private void nodes() throws ClusterFault, InterruptedException {
		List<Node> nodes;
		try {
			nodes = server.asked("list nodes", () -> server.connection().kubernetes().nodes().list().getItems());
		} catch (ClusterFault fault) {
			if (!isForbidden(fault)) {
				throw fault;
			}
			add(Severity.UNKNOWN, "Nodes", fault.getMessage(), fault.remedy());
			return;
		}
		DaemonSet agents = agents();
		List<Toleration> tolerations = agents.getSpec().getTemplate().getSpec().getTolerations();
		Map<String, String> selector = agents.getSpec().getTemplate().getSpec().getNodeSelector();
		List<Node> chosen = nodes.stream().filter(node -> Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of()).entrySet().containsAll(selector.entrySet())).toList();
		List<Node> tainted = chosen.stream().filter(node -> Optional.ofNullable(node.getSpec().getTaints()).orElse(List.of()).stream()
				.anyMatch(taint -> !taint.getEffect().equals("PreferNoSchedule") && tolerations.stream().noneMatch(toleration -> tolerates(toleration, taint)))).toList();
		List<Node> running = chosen.stream().filter(node -> !tainted.contains(node)).toList();
		if (running.isEmpty()) {
			add(Severity.BLOCKING, "Nodes", nodes.isEmpty() ? "The cluster has no nodes." : "None of " + nodes.size() + " nodes would get an agent.",
					nodes.isEmpty() ? "Add a node." : "Change the node selector or the tolerations.");
			return;
		}
		add(Severity.GOOD, "Nodes", running.size() + " of " + nodes.size() + " would get an agent.", "");
		if (!tainted.isEmpty()) {
			add(Severity.WARNED, "Taints", "No agent would run on " + names(tainted) + ", whose taints are not tolerated.", "Add a toleration if these should be seen.");
		}
		kernels(running);
		notReady(running);
	}

	/** The rules of the scheduler, as the API documents them at {@code Toleration}. */
	private static boolean tolerates(Toleration toleration, Taint taint) {
		boolean effect = toleration.getEffect() == null || toleration.getEffect().isEmpty() || toleration.getEffect().equals(taint.getEffect());
		boolean key = toleration.getKey() == null || toleration.getKey().isEmpty() || toleration.getKey().equals(taint.getKey());
		boolean value = "Exists".equals(toleration.getOperator())
				|| Optional.ofNullable(toleration.getValue()).orElse("").equals(Optional.ofNullable(taint.getValue()).orElse(""));
		return effect && key && value;
	}

	private void kernels(List<Node> nodes) {
		Map<String, List<Node>> old = new LinkedHashMap<>();
		List<Node> untold = new ArrayList<>();
		for (Node node : nodes) {
			String kernel = system(node).map(NodeSystemInfo::getKernelVersion).orElse("");
			Matcher version = KERNEL.matcher(kernel);
			if (!version.matches()) {
				untold.add(node);
			} else if (Integer.parseInt(version.group(1)) < OLDEST_MAJOR
					|| Integer.parseInt(version.group(1)) == OLDEST_MAJOR && Integer.parseInt(version.group(2)) < OLDEST_MINOR) {
				old.computeIfAbsent(kernel, _ -> new ArrayList<>()).add(node);
			}
		}
		old.forEach((kernel, those) -> add(Severity.WARNED, "Kernels", names(those) + " " + (those.size() == 1 ? "has" : "have") + " Linux " + kernel
				+ ", and an agent needs " + OLDEST_MAJOR + "." + OLDEST_MINOR + " or newer: it will end there.", "Keep these nodes out by the node selector, or update them."));
		if (!untold.isEmpty()) {
			add(Severity.UNKNOWN, "Kernels", "Nothing is known of the kernel of " + names(untold) + ".", "");
		}
		if (old.isEmpty() && untold.isEmpty()) {
			add(Severity.GOOD, "Kernels", "Linux " + nodes.stream().map(node -> system(node).orElseThrow().getKernelVersion()).distinct().sorted().collect(Collectors.joining(", "))
					+ ". Whether one describes its types (BTF) is known once its agent has started.", "");
		}
		Map<String, List<Node>> architectures = nodes.stream().collect(Collectors.groupingBy(node -> system(node).map(NodeSystemInfo::getArchitecture).orElse("")));
		if (architectures.keySet().stream().filter(name -> !name.isEmpty()).count() > 1) {
			add(Severity.WARNED, "Processors", "There are several: " + architectures.keySet().stream().filter(name -> !name.isEmpty()).sorted().collect(Collectors.joining(", "))
					+ ". An image is for one of them, unless its reference is a list of images.", "Name such a list, or keep the others out by the label kubernetes.io/arch.");
		}
	}

	private void notReady(List<Node> nodes) {
		List<Node> silent = nodes.stream().filter(node -> Optional.ofNullable(node.getStatus()).map(status -> status.getConditions()).orElse(List.of()).stream()
				.noneMatch(condition -> condition.getType().equals("Ready") && condition.getStatus().equals("True"))).toList();
		if (!silent.isEmpty()) {
			add(Severity.WARNED, "Nodes that are not ready", names(silent) + ": an agent starts there once it is.", "");
		}
	}

	private static Optional<NodeSystemInfo> system(Node node) {
		return Optional.ofNullable(node.getStatus()).map(status -> status.getNodeInfo());
	}

	private static String names(List<Node> nodes) {
		return nodes.stream().limit(NAMED).map(node -> node.getMetadata().getName()).collect(Collectors.joining(", "))
				+ (nodes.size() > NAMED ? " and " + (nodes.size() - NAMED) + " more" : "");
	}

	private DaemonSet agents() {
		return new AgentObjects(settings).all().stream().filter(DaemonSet.class::isInstance).map(DaemonSet.class::cast).findFirst().orElseThrow();
	}

	/**
	 * A pod as the daemon set would make it, tried in the namespace: Pod Security, quotas, limit ranges and webhooks answer to pods alone, so that a
	 * daemon set passes them all and then has no pods.
	 */
	private void admission(boolean namespaceThere) throws ClusterFault, InterruptedException {
		if (!namespaceThere) {
			add(Severity.GOOD, "Admission of pods", "The namespace is new and will let them run (Pod Security: privileged). Policies of the cluster's own are known once they start.", "");
			return;
		}
		var template = agents().getSpec().getTemplate();
		Pod pod = new PodBuilder().withNewMetadata().withGenerateName("cortexbrain-preflight-").withNamespace(settings.namespace())
				.withLabels(template.getMetadata().getLabels()).endMetadata().withSpec(template.getSpec()).build();
		/* It belongs to an account that may not be there yet. */
		pod.getSpec().setServiceAccountName("default");
		try {
			server.connection().kubernetes().resource(pod).dryRun(true).create();
			add(Severity.GOOD, "Admission of pods", "The namespace lets them run.", "");
		} catch (KubernetesClientException failure) {
			if (Thread.interrupted()) {
				throw new InterruptedException("preflight");
			}
			ClusterFault fault = server.connection().explain("create a pod in the namespace " + settings.namespace(), failure);
			if (failure.getCode() != FORBIDDEN && failure.getCode() != 422) {
				throw fault;
			}
			admissionRefused(failure, fault);
		}
	}

	private void admissionRefused(KubernetesClientException failure, ClusterFault fault) {
		String words = Optional.ofNullable(failure.getMessage()).orElse("");
		if (words.contains("violates PodSecurity")) {
			/* The labels that the namespace gets let them in; whether it gets them is tried with the namespace itself. */
			add(Severity.GOOD, "Admission of pods", "The namespace does not let them run as it is; its label pod-security.kubernetes.io/enforce becomes privileged.", "");
		} else if (words.contains("exceeded quota")) {
			add(Severity.BLOCKING, "Admission of pods", fault.getMessage(), "Raise the quota of the namespace, lower the requests, or choose another namespace.");
		} else if (words.contains("cannot create resource \"pods\"")) {
			add(Severity.UNKNOWN, "Admission of pods", fault.getMessage(), fault.remedy());
		} else {
			add(Severity.BLOCKING, "Admission of pods", fault.getMessage(), "Change what it names, or ask whoever set that rule.");
		}
	}

	private static boolean isForbidden(ClusterFault fault) {
		return fault.getCause() instanceof KubernetesClientException refused && refused.getCode() == FORBIDDEN;
	}
}
