package org.cortexbrain.telemetry;

import static org.cortexbrain.telemetry.internal.Node.client;
import static org.cortexbrain.telemetry.internal.Node.pod;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.telemetry.internal.Node;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RecordedMeshesTest {
	private static final FlowKey FAST = client(1, "10.0.0.1", "192.0.2.1", 80);
	private static final FlowKey SLOW = client(2, "10.0.0.2", "192.0.2.2", 80);

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	private final List<Mesh> meshes = new ArrayList<>();
	private Path file;

	/** One agent tells each second and one each second time, of a connection more each time. */
	@Before
	public void record() throws Exception {
		file = folder.getRoot().toPath().resolve("two.cortex");
		Node fast = new Node("fast").party(1, pod("cart"));
		Node slow = new Node("slow").party(2, pod("store"));
		Instant now = Instant.parse("2026-11-24T08:00:00Z");
		try (RecordingWriter writer = RecordingWriter.create(file, false)) {
			writer.hello("fast", fast.description());
			writer.hello("slow", slow.description());
			for (int second = 0; second < 6; second++) {
				writer.sample("fast", fast.count(FAST, 1, 10, 10).sample(), now.plusSeconds(second));
				if (second % 2 == 0) {
					writer.sample("slow", slow.count(SLOW, 1, 10, 10).pass(Duration.ofSeconds(1)).sample(), now.plusSeconds(second));
				}
			}
		}
	}

	private List<Long> opened(int port, String target) {
		return meshes.stream().map(mesh -> mesh.edges().stream().filter(edge -> edge.key().port() == port && edge.key().target().name()
				.equals(target)).findFirst()
				.map(Edge::observation).map(side -> side.total().opened()).orElse(0L)).distinct().toList();
	}

	@Test
	public void eachSampleIsInAMeshAndNoneInTwo() {
		assertEquals(new SourceState.Ended(""), RecordedMeshes.play(file, meshes::add));
		assertEquals(6, meshes.size());
		assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), opened(80, "192.0.2.1"));
		assertEquals(List.of(1L, 2L, 3L), opened(80, "192.0.2.2"));
	}

	@Test
	public void itEndsWhenNoMoreAreWanted() {
		RecordedMeshes.play(file, mesh -> {
			meshes.add(mesh);
			return meshes.size() < 2;
		});
		assertEquals(2, meshes.size());
	}

	@Test
	public void whatIsNotThereIsSaid() {
		SourceState last = RecordedMeshes.play(Path.of("/nowhere.cortex"), meshes::add);
		assertTrue(last.toString(), last instanceof SourceState.Failed);
		assertEquals(List.of(), meshes);
	}
}
