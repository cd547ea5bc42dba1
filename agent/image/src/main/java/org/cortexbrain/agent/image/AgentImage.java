package org.cortexbrain.agent.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cortexbrain.agent.image.CapabilityLayer.Capability;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;

/** The agent's image: what lies where in it, who it runs as, and how it starts. */
final class AgentImage {
	/** The user and group that it runs as: nobody's on any node. */
	static final String USER = "65532:65532";
	/** What the agent needs; see docs/agent.md. */
	static final List<Capability> CAPABILITIES = List.of(Capability.BPF, Capability.PERFMON, Capability.NET_ADMIN);

	private static final String JAVA = "/opt/java";
	private static final String AGENT = "/opt/agent";
	private static final String PROGRAM = JAVA + "/bin/java";
	private static final String MAIN = "org.cortexbrain.agent.Main";
	private static final String LICENCES = "Apache-2.0 AND (GPL-2.0-only WITH Classpath-exception-2.0) AND LGPL-2.1-or-later AND Zlib AND (LGPL-2.1-only OR BSD-2-Clause)";
	private static final FilePermissions PROGRAM_MODE = FilePermissions.fromOctalString("755");
	private static final FilePermissions FILE_MODE = FilePermissions.fromOctalString("644");

	private final ImageRequest request;
	private final Path work;
	private final String version;
	private final Consumer<String> progress;

	/**
	 * @param work an empty folder for what lies between
	 * @param version the agent's
	 * @param progress told of each step
	 */
	AgentImage(ImageRequest request, Path work, String version, Consumer<String> progress) {
		this.request = request;
		this.work = work;
		this.version = version;
		this.progress = progress;
	}

	/** Makes everything that goes into it. */
	JibContainerBuilder build() throws IOException, ImageFault, InterruptedException {
		Architecture architecture = Architecture.ofJdk(request.jdk());
		List<Path> jars = stage();
		progress.accept("Linking a Java for " + architecture.imageName());
		JavaRuntime java = JavaRuntime.link(request.jdk(), jars, work.resolve("java"));
		SharedLibraries libraries = SharedLibraries.find(java.binaries(), List.of("libbpf.so.1"), List.of(request.jdk().resolve("lib/debian13")),
				request.libraries(), architecture);

		List<String> start = new ArrayList<>(List.of(PROGRAM, "@" + AGENT + "/java.options"));
		FileEntriesLayer.Builder agent = layer("agent");
		jars.forEach(jar -> add(agent, jar, AGENT + "/lib/" + jar.getFileName(), FILE_MODE));
		add(agent, request.licence(), "/usr/share/doc/cortexbrain/LICENSE", FILE_MODE);
		add(agent, work.resolve("agent/java.options"), AGENT + "/java.options", FILE_MODE);
		if (architecture.isOfThisMachine()) {
			progress.accept("Archiving the agent's classes");
			Path archive = work.resolve("agent/agent.jsa");
			java.archive(request.classes(), work.resolve("agent/java.options"), jars, archive);
			add(agent, archive, AGENT + "/agent.jsa", FILE_MODE);
			start.add("-XX:SharedArchiveFile=" + AGENT + "/agent.jsa");
		} else {
			progress.accept("No archive of classes: only a machine with " + architecture.imageName() + " can make it, so this image starts slower");
		}
		start.addAll(List.of("-cp", jars.stream().map(jar -> AGENT + "/lib/" + jar.getFileName()).collect(Collectors.joining(":")), MAIN));

		Path base = work.resolve("base.tar");
		CapabilityLayer.write(base, java.folder().resolve("bin/java"), PROGRAM, CAPABILITIES, architecture);
		return Jib.from(TarImage.at(base)).setFormat(ImageFormat.OCI).setCreationTime(Instant.EPOCH).addFileEntriesLayer(libraries(libraries))
				.addFileEntriesLayer(java(java, architecture)).addFileEntriesLayer(agent.build()).setUser(USER).setEntrypoint(start)
				/* libbpf's memory is given back from one arena, and from no other. */
				.setEnvironment(Map.of("MALLOC_ARENA_MAX", "1")).setLabels(labels());
	}

	/** Copies the jars, so that their times can be set, and the flags. Gives the jars in the order of the class path. */
	private List<Path> stage() throws IOException, ImageFault {
		Path lib = request.agent().resolve("lib");
		if (!Files.isDirectory(lib) || !Files.isRegularFile(request.agent().resolve("java.options"))) {
			throw new ImageFault(ImageFault.MISSING, "there is no built agent in " + request.agent() + ". Start \"cortexbrain build\"");
		}
		Files.createDirectories(work.resolve("agent/lib"));
		Files.copy(request.agent().resolve("java.options"), work.resolve("agent/java.options"));
		List<Path> staged = new ArrayList<>();
		try (Stream<Path> jars = Files.list(lib)) {
			for (Path jar : (Iterable<Path>) jars.filter(each -> each.toString().endsWith(".jar")).sorted()::iterator) {
				Path copy = work.resolve("agent/lib").resolve(jar.getFileName());
				ReproducibleJar.copy(jar, copy);
				staged.add(copy);
			}
		}
		return staged;
	}

	private FileEntriesLayer libraries(SharedLibraries libraries) throws IOException {
		FileEntriesLayer.Builder layer = layer("libraries");
		libraries.files().forEach((path, file) -> add(layer, file, path, PROGRAM_MODE));
		libraries.licences().forEach((path, file) -> add(layer, file, path, FILE_MODE));
		add(layer, written("passwd", "cortexbrain:x:65532:65532:CortexBrain agent:/:/sbin/nologin\n"), "/etc/passwd", FILE_MODE);
		add(layer, written("group", "cortexbrain:x:65532:\n"), "/etc/group", FILE_MODE);
		return layer.build();
	}

	/*
	 * A program with capabilities of its own runs in the loader's secure mode, which does not search beside the program: the library that the
	 * launcher needs lies with the system's, too. What the JVM loads later, it loads by whole paths.
	 */
	private FileEntriesLayer java(JavaRuntime java, Architecture architecture) throws IOException {
		FileEntriesLayer.Builder layer = layer("java");
		for (Path file : java.files()) {
			String path = JAVA + "/" + java.folder().relativize(file);
			if (!path.equals(PROGRAM)) {
				add(layer, file, path, Files.isExecutable(file) ? PROGRAM_MODE : FILE_MODE);
			}
		}
		java.launcherLibrary().ifPresent(file -> add(layer, file, "/lib/" + architecture.triplet() + "/" + file.getFileName(), PROGRAM_MODE));
		return layer.build();
	}

	private Map<String, String> labels() {
		/* In a fixed order: it is part of the digest. */
		Map<String, String> labels = new TreeMap<>();
		labels.put("org.opencontainers.image.title", "CortexBrain node agent");
		labels.put("org.opencontainers.image.version", version);
		labels.put("org.opencontainers.image.licenses", LICENCES);
		labels.put("org.cortexbrain.capabilities", CAPABILITIES.stream().map(Enum::name).collect(Collectors.joining(",")));
		return labels;
	}

	/** What the pod must give, for a person who writes it. */
	static String podRequirements() {
		return """
				# The agent's image runs as a user other than root, with the capabilities of its program alone. The pod must allow these, and
				# allowPrivilegeEscalation must be true: it is what lets a program have capabilities that its user has not.
				securityContext:
				  runAsNonRoot: true
				  allowPrivilegeEscalation: true
				  readOnlyRootFilesystem: true
				  seccompProfile: {type: RuntimeDefault}
				  capabilities:
				    drop: [ALL]
				    add: [%s]
				""".formatted(CAPABILITIES.stream().map(Enum::name).collect(Collectors.joining(", ")));
	}

	private Path written(String name, String content) throws IOException {
		return Files.writeString(work.resolve(name), content);
	}

	private static FileEntriesLayer.Builder layer(String name) {
		return FileEntriesLayer.builder().setName(name);
	}

	private static void add(FileEntriesLayer.Builder layer, Path file, String path, FilePermissions mode) {
		layer.addEntry(new FileEntry(file, AbsoluteUnixPath.get(path), mode, JavaRuntime.MODIFIED, "0:0"));
	}
}
