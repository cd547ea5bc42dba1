package org.cortexbrain.cli;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What commands print, compared with files in src/test/resources/golden. With the system property golden.write they are written anew, to be
 * looked at.
 */
final class Golden {
	private static final Path FOLDER = Path.of("src/test/resources/golden");

	private Golden() {
	}

	static void assertPrinted(String name, String printed) throws IOException {
		if (System.getProperty("golden.write") != null) {
			Files.createDirectories(FOLDER);
			Files.writeString(FOLDER.resolve(name), printed);
			return;
		}
		try (var file = Golden.class.getResourceAsStream("/golden/" + name)) {
			assertEquals(name, file == null ? "there is no such file" : new String(file.readAllBytes(), StandardCharsets.UTF_8), printed);
		}
	}
}
