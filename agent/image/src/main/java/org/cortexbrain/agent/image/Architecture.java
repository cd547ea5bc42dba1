package org.cortexbrain.agent.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A processor that an image is made for: its names in ELF files, in images, and in the folders of Debian's libraries. */
enum Architecture {
	AMD64(62, "amd64", "x86_64-linux-gnu"), ARM64(183, "arm64", "aarch64-linux-gnu");

	private final int machine;
	private final String image;
	private final String triplet;

	Architecture(int machine, String image, String triplet) {
		this.machine = machine;
		this.image = image;
		this.triplet = triplet;
	}

	/** As the OCI image specification writes it (the Go language's name). */
	String imageName() {
		return image;
	}

	/** The folder below {@code /lib} and {@code /usr/lib}. */
	String triplet() {
		return triplet;
	}

	boolean isOfThisMachine() {
		String here = System.getProperty("os.arch");
		return here.equals(image) || here.equals("aarch64") && this == ARM64;
	}

	/** That of a JDK, by its launcher. @throws ImageFault if there is none, or no image is made for it */
	static Architecture ofJdk(Path jdk) throws ImageFault {
		Path java = jdk.resolve("bin/java");
		try {
			int machine = ElfFile.read(java).machine();
			return Arrays.stream(values()).filter(each -> each.machine == machine).findFirst()
					.orElseThrow(() -> new ImageFault(ImageFault.USAGE, java + " is for a processor (ELF machine " + machine
							+ ") that no image is made for. Name a JDK for one of "
							+ Arrays.stream(values()).map(Architecture::imageName).collect(Collectors.joining(", "))));
		} catch (IOException e) {
			throw new ImageFault(ImageFault.MISSING, "no JDK for Linux in " + jdk + " (" + e.getMessage() + "). Name its folder, the one that has bin/java",
					e);
		}
	}
}
