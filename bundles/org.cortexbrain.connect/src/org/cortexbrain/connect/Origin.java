package org.cortexbrain.connect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.cortexbrain.kubeconfig.KubeconfigFiles;
import org.cortexbrain.kubeconfig.Secret;

/** Where a kubeconfig comes from. */
public sealed interface Origin {
	/** Tells origins apart, the same after a restart but for what was pasted; holds no credential. */
	String key();

	/** What a person calls it. */
	String name();

	/** The files that kubectl reads when nobody names one; several are merged. */
	record Usual(KubeconfigFiles files) implements Origin {
		/** The key of all of them: a context is found again where KUBECONFIG has changed. */
		public static final String KEY = "usual";

		public Usual {
			Objects.requireNonNull(files);
		}

		@Override
		public String key() {
			return KEY;
		}

		@Override
		public String name() {
			String paths = files.paths().stream().map(Path::toString).collect(Collectors.joining(", "));
			return files.named() ? "$" + KubeconfigFiles.VARIABLE + ": " + paths : paths;
		}
	}

	/** A file that a person has added. */
	record InFile(Path file) implements Origin {
		private static final String PREFIX = "file:";

		/** @param file is made absolute */
		public InFile {
			file = file.toAbsolutePath().normalize();
		}

		@Override
		public String key() {
			return PREFIX + file;
		}

		@Override
		public String name() {
			return file.toString();
		}

		KubeconfigFiles files() {
			return new KubeconfigFiles(List.of(file), false);
		}
	}

	/**
	 * A text that a person has pasted. It is kept in memory alone, since it may hold credentials.
	 *
	 * @param number tells pasted texts apart, from 1
	 */
	record Pasted(int number, Secret text) implements Origin {
		private static final String PREFIX = "pasted:";

		public Pasted {
			Objects.requireNonNull(text);
		}

		@Override
		public String key() {
			return PREFIX + number;
		}

		@Override
		public String name() {
			return "Pasted text " + number;
		}

		/** Whether this key is that of a pasted text, which nobody finds again after a restart. */
		public static boolean isKey(String key) {
			return key.startsWith(PREFIX);
		}

		/**
		 * Writes the text into a new file that only its owner may read, so that it is there after a restart.
		 *
		 * @throws java.nio.file.FileAlreadyExistsException if there is such a file: nothing is written over
		 */
		public InFile saveTo(Path file) throws IOException {
			FileAttribute<?>[] ownerOnly = FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
					? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
					: new FileAttribute<?>[0];
			try (var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
				var bytes = ByteBuffer.wrap(text.reveal().getBytes(StandardCharsets.UTF_8));
				while (bytes.hasRemaining()) {
					channel.write(bytes);
				}
			}
			return new InFile(file);
		}
	}
}
