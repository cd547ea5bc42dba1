package org.cortexbrain.report;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Observation;
import org.cortexbrain.model.Workload;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class MeshJsonTest {
	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private static String written(Mesh mesh) throws IOException {
		var out = new ByteArrayOutputStream();
		MeshJson.write(mesh, out);
		return out.toString(StandardCharsets.UTF_8);
	}

	@Test
	public void theMeshOfVersion1IsWrittenAsItsGoldenFileSays() throws IOException {
		byte[] golden = MeshJsonTest.class.getResourceAsStream("/v1/mesh.json").readAllBytes();
		assertEquals(new String(golden, StandardCharsets.UTF_8), written(Meshes.mesh()));
	}

	@Test
	public void whatAClusterTellsIsWrittenWithItsName() throws IOException {
		var cluster = Optional.of("kind");
		var service = new Endpoint.Service(cluster, "data", "db", "uid-service");
		Endpoint cart = Meshes.CART.in("kind");
		Endpoint db = Meshes.DB.in("kind");
		var one = new Observation(Meshes.COUNTERS, Optional.empty());
		var edge = new Edge(new Edge.Key(cart, service, 5432), Optional.of(one), Optional.of(one), Map.of(db, one));
		var mesh = new Mesh(Instant.EPOCH, List.of(cart, service, db, new Endpoint.ControlPlane(cluster), new Endpoint.Network(cluster, "office"),
				new Endpoint.Node(cluster, "n1")), List.of(edge), Map.of(),
				Map.of(cart.id(), new Workload(cluster, Optional.of("shop"), Workload.Kind.CRON_JOB, "nightly")));
		String written = written(mesh).replaceAll("\\s", "");
		for (String part : List.of("\"id\":\"service/kind/uid-service\",\"name\":\"db\",\"cluster\":\"kind\",\"kind\":\"service\",\"namespace\":\"data\",\"uid\":\"uid-service\"",
				"\"workload\":\"nightly\",\"workloadKind\":\"cron_job\"", "\"kind\":\"control_plane\"", "\"name\":\"office\",\"cluster\":\"kind\",\"kind\":\"network\"",
				"\"kind\":\"node\",\"node\":\"n1\"", "\"backends\":[{\"endpoint\":\"pod/kind/uid-db\",\"server\":{\"opened\":3,")) {
			assertTrue(part + " is not in " + written, written.contains(part));
		}
	}

	@Test
	public void anEmptyMeshIsWrittenWhole() throws IOException {
		assertEquals("{\"version\":1,\"at\":\"1970-01-01T00:00:00Z\",\"endpoints\":[],\"edges\":[],\"losses\":{}}",
				written(Mesh.EMPTY).replaceAll("\\s", ""));
	}

	@Test
	public void aFileIsReplacedWholeAndNothingElseIsLeft() throws IOException {
		Path file = folder.getRoot().toPath().resolve("mesh.json");
		Files.writeString(file, "older");
		MeshJson.write(Meshes.mesh(), file);
		assertEquals(written(Meshes.mesh()), Files.readString(file));
		assertArrayEquals(new String[] { "mesh.json" }, folder.getRoot().list());
	}

	@Test
	public void aFileThatCannotBeFinishedLeavesTheOlderOne() throws IOException {
		Path file = folder.getRoot().toPath().resolve("mesh.json");
		Files.writeString(file, "older");
		assertThrows(IOException.class, () -> WholeFile.write(file, out -> {
			out.write('{');
			throw new IOException("the disk is full");
		}));
		assertEquals("older", Files.readString(file));
		assertArrayEquals(new String[] { "mesh.json" }, folder.getRoot().list());
	}

	@Test
	public void aFolderThatIsNotThereIsNamed() {
		Path file = folder.getRoot().toPath().resolve("missing/mesh.json");
		var refused = assertThrows(NoSuchFileException.class, () -> MeshJson.write(Mesh.EMPTY, file));
		assertEquals(file.getParent(), Path.of(refused.getFile()).getParent());
	}
}
