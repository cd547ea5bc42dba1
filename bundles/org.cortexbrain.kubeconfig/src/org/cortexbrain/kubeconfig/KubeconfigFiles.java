package org.cortexbrain.kubeconfig;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which files are read, in the order in which the first wins.
 *
 * @param paths as the user gave them, absolute or relative to the working folder; may be empty, may name files that do not exist
 * @param named whether the user named them, by KUBECONFIG or otherwise; if not, it is the usual file, and it may well be missing
 */
public record KubeconfigFiles(List<Path> paths, boolean named) {
	/** The environment variable that names the files. */
	public static final String VARIABLE = "KUBECONFIG";

	public KubeconfigFiles {
		paths = List.copyOf(new LinkedHashSet<>(paths));
	}

	/**
	 * The files that kubectl would read: those of {@code KUBECONFIG}, or {@code .kube/config} in the user's folder.
	 *
	 * @param environment variables by name
	 * @param home the user's folder
	 */
	public static KubeconfigFiles of(Map<String, String> environment, Path home) {
		Objects.requireNonNull(home);
		String variable = environment.getOrDefault(VARIABLE, "");
		if (variable.isEmpty()) {
			return new KubeconfigFiles(List.of(home.resolve(".kube").resolve("config")), false);
		}
		List<Path> paths = new ArrayList<>();
		for (String name : variable.split(Pattern.quote(File.pathSeparator))) {
			try {
				if (!name.isEmpty()) {
					paths.add(Path.of(name));
				}
			} catch (InvalidPathException _) {
				// a name that cannot be a file's names a file that is not there, and missing files are passed over
				continue;
			}
		}
		return new KubeconfigFiles(paths, true);
	}
}
