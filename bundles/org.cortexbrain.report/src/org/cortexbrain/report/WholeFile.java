package org.cortexbrain.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file whole or not at all: beside its place first, then into it. An older file is replaced, or stays if writing fails. */
final class WholeFile {
	interface Content {
		void writeTo(OutputStream out) throws IOException;
	}

	private WholeFile() {
	}

	static void write(Path file, Content content) throws IOException {
		Path folder = file.toAbsolutePath().getParent();
		Path part = folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
		try {
			try (OutputStream out = Files.newOutputStream(part)) {
				content.writeTo(out);
			}
			try {
				Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			} catch (AtomicMoveNotSupportedException e) {
				Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
			}
		} finally {
			Files.deleteIfExists(part);
		}
	}
}
