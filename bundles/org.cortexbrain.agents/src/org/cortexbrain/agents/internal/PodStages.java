package org.cortexbrain.agents.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.cortexbrain.agents.NodeRollout;
import org.cortexbrain.agents.NodeRollout.Stage;
import org.cortexbrain.agents.Rollout;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;

/**
 * Reads from a daemon set, its pods and what the cluster said of them how far each node is, and why one does not go on. The words of the cluster
 * are quoted on one line each.
 */
public final class PodStages {
	private static final String SEE_IMAGE = "Check the image's reference, that this node can reach its registry, and the pull secret; or import the image on the node.";
	private static final int LONGEST = 400;

	private PodStages() {
	}

	/**
	 * @param events of the namespace, in any order
	 * @param logs the last lines of agents that ended, by the pod's UID
	 */
	public static Rollout of(Optional<DaemonSet> agents, List<Pod> pods, List<Event> events, Map<String, List<String>> logs) {
		if (agents.isEmpty()) {
			return new Rollout(false, 0, false, List.of(), "There is no daemon set of the agents.", "Install them.");
		}
		DaemonSet set = agents.get();
		String template = note(set.getSpec().getTemplate().getMetadata().getAnnotations());
		String restarted = restarted(set.getSpec().getTemplate().getMetadata().getAnnotations());
		List<NodeRollout> nodes = pods.stream().map(pod -> of(pod, template.equals(note(pod.getMetadata().getAnnotations()))
				&& restarted.equals(restarted(pod.getMetadata().getAnnotations())), events, logs))
				.sorted(Comparator.comparing(NodeRollout::stage).thenComparing(NodeRollout::node).thenComparing(NodeRollout::pod)).toList();
		int wanted = Optional.ofNullable(set.getStatus()).map(status -> status.getDesiredNumberScheduled()).orElse(0);
		boolean paused = "OnDelete".equals(set.getSpec().getUpdateStrategy().getType());
		Optional<Event> refused = pods.size() >= wanted ? Optional.empty() : last(events, set, "FailedCreate");
		return refused.map(event -> new Rollout(true, wanted, paused, nodes, "The cluster does not let the pods be made: " + words(event.getMessage()) + ".",
				"Change what it names: Pod Security and quotas are of the namespace, other rules of whoever runs the cluster."))
				.orElseGet(() -> new Rollout(true, wanted, paused, nodes, "", ""));
	}

	private static String note(Map<String, String> annotations) {
		return Optional.ofNullable(annotations).map(all -> all.get(Annotations.TEMPLATE)).orElse("");
	}

	private static String restarted(Map<String, String> annotations) {
		return Optional.ofNullable(annotations).map(all -> all.get(Annotations.RESTARTED)).orElse("");
	}

	private static NodeRollout of(Pod pod, boolean present, List<Event> events, Map<String, List<String>> logs) {
		String node = Optional.ofNullable(pod.getSpec().getNodeName()).orElse("");
		List<ContainerStatus> containers = Optional.ofNullable(pod.getStatus().getContainerStatuses()).orElse(List.of());
		List<String> log = logs.getOrDefault(pod.getMetadata().getUid(), List.of());
		if (pod.getMetadata().getDeletionTimestamp() != null) {
			return stage(node, pod, Stage.STARTING, "The former agent ends.", "");
		}
		if ("Failed".equals(pod.getStatus().getPhase())) {
			return stage(node, pod, Stage.FAILING, "The node has ended it: " + words(Stream.of(pod.getStatus().getReason(), pod.getStatus().getMessage())
					.filter(text -> text != null && !text.isEmpty()).reduce((a, b) -> a + ": " + b).orElse("it does not say why")) + ".",
					"The cluster makes another. If that goes on, look at the node's memory and disk.");
		}
		if (condition(pod, "Ready").filter(ready -> ready.getStatus().equals("True")).isPresent()) {
			return stage(node, pod, present ? Stage.READY : Stage.FORMER, "", "");
		}
		Optional<ContainerStateWaiting> waiting = containers.stream().map(ContainerStatus::getState).filter(state -> state != null && state.getWaiting() != null)
				.map(ContainerState::getWaiting).findFirst();
		Optional<ContainerStateTerminated> ended = containers.stream().flatMap(container -> Stream.of(container.getState(), container.getLastState()))
				.filter(state -> state != null && state.getTerminated() != null).map(ContainerState::getTerminated).findFirst();
		if (waiting.isPresent() && isTrouble(waiting.get())) {
			return trouble(node, pod, waiting.get(), ended, log);
		}
		if (ended.isPresent()) {
			return ended(node, pod, ended.get(), log);
		}
		Optional<PodCondition> unscheduled = condition(pod, "PodScheduled").filter(scheduled -> scheduled.getStatus().equals("False"));
		if (unscheduled.isPresent()) {
			return stage(node, pod, Stage.WAITING, "No node takes it: " + words(unscheduled.get().getMessage()) + ".",
					"Lower what it requests, add a toleration, or make room on the node.");
		}
		Optional<Event> failure = last(events, pod, "FailedMount", "FailedCreatePodSandBox", "FailedAttachVolume", "NetworkNotReady");
		return failure.map(event -> stage(node, pod, Stage.STARTING, "The node does not start it yet: " + words(event.getMessage()) + ".",
				event.getReason().equals("FailedMount") ? "The node must have what is mounted; see docs/agent.md." : "See the node's network plug-in and container runtime."))
				.orElseGet(() -> stage(node, pod, node.isEmpty() ? Stage.WAITING : Stage.STARTING, "", ""));
	}

	private static boolean isTrouble(ContainerStateWaiting waiting) {
		return waiting.getReason() != null && !waiting.getReason().equals("ContainerCreating") && !waiting.getReason().equals("PodInitializing");
	}

	private static NodeRollout trouble(String node, Pod pod, ContainerStateWaiting waiting, Optional<ContainerStateTerminated> ended, List<String> log) {
		String said = Optional.ofNullable(waiting.getMessage()).map(PodStages::words).orElse(waiting.getReason());
		return switch (waiting.getReason()) {
		case "ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "RegistryUnavailable" -> stage(node, pod, Stage.FAILING, "The node cannot get the image: " + said + ".", SEE_IMAGE);
		case "InvalidImageName" -> stage(node, pod, Stage.FAILING, "The image's reference is wrong: " + said + ".", "Correct it in the settings.");
		case "ImageInspectError", "ErrImageInspect" -> stage(node, pod, Stage.FAILING, "The image on the node is damaged: " + said + ".", "Import or pull it again.");
		case "CrashLoopBackOff" -> ended.map(how -> ended(node, pod, how, log))
				.orElseGet(() -> new NodeRollout(node, pod.getMetadata().getName(), Stage.FAILING, "The agent ends again and again: " + said + ".", "See its log.", log));
		default -> stage(node, pod, Stage.FAILING, "The node cannot start it (" + words(waiting.getReason()) + "): " + said + ".",
				said.contains("operation not permitted") ? "Its pod must have the capabilities BPF, PERFMON and NET_ADMIN: see docs/agent.md." : "Correct what it names.");
		};
	}

	/* Exit codes: docs/agent.md; 137 with OOMKilled is the kernel's. */
	private static NodeRollout ended(String node, Pod pod, ContainerStateTerminated ended, List<String> log) {
		if ("OOMKilled".equals(ended.getReason())) {
			return new NodeRollout(node, pod.getMetadata().getName(), Stage.FAILING, "The kernel has ended it, since it took more memory than its limit.",
					"Raise the limit in the settings, or let it tell fewer flows apart.", log);
		}
		String code = "It has ended with " + ended.getExitCode();
		return switch (ended.getExitCode()) {
		case 0 -> stage(node, pod, Stage.STARTING, "It was stopped in order and is started again.", "");
		case 2 -> new NodeRollout(node, pod.getMetadata().getName(), Stage.FAILING, code + ": this image does not know one of its options.", "Use an image of this program's version.", log);
		case 3 -> new NodeRollout(node, pod.getMetadata().getName(), Stage.FAILING, code + ": it was not permitted what it needs.", "Its log says what; see docs/agent.md.", log);
		case 4 -> new NodeRollout(node, pod.getMetadata().getName(), Stage.FAILING, code + ": it is not possible on this node.",
				"Its log says why (kernel, BTF). Keep the node out by the node selector, or update its kernel.", log);
		default -> new NodeRollout(node, pod.getMetadata().getName(), Stage.FAILING, code + ".", "See its log.", log);
		};
	}

	private static NodeRollout stage(String node, Pod pod, Stage stage, String cause, String remedy) {
		return new NodeRollout(node, pod.getMetadata().getName(), stage, cause, remedy, List.of());
	}

	private static Optional<PodCondition> condition(Pod pod, String type) {
		return Optional.ofNullable(pod.getStatus().getConditions()).orElse(List.of()).stream().filter(condition -> condition.getType().equals(type)).findFirst();
	}

	private static Optional<Event> last(List<Event> events, HasMetadata about, String... reasons) {
		return events.stream().filter(event -> about.getMetadata().getUid().equals(event.getInvolvedObject().getUid()) && List.of(reasons).contains(event.getReason()))
				.max(Comparator.comparing(event -> Optional.ofNullable(event.getLastTimestamp()).orElse("")));
	}

	/* Without its own full stop, on one line, without what no terminal or label should get. */
	private static String words(String text) {
		String line = Optional.ofNullable(text).orElse("").replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip().replaceAll("\\.$", "");
		return line.codePointCount(0, line.length()) <= LONGEST ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "\u2026";
	}
}
