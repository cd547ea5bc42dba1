package org.cortexbrain.agent.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Copies a jar without what a build leaves in it by chance: the times and the order of its entries. */
final class ReproducibleJar {
	/** The first instant that a zip file can hold. */
	private static final LocalDateTime MODIFIED = LocalDateTime.of(1980, 1, 1, 0, 0);

	private ReproducibleJar() {
	}

	static void copy(Path from, Path to) throws IOException {
		try (var jar = new ZipFile(from.toFile()); var out = new ZipOutputStream(Files.newOutputStream(to))) {
			/* A manifest that is not first is not seen by readers of streams. */
			var entries = jar.stream().filter(entry -> !entry.isDirectory())
					.sorted(Comparator.comparing((ZipEntry entry) -> !entry.getName().equals(JarFile.MANIFEST_NAME)).thenComparing(ZipEntry::getName))
					.toList();
			for (ZipEntry entry : entries) {
				byte[] content = jar.getInputStream(entry).readAllBytes();
				var copied = new ZipEntry(entry.getName());
				copied.setTimeLocal(MODIFIED);
				out.putNextEntry(copied);
				out.write(content);
			}
		}
	}
}
