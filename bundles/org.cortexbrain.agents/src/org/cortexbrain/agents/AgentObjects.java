package org.cortexbrain.agents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cortexbrain.agents.internal.Annotations;
import org.cortexbrain.agents.internal.Digest;
import org.cortexbrain.agents.internal.SettingsCheck;
import org.cortexbrain.agents.internal.SettingsText;
import org.cortexbrain.agents.internal.Tolerations;
import org.cortexbrain.cluster.AgentPod;
import org.cortexbrain.cluster.Feature;
import org.cortexbrain.cluster.Right;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * The objects that a cluster has when the agents are installed, as its API takes them. The same settings give the same objects; they hold only
 * fields that matter here, so that with server-side apply all others stay whose they are.
 *
 * <p>There is no ConfigMap: the agent reads options alone, and an option in the pod's template is what makes a change roll through the nodes.
 */
public final class AgentObjects {
	/** The label of everything that was put there by this program, and its value. */
	public static final String OWNER_LABEL = "app.kubernetes.io/managed-by";
	public static final String OWNER = "cortexbrain";
	public static final String VIEWER = "cortexbrain-viewer";
	public static final String OPERATOR = "cortexbrain-operator";
	private static final String WHY = "cortexbrain.org/why-";
	private static final int REVISIONS = 5;
	private static final Map<String, String> REASONS = reasons();
	private final AgentSettings settings;
	private final boolean namespaceMade;

	/** As they are written to a repository. @throws IllegalArgumentException if the settings have faults */
	public AgentObjects(AgentSettings settings) {
		this(settings, false);
	}

	/**
	 * @param namespaceMade whether the namespace is made for the agents, so that it goes with them
	 * @throws IllegalArgumentException if the settings have faults
	 */
	public AgentObjects(AgentSettings settings, boolean namespaceMade) {
		if (!settings.faults().isEmpty()) {
			throw new IllegalArgumentException(settings.faults().toString());
		}
		this.settings = settings;
		this.namespaceMade = namespaceMade;
	}

	private static Map<String, String> reasons() {
		Map<String, String> reasons = new LinkedHashMap<>();
		reasons.put("BPF", "loads eBPF programs and makes their tables");
		reasons.put("PERFMON", "attaches the programs to tracepoints");
		reasons.put("NET_ADMIN", "keeps storage at sockets");
		reasons.put("allowPrivilegeEscalation", "the agent is not root; its capabilities are those of its program's file, which no pod gets without this");
		return reasons;
	}

	/** All, in the order in which they are applied. */
	public List<HasMetadata> all() {
		List<HasMetadata> all = new ArrayList<>();
		all.add(namespace());
		all.add(new ServiceAccountBuilder().withMetadata(inNamespace()).withAutomountServiceAccountToken(false).build());
		if (settings.roles()) {
			all.add(role(VIEWER, Feature.NAMES, Feature.TRAFFIC, Feature.AGENT_LOGS));
			all.add(role(OPERATOR, Feature.NAMES, Feature.TRAFFIC, Feature.AGENT_LOGS, Feature.AGENT_INSTALLATION));
		}
		/* Selects the pods and allows nothing. A tunnel into a pod does not pass its network, so that it is not closed by this. */
		all.add(new NetworkPolicyBuilder().withMetadata(inNamespace()).withNewSpec().withNewPodSelector().addToMatchLabels(selected()).endPodSelector()
				.withPolicyTypes("Ingress", "Egress").endSpec().build());
		all.add(daemonSet());
		return List.copyOf(all);
	}

	/** For a repository from which a cluster is kept: documents that {@code kubectl apply} takes. */
	public String yaml() {
		return all().stream().map(Serialization::asYaml).collect(Collectors.joining());
	}

	/** Pods with capabilities and host paths are admitted in it, and a person is not warned of them. */
	private Namespace namespace() {
		Map<String, String> labels = new TreeMap<>(owned());
		Stream.of("enforce", "audit", "warn").forEach(mode -> labels.put("pod-security.kubernetes.io/" + mode, "privileged"));
		return new NamespaceBuilder().withNewMetadata().withName(settings.namespace()).withLabels(labels)
				.withAnnotations(namespaceMade ? Map.of(Annotations.NAMESPACE_MADE, "true") : Map.of()).endMetadata().build();
	}

	private static Map<String, String> owned() {
		return new TreeMap<>(Map.of(OWNER_LABEL, OWNER, "app.kubernetes.io/part-of", "cortexbrain"));
	}

	private static Map<String, String> selected() {
		return Map.of(AgentPod.NAME_LABEL, AgentPod.NAME);
	}

	private static Map<String, String> labels() {
		Map<String, String> labels = owned();
		labels.putAll(selected());
		return labels;
	}

	private Map<String, String> labelsWithVersion() {
		Map<String, String> labels = labels();
		version().ifPresent(version -> labels.put(AgentPod.VERSION_LABEL, version));
		return labels;
	}

	/** The image's tag; a digest says nothing of the version. */
	private Optional<String> version() {
		String named = settings.image().split("@", 2)[0];
		int colon = named.indexOf(':', named.lastIndexOf('/'));
		return Optional.of(named).filter(_ -> colon >= 0).map(image -> image.substring(colon + 1)).filter(SettingsCheck::isLabelValue);
	}

	private ObjectMeta inNamespace() {
		return new ObjectMetaBuilder().withName(AgentPod.NAME).withNamespace(settings.namespace()).withLabels(labels()).build();
	}

	private ClusterRole role(String name, Feature... features) {
		return new ClusterRoleBuilder().withNewMetadata().withName(name).withLabels(owned()).addToAnnotations(Annotations.NAMESPACE, settings.namespace()).endMetadata()
				.withRules(rules(Stream.of(features).flatMap(feature -> feature.rights().stream()))).build();
	}

	/** One rule for each resource, in the order in which the features name them. */
	private static List<PolicyRule> rules(Stream<Right> rights) {
		Map<List<String>, TreeSet<String>> verbs = new LinkedHashMap<>();
		rights.forEach(right -> verbs.computeIfAbsent(List.of(right.group(), right.resource()), _ -> new TreeSet<>()).add(right.verb()));
		return verbs.entrySet().stream().map(entry -> new PolicyRuleBuilder().withApiGroups(entry.getKey().get(0)).withResources(entry.getKey().get(1))
				.withVerbs(List.copyOf(entry.getValue())).build()).toList();
	}

	private DaemonSet daemonSet() {
		PodTemplateSpec template = template();
		template.getMetadata().getAnnotations().put(Annotations.TEMPLATE, Digest.of(Serialization.asJson(template)));
		return daemonSet(template);
	}

	/** The daemon set with another template, one of its former revisions. */
	public DaemonSet daemonSet(PodTemplateSpec template) {
		ObjectMeta metadata = inNamespace();
		metadata.setLabels(labelsWithVersion());
		metadata.setAnnotations(new TreeMap<>(Map.of(Annotations.SETTINGS, SettingsText.of(settings))));
		return new DaemonSetBuilder().withMetadata(metadata).withNewSpec().withRevisionHistoryLimit(REVISIONS)
				.withNewSelector().addToMatchLabels(selected()).endSelector()
				/* Its type is left to the server and to who pauses. */
				.withNewUpdateStrategy().withNewRollingUpdate().withNewMaxUnavailable("10%").endRollingUpdate().endUpdateStrategy().withTemplate(template).endSpec().build();
	}

	private PodTemplateSpec template() {
		Map<String, String> nodes = new TreeMap<>(settings.nodeSelector());
		nodes.put("kubernetes.io/os", "linux");
		Map<String, String> annotations = new TreeMap<>(why());
		annotations.put(Annotations.SETTINGS, SettingsText.of(settings));
		return new PodTemplateSpecBuilder().withNewMetadata().withLabels(labelsWithVersion()).withAnnotations(annotations).endMetadata()
				.withNewSpec().withServiceAccountName(AgentPod.NAME).withAutomountServiceAccountToken(false).withEnableServiceLinks(false)
				.withNodeSelector(nodes).withTolerations(settings.tolerations().stream().map(Tolerations::parse).toList())
				.withPriorityClassName(settings.priorityClass().isEmpty() ? null : settings.priorityClass())
				.withImagePullSecrets(Stream.of(settings.pullSecret()).filter(name -> !name.isEmpty()).map(LocalObjectReference::new).toList())
				.withContainers(container())
				.addNewVolume().withName("cgroup").withNewHostPath().withPath("/sys/fs/cgroup").withType("Directory").endHostPath().endVolume()
				.addNewVolume().withName("pods").withNewHostPath().withPath("/var/log/pods").withType("Directory").endHostPath().endVolume()
				.addNewVolume().withName("run").withNewEmptyDir().endEmptyDir().endVolume()
				.endSpec().build();
	}

	private static Map<String, String> why() {
		Map<String, String> annotations = new TreeMap<>();
		REASONS.forEach((what, reason) -> annotations.put(WHY + what, reason));
		return annotations;
	}

	/* No probe: the agent answers on the pod's loopback alone, where no kubelet asks, and the image has no program to ask with. */
	private Container container() {
		return new ContainerBuilder().withName("agent").withImage(settings.image())
				.withArgs("--flows", String.valueOf(settings.flows()), "--connections", String.valueOf(settings.connections()))
				.addNewEnv().withName("NODE_NAME").withNewValueFrom().withNewFieldRef().withFieldPath("spec.nodeName").endFieldRef().endValueFrom().endEnv()
				.withNewResources().addToRequests("cpu", new Quantity(settings.cpuRequest())).addToRequests("memory", new Quantity(settings.memoryRequest()))
				.addToLimits("memory", new Quantity(settings.memoryLimit())).endResources()
				.withNewSecurityContext().withRunAsNonRoot(true).withAllowPrivilegeEscalation(true).withReadOnlyRootFilesystem(true)
				.withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile()
				.withNewCapabilities().withDrop("ALL").withAdd("BPF", "PERFMON", "NET_ADMIN").endCapabilities().endSecurityContext()
				.addNewVolumeMount().withName("cgroup").withMountPath("/sys/fs/cgroup").withReadOnly(true).endVolumeMount()
				.addNewVolumeMount().withName("pods").withMountPath("/var/log/pods").withReadOnly(true).endVolumeMount()
				.addNewVolumeMount().withName("run").withMountPath("/run/cortexbrain").endVolumeMount().build();
	}
}
