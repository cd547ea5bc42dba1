package org.cortexbrain.report;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.cortexbrain.model.Mesh;
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
