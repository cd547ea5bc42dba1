package org.cortexbrain.agent.identity;

import static org.junit.Assert.assertEquals;

import java.util.Optional;

import org.cortexbrain.agent.identity.CgroupOwner.Container;
import org.cortexbrain.agent.identity.CgroupOwner.Pod;
import org.cortexbrain.agent.identity.CgroupOwner.Processes;
import org.cortexbrain.agent.identity.CgroupOwner.Unit;
import org.junit.Test;

public class CgroupOwnerTest {
	private static final String UID = "0f3c8b1e-9d2a-4c5f-8e7b-1a2b3c4d5e6f";
	private static final String SLICED = UID.replace('-', '_');
	private static final String STATIC = "0123456789abcdef0123456789abcdef";
	private static final String ID = "a1".repeat(32);
	private static final String OUTER = "b2".repeat(32);

	private static void check(CgroupOwner expected, String... paths) {
		for (String path : paths) {
			assertEquals(path, expected, CgroupOwner.of(path));
		}
	}

	@Test
	public void aContainerOfAPodIsFoundUnderTheCgroupfsDriver() {
		check(new Pod(UID, Optional.of(ID)), //
				"/kubepods/pod" + UID + "/" + ID, //
				"/kubepods/burstable/pod" + UID + "/" + ID, //
				"/kubepods/besteffort/pod" + UID + "/" + ID, //
				"/kubepods/burstable/pod" + UID + "/crio-" + ID);
		check(new Pod(STATIC, Optional.of(ID)), "/kubepods/burstable/pod" + STATIC + "/" + ID);
	}

	@Test
	public void aContainerOfAPodIsFoundUnderTheSystemdDriver() {
		String pod = "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + SLICED + ".slice/";
		check(new Pod(UID, Optional.of(ID)), pod + "cri-containerd-" + ID + ".scope", pod + "crio-" + ID + ".scope", pod + "docker-" + ID + ".scope",
				"/kubepods.slice/kubepods-pod" + SLICED + ".slice/cri-containerd-" + ID + ".scope",
				"/system.slice/containerd.service/kubepods-besteffort-pod" + SLICED + ".slice:cri-containerd:" + ID);
		check(new Pod(STATIC, Optional.of(ID)),
				"/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + STATIC + ".slice/cri-containerd-" + ID + ".scope");
	}

	@Test
	public void aClusterInsideContainersIsReadFromItsInnermostPod() {
		check(new Pod(UID, Optional.of(ID)), //
				"/docker/" + OUTER + "/kubelet/kubepods/besteffort/pod" + UID + "/" + ID, //
				"/system.slice/docker-" + OUTER + ".scope/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-besteffort.slice/kubelet-kubepods-besteffort-pod"
						+ SLICED + ".slice/cri-containerd-" + ID + ".scope",
				"/machine.slice/libpod-" + OUTER + ".scope/kubepods/pod" + UID + "/" + ID);
	}

	@Test
	public void whatAContainerOfAPodMakesInsideItselfIsThePods() {
		check(new Pod(UID, Optional.of(ID)), //
				"/kubepods/burstable/pod" + UID + "/" + ID + "/system.slice/nginx.service", //
				"/kubepods/burstable/pod" + UID + "/" + ID + "/docker/" + OUTER, //
				"/kubepods.slice/kubepods-pod" + SLICED + ".slice/crio-" + ID + ".scope/container");
	}

	@Test
	public void whatAContainerMakesInsideItselfIsTheContainers() {
		check(new Container("docker", ID), //
				"/docker/" + ID + "/init.scope", //
				"/docker/" + ID + "/system.slice/kubelet.service", //
				"/system.slice/docker-" + ID + ".scope/system.slice/containerd.service");
		check(new Container("docker", ID), "/docker/" + OUTER + "/docker/" + ID);
	}

	@Test
	public void aPodsOwnGroupHasNoContainer() {
		check(new Pod(UID, Optional.empty()), //
				"/kubepods/burstable/pod" + UID, //
				"/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + SLICED + ".slice",
				"/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + SLICED + ".slice/crio-conmon-" + ID + ".scope", //
				"/kubepods/burstable/pod" + UID + "/crio-conmon-" + ID);
	}

	@Test
	public void aContainerThatNoPodOwnsIsNamedByItsRuntime() {
		check(new Container("docker", ID), "/docker/" + ID, "/system.slice/docker-" + ID + ".scope");
		check(new Container("podman", ID), "/machine.slice/libpod-" + ID + ".scope", "/machine.slice/libpod-" + ID + ".scope/container",
				"/libpod_parent/libpod-" + ID, //
				"/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + ID + ".scope/container");
		check(new Container("containerd", ID), "/system.slice/nerdctl-" + ID + ".scope");
		check(new Container("cri-o", ID), "/system.slice/crio-" + ID + ".scope", "/crio/crio-" + ID);
		check(new Container("unknown", ID), "/elsewhere/" + ID);
	}

	@Test
	public void aUnitOfSystemdIsNamedAsSystemdDoes() {
		check(new Unit("nginx.service"), "/system.slice/nginx.service", "/system.slice/nginx.service/worker",
				"/system.slice/nginx.service/libpod-payload-" + ID);
		check(new Unit("getty@tty1.service"), "/system.slice/system-getty.slice/getty@tty1.service");
		check(new Unit("app-firefox.scope"), "/user.slice/user-1000.slice/user@1000.service/app.slice/app-firefox.scope");
	}

	@Test
	public void everythingElseAreProcesses() {
		check(new Processes("/"), "/", "");
		check(new Processes("/user.slice"), "/user.slice");
		check(new Processes("/podcast/pod" + UID), "/podcast/pod" + UID);
		check(new Processes("/kubepods/burstable"), "/kubepods/burstable");
		check(new Processes("/kubepods/podcast"), "/kubepods/podcast");
	}
}
