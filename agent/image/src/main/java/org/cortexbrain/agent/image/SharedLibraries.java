package org.cortexbrain.agent.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The libraries that programs load from the system: what they need, what these need in turn, and the loader; each with the licence text of
 * its Debian package.
 *
 * @param files by the path in the image, {@code /lib/x86_64-linux-gnu/libc.so.6}; the loader is where programs look for it
 * @param licences licence texts by their path in the image
 */
record SharedLibraries(SortedMap<String, Path> files, SortedMap<String, Path> licences) {
	/** Which Debian packages may own a library whose name begins so. */
	private enum Owner {
		BPF("libbpf1", "libbpf.so."), ELF("libelf1|libelf1t64", "libelf.so."), Z("zlib1g", "libz.so."), ZSTD("libzstd1", "libzstd.so."),
		GCC("libgcc-s1", "libgcc_s.so."), CXX("libstdc++6", "libstdc++.so."),
		C("libc6", "libc.so.", "libm.so.", "libdl.so.", "libpthread.so.", "librt.so.", "ld-linux");

		private final List<String> packages;
		private final List<String> beginnings;

		Owner(String packages, String... beginnings) {
			this.packages = List.of(packages.split("\\|"));
			this.beginnings = List.of(beginnings);
		}

		static Optional<Owner> of(String library) {
			return Stream.of(values()).filter(each -> each.beginnings.stream().anyMatch(library::startsWith)).findFirst();
		}
	}

	/**
	 * Finds them.
	 *
	 * @param programs the ELF files that must run
	 * @param loaded names of libraries that are loaded later by name, {@code libbpf.so.1}
	 * @param first folders of libraries that count before the system's
	 * @param root the root of a Debian system for this processor: {@code /}, or where its packages were unpacked
	 * @throws ImageFault naming the library that was not found, or whose licence was not
	 */
	static SharedLibraries find(Collection<Path> programs, Collection<String> loaded, List<Path> first, Path root, Architecture architecture)
			throws IOException, ImageFault {
		List<Path> folders = new ArrayList<>(first);
		for (String folder : List.of("lib/", "usr/lib/")) {
			folders.add(root.resolve(folder + architecture.triplet()));
		}
		SortedMap<String, Path> files = new TreeMap<>();
		Deque<String> wanted = new ArrayDeque<>(loaded);
		Set<String> seen = new HashSet<>();
		for (Path program : programs) {
			seen.add(program.getFileName().toString());
			wanted.addAll(ElfFile.read(program).needed());
			ElfFile.read(program).interpreter().ifPresent(wanted::add);
		}
		while (!wanted.isEmpty()) {
			String name = wanted.remove();
			if (!seen.add(name)) {
				continue;
			}
			/* A loader is named by its whole path, and again without one by the C library; programs look for it at the first. */
			String plain = name.substring(name.lastIndexOf('/') + 1);
			Path file = locate(plain, folders, architecture);
			wanted.addAll(ElfFile.read(file).needed());
			files.put(name.startsWith("/") ? name : "/lib/" + architecture.triplet() + "/" + plain, file);
		}
		String loader = "/lib/" + architecture.triplet() + "/ld-linux";
		files.keySet().removeIf(path -> path.startsWith(loader));
		return new SharedLibraries(files, licences(files.keySet(), root));
	}

	private static Path locate(String name, List<Path> folders, Architecture architecture) throws IOException, ImageFault {
		Optional<Path> found = folders.stream().map(folder -> folder.resolve(name)).filter(Files::isRegularFile).findFirst();
		if (found.isEmpty()) {
			throw new ImageFault(ImageFault.MISSING, "the library " + name + " for " + architecture.imageName() + " is in none of " + folders
					+ ". Install Debian's package " + Owner.of(name).map(owner -> owner.packages.getFirst()).orElse("that has it")
					+ ", or name with --libraries a folder in which the packages for " + architecture.imageName() + " were unpacked");
		}
		return found.get().toRealPath();
	}

	private static SortedMap<String, Path> licences(Collection<String> paths, Path root) throws ImageFault {
		SortedMap<String, Path> licences = new TreeMap<>();
		for (String path : paths) {
			String library = path.substring(path.lastIndexOf('/') + 1);
			Owner owner = Owner.of(library).orElseThrow(() -> new ImageFault(ImageFault.MISSING, "the runtime needs the library " + library
					+ ", whose licence is not known here. Use another JDK, or add its package to SharedLibraries"));
			String found = owner.packages.stream().filter(each -> Files.isRegularFile(copyright(root, each))).findFirst()
					.orElseThrow(() -> new ImageFault(ImageFault.MISSING, "no licence text " + copyright(root, owner.packages.getFirst()) + " for "
							+ library + ", and no image is made without. Install Debian's package again with its documentation"));
			licences.put("/usr/share/doc/" + found + "/copyright", copyright(root, found));
		}
		return licences;
	}

	private static Path copyright(Path root, String name) {
		return root.resolve("usr/share/doc/" + name + "/copyright");
	}
}
