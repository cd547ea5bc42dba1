package org.cortexbrain.agent.identity;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a control group says of its owner.
 *
 * <p>The shapes are those that kubelet, containerd, CRI-O, Docker, Podman and systemd make, with the cgroupfs and the systemd driver.
 * Where they are nested (a cluster inside containers), the innermost one counts: it is the closest owner. But what a pod or a container
 * makes inside itself is its own: a systemd in there has the same names for its units as the host's.
 */
public sealed interface CgroupOwner {
	/** A pod, by its UID as the API writes it; with the container's id, unless this is the pod's own group. */
	record Pod(String uid, Optional<String> containerId) implements CgroupOwner {
	}

	/** A container that no pod owns. */
	record Container(String runtime, String containerId) implements CgroupOwner {
	}

	/** A service or scope of systemd. */
	record Unit(String name) implements CgroupOwner {
	}

	/** None of these: ordinary processes. */
	record Processes(String path) implements CgroupOwner {
	}

	/*
	 * The kubelet's cgroupfs driver: .../kubepods/burstable/pod<uid>/<container> (kubernetes, pkg/kubelet/cm/pod_container_manager_linux.go).
	 * A static pod's UID is a hash without dashes.
	 */
	Pattern CGROUPFS_POD = Pattern.compile("pod([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32})");
	/*
	 * Its systemd driver: [kubelet-]kubepods-burstable-pod<uid with underscores>.slice (cgroup_manager_linux.go, ToSystemd), and what
	 * containerd makes of that name where it was not told of systemd (containerd, internal/cri, getCgroupsPath).
	 */
	Pattern SYSTEMD_POD = Pattern.compile("(?:.+-)?kubepods(?:-[a-z]+)?-pod([0-9a-f_]{32,36})\\.slice(?::cri-containerd:([0-9a-f]{64}))?");
	/*
	 * runc and crun make PREFIX-ID.scope through systemd. CRI-O and Podman keep their prefix without it as well: crio-<id>
	 * (cri-o, internal/config/cgmgr/cgmgr_linux.go, containerCgroupPath), /libpod_parent/libpod-<id>.
	 */
	Pattern CONTAINER_FOLDER = Pattern.compile("(cri-containerd|crio|docker|libpod|nerdctl)-([0-9a-f]{64})(?:\\.scope)?");
	Pattern CONTAINER_ID = Pattern.compile("[0-9a-f]{64}");
	Pattern UNIT = Pattern.compile(".+\\.(?:service|scope)");

	/** Reads a path, {@code /kubepods/burstable/pod.../...}, from the root of the hierarchy. */
	static CgroupOwner of(String path) {
		String[] segments = path.split("/");
		for (int i = segments.length - 1; i >= 0; i--) {
			String segment = segments[i];
			Matcher pod = SYSTEMD_POD.matcher(segment);
			if (pod.matches()) {
				String uid = pod.group(1).replace('_', '-');
				return new Pod(uid, Optional.ofNullable(pod.group(2)).or(() -> containerBelow(path)));
			}
			pod = CGROUPFS_POD.matcher(segment);
			if (pod.matches() && i > 0 && path.contains("kubepods")) {
				return new Pod(pod.group(1), i + 1 < segments.length ? container(segments[i + 1]) : Optional.empty());
			}
			Optional<CgroupOwner> owner = container(segments, i);
			if (owner.isPresent() && !insidePod(segments, i)) {
				return owner.get();
			}
			if (UNIT.matcher(segment).matches() && !insideContainer(segments, i) && !insidePod(segments, i)) {
				return new Unit(segment);
			}
		}
		return new Processes(path.isEmpty() ? "/" : path);
	}

	private static boolean insidePod(String[] segments, int end) {
		for (int i = 0; i < end; i++) {
			if (SYSTEMD_POD.matcher(segments[i]).matches() || CGROUPFS_POD.matcher(segments[i]).matches()) {
				return true;
			}
		}
		return false;
	}

	private static boolean insideContainer(String[] segments, int end) {
		for (int i = 0; i < end; i++) {
			if (container(segments, i).isPresent()) {
				return true;
			}
		}
		return false;
	}

	private static Optional<String> containerBelow(String path) {
		String[] segments = path.split("/");
		for (int i = segments.length - 1; i > 0; i--) {
			if (SYSTEMD_POD.matcher(segments[i]).matches()) {
				return i + 1 < segments.length ? container(segments[i + 1]) : Optional.empty();
			}
		}
		return Optional.empty();
	}

	/** The id in the name of a container's own folder. CRI-O's monitor (crio-conmon-...) is part of the pod, not of a container. */
	private static Optional<String> container(String segment) {
		if (CONTAINER_ID.matcher(segment).matches()) {
			return Optional.of(segment);
		}
		Matcher folder = CONTAINER_FOLDER.matcher(segment);
		return folder.matches() ? Optional.of(folder.group(2)) : Optional.empty();
	}

	private static Optional<CgroupOwner> container(String[] segments, int i) {
		Matcher folder = CONTAINER_FOLDER.matcher(segments[i]);
		if (folder.matches()) {
			return Optional.of(new Container(switch (folder.group(1)) {
			case "cri-containerd", "nerdctl" -> "containerd";
			case "crio" -> "cri-o";
			case "libpod" -> "podman";
			default -> folder.group(1);
			}, folder.group(2)));
		}
		if (CONTAINER_ID.matcher(segments[i]).matches() && i > 0) {
			return Optional.of(new Container(segments[i - 1].equals("docker") ? "docker" : "unknown", segments[i]));
		}
		return Optional.empty();
	}
}
