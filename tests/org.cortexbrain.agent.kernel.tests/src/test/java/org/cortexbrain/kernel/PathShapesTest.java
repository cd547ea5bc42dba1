package org.cortexbrain.kernel;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.Party;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Every path that a node's software gives to a control group, made for real, with a real process in it that connects: the running agent
 * names its owner. Each shape is made twice, before the agent starts (it walks the tree) and while it runs (the kernel tells it).
 */
@RunWith(Parameterized.class)
public class PathShapesTest {
	private static final NetworkNamespace NAMESPACE = new NetworkNamespace();
	private static final TemporaryFolder FOLDER = new TemporaryFolder();
	private static final ControlGroups GROUPS = new ControlGroups();

	@ClassRule
	public static final RuleChain RULES = RuleChain.outerRule(NAMESPACE).around(FOLDER).around(GROUPS);

	private enum Kind {
		POD, STATIC_POD, POD_ITSELF, DOCKER, PODMAN, CONTAINERD, CRIO, UNIT
	}

	/** {@code {uid}}, {@code {sliced}} (with underscores), {@code {id}} and {@code {outer}} stand for what differs from case to case. */
	private record Shape(String name, Kind kind, String path) {
	}

	private static final String BURSTABLE_SLICE = "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod{sliced}.slice";
	private static final String KIND_SLICE = "/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-burstable.slice/kubelet-kubepods-burstable-pod{sliced}.slice";
	private static final String USER = "/user.slice/user-1000.slice/user@1000.service";

	private static final List<Shape> SHAPES = List.of(
			/* kubernetes, pkg/kubelet/cm/pod_container_manager_linux.go (GetPodContainerName) and qos_container_manager_linux.go: a
			 * Guaranteed pod has no folder of its class. containerd, internal/cri, getCgroupsPath: PARENT/ID, or through runc and systemd
			 * PARENT:cri-containerd:ID, which becomes cri-containerd-ID.scope. */
			new Shape("containerd, cgroupfs, guaranteed", Kind.POD, "/kubepods/pod{uid}/{id}"),
			new Shape("containerd, cgroupfs, burstable", Kind.POD, "/kubepods/burstable/pod{uid}/{id}"),
			new Shape("containerd, cgroupfs, best effort", Kind.POD, "/kubepods/besteffort/pod{uid}/{id}"),
			new Shape("containerd, cgroupfs, static pod", Kind.STATIC_POD, "/kubepods/burstable/pod{uid}/{id}"),
			new Shape("containerd, systemd, guaranteed", Kind.POD, "/kubepods.slice/kubepods-pod{sliced}.slice/cri-containerd-{id}.scope"),
			new Shape("containerd, systemd, burstable", Kind.POD, BURSTABLE_SLICE + "/cri-containerd-{id}.scope"),
			new Shape("containerd, systemd, best effort", Kind.POD,
					"/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod{sliced}.slice/cri-containerd-{id}.scope"),
			new Shape("containerd, systemd, static pod", Kind.STATIC_POD, BURSTABLE_SLICE + "/cri-containerd-{id}.scope"),
			new Shape("containerd that was not told of the kubelet's systemd", Kind.POD,
					"/system.slice/containerd.service/kubepods-burstable-pod{sliced}.slice:cri-containerd:{id}"),
			new Shape("a pod's own group", Kind.POD_ITSELF, "/kubepods/besteffort/pod{uid}"),
			new Shape("a systemd inside a pod", Kind.POD, "/kubepods/burstable/pod{uid}/{id}/system.slice/nginx.service"),

			/* cri-o, internal/config/cgmgr: systemd_linux.go (PARENT:crio:ID), cgroupfs_linux.go (PARENT/crio-ID); conmon beside it, as
			 * crio-conmon-ID. crun puts the processes into a folder "container" below (crun, src/libcrun/cgroup-systemd.c). */
			new Shape("CRI-O, systemd", Kind.POD, BURSTABLE_SLICE + "/crio-{id}.scope"),
			new Shape("CRI-O, systemd, crun", Kind.POD, BURSTABLE_SLICE + "/crio-{id}.scope/container"),
			new Shape("CRI-O's monitor, systemd", Kind.POD_ITSELF, BURSTABLE_SLICE + "/crio-conmon-{id}.scope"),
			new Shape("CRI-O's monitor outside of the pod", Kind.UNIT, "/system.slice/crio-conmon-{id}.scope"),
			new Shape("CRI-O, cgroupfs", Kind.POD, "/kubepods/burstable/pod{uid}/crio-{id}"),
			new Shape("CRI-O's monitor, cgroupfs", Kind.POD_ITSELF, "/kubepods/burstable/pod{uid}/crio-conmon-{id}"),
			new Shape("CRI-O without a pod", Kind.CRIO, "/crio/crio-{id}"),

			/* moby, daemon/oci_linux.go, WithCgroups: /docker/ID, or system.slice:docker:ID, rootless user.slice:docker:ID; cri-dockerd
			 * gives the kubelet's parent. */
			new Shape("Docker, cgroupfs", Kind.DOCKER, "/docker/{id}"),
			new Shape("Docker, systemd", Kind.DOCKER, "/system.slice/docker-{id}.scope"),
			new Shape("Docker, rootless", Kind.DOCKER, USER + "/user.slice/docker-{id}.scope"),
			new Shape("Docker in Docker", Kind.DOCKER, "/docker/{outer}/docker/{id}"),
			new Shape("a systemd inside Docker", Kind.DOCKER, "/docker/{id}/system.slice/nginx.service"),
			new Shape("Docker in a pod's parent", Kind.POD, BURSTABLE_SLICE + "/docker-{id}.scope"),

			/* podman, libpod/container_internal_common.go, getOCICgroupPath: machine.slice:libpod:ID, rootless user.slice:libpod:ID,
			 * /libpod_parent/libpod-ID, and with --cgroups=split (what Quadlet's units use) libpod-payload-ID in the unit. */
			new Shape("Podman, systemd", Kind.PODMAN, "/machine.slice/libpod-{id}.scope"),
			new Shape("Podman, systemd, crun", Kind.PODMAN, "/machine.slice/libpod-{id}.scope/container"),
			new Shape("Podman, in a pod of its own", Kind.PODMAN, "/machine.slice/machine-libpod_pod_{outer}.slice/libpod-{id}.scope"),
			new Shape("Podman, rootless", Kind.PODMAN, USER + "/user.slice/libpod-{id}.scope/container"),
			new Shape("Podman, cgroupfs", Kind.PODMAN, "/libpod_parent/libpod-{id}"),
			new Shape("Podman in a unit", Kind.UNIT, "/system.slice/nginx.service/libpod-payload-{id}"),

			/* nerdctl, pkg/cmd/container/run_cgroup_linux.go: system.slice:nerdctl:ID */
			new Shape("nerdctl, systemd", Kind.CONTAINERD, "/system.slice/nerdctl-{id}.scope"),

			/* k3s leaves the kubelet its root (k3s, pkg/cgroups/cgroups_linux.go), so that its pods are in /kubepods or /kubepods.slice;
			 * rootless it sees its unit as the root of all groups (pkg/rootless/rootless.go, EvacuateCgroup2). */
			new Shape("k3s, rootless", Kind.POD, USER + "/app.slice/k3s-rootless.service/kubepods/burstable/pod{uid}/{id}"),
			new Shape("k3s inside Docker (k3d)", Kind.POD, "/docker/{outer}/kubepods/besteffort/pod{uid}/{id}"),
			new Shape("k3s, its own processes", Kind.UNIT, "/system.slice/k3s.service"),

			/* kind, pkg/cluster/internal/kubeadm/config.go: cgroupRoot /kubelet; the node is a container, its tree below it. */
			new Shape("kind, Docker and cgroupfs", Kind.POD, "/docker/{outer}/kubelet/kubepods/besteffort/pod{uid}/{id}"),
			new Shape("kind, Docker and systemd", Kind.POD, "/docker/{outer}" + KIND_SLICE + "/cri-containerd-{id}.scope"),
			new Shape("kind, Docker by systemd", Kind.POD, "/system.slice/docker-{outer}.scope" + KIND_SLICE + "/cri-containerd-{id}.scope"),
			new Shape("kind, Podman", Kind.POD, "/machine.slice/libpod-{outer}.scope/container" + KIND_SLICE + "/cri-containerd-{id}.scope"),
			new Shape("a cluster inside a pod", Kind.POD,
					"/kubepods/burstable/pod00000000-0000-4000-8000-000000000000/{outer}/kubelet/kubepods/besteffort/pod{uid}/{id}"),

			new Shape("a service", Kind.UNIT, "/system.slice/nginx.service"),
			new Shape("a scope", Kind.UNIT, USER + "/app.slice/app-browser.scope"));

	/** One shape, made at one time. */
	private record Case(Shape shape, boolean early, int number) {
		String uid() {
			String seed = toString();
			return shape.kind == Kind.STATIC_POD ? hash("MD5", seed) : UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
		}

		String id() {
			return hash("SHA-256", toString());
		}

		String path() {
			return shape.path.replace("{uid}", uid()).replace("{sliced}", uid().replace('-', '_')).replace("{id}", id()).replace("{outer}",
					hash("SHA-256", "outer"));
		}

		boolean isPod() {
			return switch (shape.kind) {
			case POD, STATIC_POD, POD_ITSELF -> true;
			case DOCKER, PODMAN, CONTAINERD, CRIO, UNIT -> false;
			};
		}

		String podName() {
			return "pod-" + number;
		}

		Endpoint endpoint() {
			return switch (shape.kind) {
			case POD, STATIC_POD, POD_ITSELF -> new Endpoint.Pod("shop", podName(), uid());
			case DOCKER -> new Endpoint.Container("node", "docker", id());
			case PODMAN -> new Endpoint.Container("node", "podman", id());
			case CONTAINERD -> new Endpoint.Container("node", "containerd", id());
			case CRIO -> new Endpoint.Container("node", "cri-o", id());
			case UNIT -> new Endpoint.Unit("node", List.of(path().split("/")).reversed().stream()
					.filter(folder -> folder.endsWith(".service") || folder.endsWith(".scope")).findFirst().orElseThrow());
			};
		}

		Optional<String> container() {
			return switch (shape.kind) {
			case POD, STATIC_POD -> Optional.of(id());
			case POD_ITSELF, DOCKER, PODMAN, CONTAINERD, CRIO, UNIT -> Optional.empty();
			};
		}

		/** Where its client connects to: what its flow is found by. */
		String address() {
			return "127.1.0." + (number + 1);
		}

		boolean isOf(FlowKey key) {
			return key.networkNamespace() == NAMESPACE.id() && key.remote().map(InetAddress::getHostAddress).equals(Optional.of(address()));
		}

		@Override
		public String toString() {
			return shape.name + (early ? ", before the agent" : ", while it runs");
		}

		private static String hash(String algorithm, String of) {
			try {
				return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(of.getBytes(StandardCharsets.UTF_8)));
			} catch (NoSuchAlgorithmException e) {
				throw new IllegalStateException(e);
			}
		}
	}

	private record Found(List<Flow> flows, List<Optional<Party>> owners) {
	}

	private static final Map<Case, Found> FOUND = new HashMap<>();

	@Parameters(name = "{0}")
	public static Collection<Object> cases() {
		List<Object> cases = new ArrayList<>();
		for (boolean early : List.of(true, false)) {
			for (Shape shape : SHAPES) {
				cases.add(new Case(shape, early, cases.size()));
			}
		}
		return cases;
	}

	private final Case tried;

	public PathShapesTest(Object tried) {
		this.tried = (Case) tried;
	}

	@BeforeClass
	public static void connectFromEveryGroup() throws Exception {
		List<Case> cases = cases().stream().map(Case.class::cast).toList();
		Path pods = FOLDER.newFolder("pods").toPath();
		Map<Case, Path> groups = new HashMap<>();
		for (Case each : cases) {
			if (each.early) {
				groups.put(each, make(each, pods));
			}
		}
		try (var echo = new Echo(); var agent = new RunningAgent(FOLDER.getRoot().toPath(), pods)) {
			for (Case each : cases) {
				if (!each.early) {
					groups.put(each, make(each, pods));
				}
				try (var client = Client.in(groups.get(each), each.address(), echo.port())) {
					client.connect(1);
				}
			}
			agent.await(() -> cases.stream().allMatch(each -> found(agent, each).equals(List.of(Optional.of(each.endpoint())))));
			for (Case each : cases) {
				List<Flow> flows = agent.flows(Role.CLIENT, each::isOf);
				FOUND.put(each, new Found(flows, flows.stream().map(flow -> agent.owner(flow.key())).toList()));
			}
		}
	}

	@AfterClass
	public static void forget() {
		FOUND.clear();
	}

	private static List<Optional<Endpoint>> found(RunningAgent agent, Case of) {
		return agent.flows(Role.CLIENT, of::isOf).stream().filter(flow -> flow.counters().closed() > 0)
				.map(flow -> agent.owner(flow.key()).map(Party::endpoint)).toList();
	}

	private static Path make(Case of, Path pods) throws IOException {
		Path group = GROUPS.make(of.path());
		if (of.isPod()) {
			/* kubernetes, pkg/kubelet/kuberuntime/helpers.go, BuildPodLogsDirectory */
			Files.createDirectory(pods.resolve("shop_" + of.podName() + "_" + of.uid()));
		}
		return group;
	}

	@Test
	public void the_owner_of_a_socket_is_named_by_its_group() {
		Found found = FOUND.get(tried);
		assertEquals("flows", 1, found.flows.size());
		assertEquals("connections", 1, found.flows.getFirst().counters().opened());
		assertEquals("bytes", Client.LINE.length(), found.flows.getFirst().counters().bytesSent());
		Party owner = found.owners.getFirst().orElseThrow();
		assertEquals(tried.path(), tried.endpoint(), owner.endpoint());
		assertEquals("container", tried.container(), owner.container());
	}
}
