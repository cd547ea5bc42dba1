package org.cortexbrain.graph.internal.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that is there as a whole or not at all: it is written beside its place and moved there when it is complete. */
public final class WholeFile {
	/** What fills the file. */
	public interface Content {
		void to(OutputStream out) throws IOException;
	}

	private WholeFile() {
	}

	/** Writes or replaces a file; what a link points at is replaced, not the link. */
	public static void write(Path file, Content content) throws IOException {
		Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
		/* Not by createTempFile: that one gives rights to the owner alone, and these would stay. */
		Path beside = place.resolveSibling("." + UUID.randomUUID() + ".part");
		try {
			try (var out = new BufferedOutputStream(Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 1 << 16)) {
				content.to(out);
			}
			move(beside, place);
		} finally {
			Files.deleteIfExists(beside);
		}
	}

	private static void move(Path beside, Path place) throws IOException {
		try {
			Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		} catch (AtomicMoveNotSupportedException _) {
			/* Some network file systems: the new file is complete all the same. */
			Files.move(beside, place, StandardCopyOption.REPLACE_EXISTING);
		}
	}
}
