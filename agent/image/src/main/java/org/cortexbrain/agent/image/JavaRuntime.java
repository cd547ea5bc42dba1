package org.cortexbrain.agent.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A Java of the modules that the agent needs and no more, with an archive of the agent's classes, so that it starts with them ready. */
final class JavaRuntime {
	/** Files' time everywhere in the image. The archive of classes remembers those of the class path, and is refused if they differ. */
	static final Instant MODIFIED = Instant.ofEpochSecond(1);

	/** For people and builds, not for a node. */
	private static final List<String> LEFT_OUT = List.of("bin/jwebserver", "bin/keytool", "lib/jexec", "lib/jspawnhelper", "lib/jrt-fs.jar",
			"lib/classlist");
	private static final long DUMP_SECONDS = 120;

	private final Path folder;

	private JavaRuntime(Path folder) {
		this.folder = folder;
	}

	/** Where it lies. */
	Path folder() {
		return folder;
	}

	/**
	 * Links it.
	 *
	 * @param jdk for the image's processor; that of this machine, or one whose modules are in {@code jmods}
	 * @param jars the agent's class path
	 * @param folder does not exist yet
	 */
	static JavaRuntime link(Path jdk, List<Path> jars, Path folder) throws IOException, ImageFault {
		List<String> options = new ArrayList<>(List.of("--add-modules", modules(jars), "--strip-java-debug-attributes", "--no-header-files", "--no-man-pages",
				"--compress", "zip-9", "--output", folder.toString()));
		if (Files.isDirectory(jdk.resolve("jmods"))) {
			options.addAll(List.of("--module-path", jdk.resolve("jmods").toString()));
		} else if (!Files.isSameFile(jdk, Path.of(System.getProperty("java.home")))) {
			throw new ImageFault(ImageFault.MISSING, "the JDK " + jdk + " has no folder jmods, from which a Java for another processor is linked."
					+ " Name one that has it");
		}
		tool("jlink", options);
		for (String each : LEFT_OUT) {
			Files.deleteIfExists(folder.resolve(each));
		}
		setTimes(folder);
		return new JavaRuntime(folder);
	}

	/** The modules that the jars use, with commas, as jdeps finds them. */
	private static String modules(List<Path> jars) throws ImageFault {
		List<String> options = new ArrayList<>(List.of("--multi-release", String.valueOf(Runtime.version().feature()), "--ignore-missing-deps",
				"--print-module-deps"));
		jars.forEach(jar -> options.add(jar.toString()));
		return tool("jdeps", options).lines().filter(line -> line.startsWith("java.base")).reduce((_, last) -> last)
				.orElseThrow(() -> new ImageFault(ImageFault.FAILED, "jdeps names no modules for " + jars));
	}

	private static String tool(String name, List<String> options) throws ImageFault {
		ToolProvider tool = ToolProvider.findFirst(name)
				.orElseThrow(() -> new ImageFault(ImageFault.MISSING, "this Java has no " + name + ". Start with a JDK, not a runtime"));
		var out = new StringWriter();
		if (tool.run(new PrintWriter(out), new PrintWriter(out), options.toArray(String[]::new)) != 0) {
			throw new ImageFault(ImageFault.FAILED, name + " failed: " + out.toString().strip());
		}
		return out.toString();
	}

	/**
	 * Writes an archive of the classes in a list, with the same flags as the agent runs with.
	 *
	 * @param options a file of the JVM's flags
	 * @param jars the class path, in the order in which the agent has it; all in one folder. The archive holds their paths as they are
	 *        given to the JVM, so they are given without what is above that folder; what begins all paths may differ later
	 * @throws ImageFault with what the JVM says
	 */
	void archive(Path classes, Path options, List<Path> jars, Path archive) throws IOException, ImageFault, InterruptedException {
		for (Path jar : jars) {
			Files.setLastModifiedTime(jar, FileTime.from(MODIFIED));
		}
		Path lib = jars.getFirst().getParent();
		Path log = archive.resolveSibling(archive.getFileName() + ".log");
		Process dump = new ProcessBuilder(folder.resolve("bin/java").toString(), "@" + options, "-Xshare:dump", "-Xlog:disable", "-Xlog:all=error",
				"-XX:SharedClassListFile=" + classes.toAbsolutePath(), "-XX:SharedArchiveFile=" + archive, "-cp",
				String.join(":", jars.stream().map(jar -> lib.getFileName() + "/" + jar.getFileName()).toList())).directory(lib.getParent().toFile())
				.redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			if (!dump.waitFor(DUMP_SECONDS, TimeUnit.SECONDS) || dump.exitValue() != 0 || !Files.isRegularFile(archive)) {
				throw new ImageFault(ImageFault.FAILED, "the archive of classes was not made: " + Files.readString(log).strip());
			}
		} finally {
			dump.destroyForcibly();
		}
	}

	/** Its programs and libraries. */
	List<Path> binaries() throws IOException {
		List<Path> found = new ArrayList<>();
		for (Path file : files()) {
			if (ElfFile.isElf(file)) {
				found.add(file);
			}
		}
		return found;
	}

	/** All its files, in a fixed order. */
	List<Path> files() throws IOException {
		try (Stream<Path> tree = Files.walk(folder)) {
			return tree.filter(Files::isRegularFile).sorted().toList();
		}
	}

	/** The library that the launcher loads. */
	Optional<Path> launcherLibrary() {
		return Optional.of(folder.resolve("lib/libjli.so")).filter(Files::isRegularFile);
	}

	private static void setTimes(Path folder) throws IOException {
		try (Stream<Path> tree = Files.walk(folder)) {
			for (Path each : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
				Files.setLastModifiedTime(each, FileTime.from(MODIFIED));
			}
		}
	}
}
