package org.cortexbrain.kubeconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.cortexbrain.kubeconfig.internal.ConfigText;
import org.cortexbrain.kubeconfig.internal.FileTrouble;
import org.cortexbrain.kubeconfig.internal.Merged;
import org.cortexbrain.kubeconfig.internal.Resolver;

/**
 * What one or more kubeconfig files say together, by kubectl's rules (client-go, tools/clientcmd): of two entries of one name the one in
 * the earlier file counts, whole; files that do not exist are passed over; one file that cannot be read makes every context unusable.
 *
 * <p>Immutable: a changed file is read into a new one ({@link KubeconfigWatch}). Reading opens the files and nothing else; what they
 * refer to is opened by {@link #resolve}. Nothing is ever written.
 */
public final class Kubeconfig {
	private final Merged merged;
	private final List<Problem> problems;
	private final List<Path> missing;

	private Kubeconfig(Merged merged, List<Problem> problems, List<Path> missing) {
		this.merged = merged;
		this.problems = List.copyOf(problems);
		this.missing = List.copyOf(missing);
	}

	/** Reads the files now. What is wrong with them is in {@link #problems}. */
	public static Kubeconfig read(KubeconfigFiles files) {
		List<ConfigText> texts = new ArrayList<>();
		List<Problem> problems = new ArrayList<>();
		List<Path> missing = new ArrayList<>();
		for (Path path : files.paths()) {
			Place.Whole whole = new Place.Whole(path.toString());
			try {
				texts.add(ConfigText.read(Files.readAllBytes(path), path.toString(), folder(path), problems::add));
			} catch (NoSuchFileException _) {
				missing.add(path);
			} catch (IOException unreadable) {
				problems.add(FileTrouble.reading(whole, path, unreadable));
			}
		}
		if (files.named() && texts.isEmpty() && problems.isEmpty()) {
			problems.add(Problem.warning(new Place.Whole(KubeconfigFiles.VARIABLE),
					missing.isEmpty() ? "It names no file" : "None of the files that it names exists: " + missing,
					"Correct the variable, or add the file"));
		}
		return new Kubeconfig(Merged.of(texts), problems, missing);
	}

	/**
	 * Reads a text that is in no file, as somebody pastes it.
	 *
	 * @param name what to call the text in messages
	 * @param folder what relative paths in it are relative to
	 */
	public static Kubeconfig of(String text, String name, Path folder) {
		List<Problem> problems = new ArrayList<>();
		ConfigText read = ConfigText.read(text, name, folder.toAbsolutePath(), problems::add);
		return new Kubeconfig(Merged.of(List.of(read)), problems, List.of());
	}

	/** The context that is used when nobody names one; it may not exist. Empty if the files name none. */
	public Optional<String> currentContext() {
		return merged.currentContext().isEmpty() ? Optional.empty() : Optional.of(merged.currentContext());
	}

	/** All contexts, by name. */
	public List<Context> contexts() {
		return merged.contexts();
	}

	/** What is wrong or odd in the files themselves, in their order; with an error among them no context can be used. */
	public List<Problem> problems() {
		return problems;
	}

	/** Files that were named and do not exist. */
	public List<Path> missing() {
		return missing;
	}

	/**
	 * What it takes to connect to a context's cluster as its user. Opens the certificates, keys and token files that it names; neither
	 * connects nor runs a plug-in. May block on the file system.
	 *
	 * @param context the context's name
	 * @param environment variables by name, for the proxy
	 */
	public Resolution resolve(String context, Map<String, String> environment) {
		return resolve(context, environment, InstantSource.system());
	}

	/** As {@link #resolve(String, Map)}, with the clock that says when a token file is to be read again. */
	public Resolution resolve(String context, Map<String, String> environment, InstantSource clock) {
		Objects.requireNonNull(context);
		List<Problem> errors = problems.stream().filter(Problem::isError).toList();
		return errors.isEmpty() ? new Resolver(merged, environment, clock).resolve(context) : new Resolution.Refused(errors);
	}

	private static Path folder(Path file) {
		Path absolute = file.toAbsolutePath();
		Path parent = absolute.getParent();
		return parent == null ? absolute : parent;
	}
}
