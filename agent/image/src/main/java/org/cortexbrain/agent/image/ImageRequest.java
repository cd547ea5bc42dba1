package org.cortexbrain.agent.image;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;

/**
 * What image is wanted.
 *
 * @param agent the folder of a built agent: its jars in {@code lib}, and {@code java.options}
 * @param jdk a JDK for the image's processor
 * @param libraries the root of the Debian system that the libraries are taken from
 * @param classes the list of classes that are archived
 * @param licence the licence of the agent
 * @param name the image's name and tag; where it is pushed to, if it is
 * @param tar the file to write; empty: the image is pushed
 * @param insecure whether the registry may speak HTTP, or show a certificate that nobody knows
 */
record ImageRequest(Path agent, Path jdk, Path libraries, Path classes, Path licence, ImageReference name,
		Optional<Path> tar, boolean insecure) {
	/** Reads options; {@code cortexbrain image --help} explains them. @throws ImageFault with the option, its value and the remedy */
	static ImageRequest parse(List<String> arguments, String version) throws ImageFault {
		Deque<String> rest = new ArrayDeque<>(arguments);
		Path agent = Path.of("agent/target/agent");
		Path licence = Path.of("LICENSE");
		Path jdk = Path.of(System.getProperty("java.home"));
		Path libraries = Path.of("/");
		Path classes = Path.of("agent/image/agent.classes");
		Optional<String> name = Optional.empty();
		Optional<String> push = Optional.empty();
		Optional<Path> tar = Optional.empty();
		boolean insecure = false;
		while (!rest.isEmpty()) {
			String option = rest.remove();
			switch (option) {
			case "--tar" -> tar = Optional.of(Path.of(value(option, rest)));
			case "--push" -> push = Optional.of(value(option, rest));
			case "--name" -> name = Optional.of(value(option, rest));
			case "--insecure" -> insecure = true;
			case "--jdk" -> jdk = Path.of(value(option, rest)).toAbsolutePath();
			case "--libraries" -> libraries = Path.of(value(option, rest)).toAbsolutePath();
			case "--agent" -> agent = Path.of(value(option, rest));
			case "--licence" -> licence = Path.of(value(option, rest));
			case "--classes" -> classes = Path.of(value(option, rest));
			default -> throw usage("there is no option \"" + option + "\"");
			}
		}
		if (tar.isPresent() == push.isPresent()) {
			throw usage("name either a file (--tar FILE) or a place in a registry (--push REFERENCE)");
		}
		if (push.isPresent() && name.isPresent()) {
			throw usage("--name is for --tar; --push has the name already");
		}
		if (tar.isPresent() && insecure) {
			throw usage("--insecure is for --push; a file needs no registry");
		}
		String wanted = push.isPresent() ? push.get() : name.orElse("localhost/cortexbrain/agent:" + tag(version));
		ImageReference reference = reference(wanted);
		/* containerd takes the name in an archive as it stands, and a kubelet asks for the one with the host. */
		if (tar.isPresent() && !reference.toString().startsWith(reference.getRegistry() + "/")) {
			throw usage("the name \"" + wanted + "\" has no host of its own, so a kubelet would not find the image that was loaded under it."
					+ " Begin it with one: localhost/" + wanted);
		}
		return new ImageRequest(agent, jdk, libraries, classes, licence, reference, tar, insecure);
	}

	/* A tag has no "+" and is at most 128 characters. */
	private static String tag(String version) {
		return version.replaceAll("[^A-Za-z0-9_.-]", "-").toLowerCase(Locale.ROOT);
	}

	private static ImageReference reference(String text) throws ImageFault {
		try {
			return ImageReference.parse(text);
		} catch (InvalidImageReferenceException e) {
			throw new ImageFault(ImageFault.USAGE, "\"" + text + "\" is no image reference. Write it as HOST[:PORT]/NAME:TAG, in small letters:"
					+ " registry.example.org/team/cortexbrain-agent:0.1", e);
		}
	}

	private static String value(String option, Deque<String> rest) throws ImageFault {
		if (rest.isEmpty() || rest.peek().startsWith("--")) {
			throw usage("the option " + option + " lacks its value");
		}
		return rest.remove();
	}

	private static ImageFault usage(String what) {
		return new ImageFault(ImageFault.USAGE, what + ". See cortexbrain image --help");
	}
}
