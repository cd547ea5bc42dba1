package org.cortexbrain.agent.identity;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.agent.identity.CgroupTree.Mount;
import org.cortexbrain.protocol.NodeDescription.Cgroups;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CgroupTreeTest {
	private static final String ROOT = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw";
	private static final String VERSION_2 = "31 23 0:27 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate";
	private static final String UNIFIED = "32 31 0:28 / /sys/fs/cgroup/unified rw,nosuid shared:10 - cgroup2 cgroup2 rw";
	private static final String VERSION_1 = "33 31 0:29 / /sys/fs/cgroup/memory rw,nosuid shared:11 - cgroup cgroup rw,memory";

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void version2IsFoundAloneBesideVersion1AndNotAtAll() {
		assertEquals(Optional.of(new Mount(Path.of("/sys/fs/cgroup"), Cgroups.V2)), CgroupTree.find(List.of(ROOT, VERSION_2)));
		assertEquals(Optional.of(new Mount(Path.of("/sys/fs/cgroup/unified"), Cgroups.HYBRID)), CgroupTree.find(List.of(ROOT, UNIFIED, VERSION_1)));
		assertEquals(Optional.of(new Mount(Path.of("/sys/fs/cgroup/unified"), Cgroups.HYBRID)), CgroupTree.find(List.of(ROOT, VERSION_1, UNIFIED)));
		assertEquals(Optional.empty(), CgroupTree.find(List.of(ROOT, VERSION_1)));
		assertEquals(Optional.empty(), CgroupTree.find(List.of()));
	}

	@Test
	public void aMountPointMayHaveSpacesAndFieldsMayBeMissing() {
		assertEquals(Optional.of(new Mount(Path.of("/mnt/my groups"), Cgroups.V2)),
				CgroupTree.find(List.of("31 23 0:27 / /mnt/my\\040groups rw - cgroup2 none rw")));
	}

	@Test
	public void everyGroupIsGivenWithItsPathAndInode() throws IOException {
		folder.newFolder("kubepods", "pod1");
		folder.newFolder("system.slice");
		Map<String, Long> given = new HashMap<>();
		new CgroupTree(folder.getRoot().toPath()).walk(given::put);
		Map<String, Long> expected = new HashMap<>();
		for (String path : List.of("", "kubepods", "kubepods/pod1", "system.slice")) {
			expected.put("/" + path, (Long) Files.getAttribute(folder.getRoot().toPath().resolve(path), "unix:ino"));
		}
		assertEquals(expected, given);
	}

	@Test
	public void aGroupsProgramIsNamedWhenThereIsOnlyOne() throws IOException {
		Path group = folder.newFolder("group").toPath();
		var tree = new CgroupTree(folder.getRoot().toPath());
		String self = Long.toString(ProcessHandle.current().pid());
		String name = Files.readString(Path.of("/proc/self/comm")).strip();
		Files.writeString(group.resolve("cgroup.procs"), self + "\n" + self + "\n");
		assertEquals(Optional.of(name), tree.onlyProgram("/group"));
		Files.writeString(group.resolve("cgroup.procs"), "");
		assertEquals(Optional.empty(), tree.onlyProgram("/group"));
		assertEquals("a group that is gone", Optional.empty(), tree.onlyProgram("/gone"));
	}
}
