package org.cortexbrain.agents;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cortexbrain.cluster.Feature;
import org.junit.Test;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;

/** What the installed objects may do on the nodes and in the cluster: what docs/security.md promises, and no more. */
public class AgentObjectsTest {
	private final AgentObjects objects = new AgentObjects(AgentSettings.of("registry.example.org/team/cortexbrain-agent:0.1"));

	private <T> List<T> all(Class<T> kind) {
		return objects.all().stream().filter(kind::isInstance).map(kind::cast).toList();
	}

	private PodSpec pod() {
		return all(DaemonSet.class).getFirst().getSpec().getTemplate().getSpec();
	}

	@Test
	public void thePodHasThreeCapabilitiesAndIsNotRoot() {
		assertEquals("one container", 1, pod().getContainers().size());
		Container agent = pod().getContainers().getFirst();
		assertEquals(List.of("ALL"), agent.getSecurityContext().getCapabilities().getDrop());
		assertEquals(Set.of("BPF", "PERFMON", "NET_ADMIN"), Set.copyOf(agent.getSecurityContext().getCapabilities().getAdd()));
		assertTrue(agent.getSecurityContext().getRunAsNonRoot());
		assertTrue(agent.getSecurityContext().getReadOnlyRootFilesystem());
		assertNull(agent.getSecurityContext().getPrivileged());
		assertEquals("RuntimeDefault", agent.getSecurityContext().getSeccompProfile().getType());
		assertNull(pod().getHostNetwork());
		assertNull(pod().getHostPID());
		assertNull(pod().getHostIPC());
		assertTrue(pod().getInitContainers().isEmpty());
	}

	@Test
	public void thePodMountsTwoFoldersOfTheNodeReadOnly() {
		Map<String, String> paths = pod().getVolumes().stream().filter(volume -> volume.getHostPath() != null)
				.collect(Collectors.toMap(volume -> volume.getName(), volume -> volume.getHostPath().getPath()));
		assertEquals(Set.of("/sys/fs/cgroup", "/var/log/pods"), Set.copyOf(paths.values()));
		pod().getContainers().getFirst().getVolumeMounts().forEach(mount -> assertEquals(mount.getName(), paths.containsKey(mount.getName()),
				Boolean.TRUE.equals(mount.getReadOnly())));
		assertEquals("and one folder of its own, for the lock", paths.size() + 1, pod().getVolumes().size());
		assertTrue(pod().getVolumes().stream().anyMatch(volume -> volume.getEmptyDir() != null));
	}

	@Test
	public void thePodHasNoTokenOfTheCluster() {
		assertFalse(pod().getAutomountServiceAccountToken());
		assertFalse(all(ServiceAccount.class).getFirst().getAutomountServiceAccountToken());
		assertTrue(pod().getVolumes().stream().allMatch(volume -> volume.getProjected() == null && volume.getSecret() == null));
	}

	@Test
	public void nothingComesOverThePodsNetwork() {
		NetworkPolicy policy = all(NetworkPolicy.class).getFirst();
		Map<String, String> selected = policy.getSpec().getPodSelector().getMatchLabels();
		Map<String, String> labels = all(DaemonSet.class).getFirst().getSpec().getTemplate().getMetadata().getLabels();
		assertTrue(labels.entrySet().containsAll(selected.entrySet()));
		assertFalse(selected.isEmpty());
		assertEquals(Set.of("Ingress", "Egress"), Set.copyOf(policy.getSpec().getPolicyTypes()));
		assertTrue(policy.getSpec().getIngress().isEmpty() && policy.getSpec().getEgress().isEmpty());
		Container agent = pod().getContainers().getFirst();
		assertTrue(agent.getPorts().isEmpty());
		assertFalse("it listens where it does by itself: on loopback", agent.getArgs().contains("--listen"));
	}

	private static Set<String> rights(ClusterRole role) {
		return role.getRules().stream().flatMap(rule -> rule.getApiGroups().stream().flatMap(group -> rule.getResources().stream()
				.flatMap(resource -> rule.getVerbs().stream().map(verb -> verb + " " + group + "/" + resource)))).collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> rights(Feature... features) {
		return Stream.of(features).flatMap(feature -> feature.rights().stream()).map(right -> right.verb() + " " + right.group() + "/" + right.resource())
				.collect(Collectors.toCollection(TreeSet::new));
	}

	@Test
	public void theRolesHaveTheRightsOfTheirFeaturesAndNoOther() {
		Map<String, ClusterRole> roles = all(ClusterRole.class).stream().collect(Collectors.toMap(role -> role.getMetadata().getName(), role -> role));
		assertEquals(Set.of("cortexbrain-viewer", "cortexbrain-operator"), roles.keySet());
		assertEquals(rights(Feature.NAMES, Feature.TRAFFIC, Feature.AGENT_LOGS), rights(roles.get("cortexbrain-viewer")));
		assertEquals(rights(Feature.values()), rights(roles.get("cortexbrain-operator")));
	}
}
