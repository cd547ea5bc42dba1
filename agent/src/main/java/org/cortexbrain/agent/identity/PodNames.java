package org.cortexbrain.agent.identity;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The namespaces and names of a node's pods, from the folders that the kubelet makes for their logs: {@code NAMESPACE_NAME_UID}.
 *
 * <p>The folder is read again only when somebody asks for a UID that is not known. For one thread.
 */
public final class PodNames {
	/** Where the kubelet keeps them. */
	public static final Path DEFAULT_ROOT = Path.of("/var/log/pods");

	/** What a folder's name says. */
	public record PodName(String namespace, String name) {
	}

	private final Path root;
	private Map<String, PodName> byUid = Map.of();

	public PodNames(Path root) {
		this.root = root;
	}

	/** The name of a pod that has been read already. */
	public Optional<PodName> known(String uid) {
		return Optional.ofNullable(byUid.get(uid));
	}

	/** Reads the folder. A missing folder has no pods: a plain host has none. */
	public void read() throws IOException {
		Map<String, PodName> read = new HashMap<>();
		if (Files.isDirectory(root)) {
			try (var folders = Files.newDirectoryStream(root)) {
				for (Path folder : folders) {
					take(folder.getFileName().toString(), read);
				}
			} catch (DirectoryIteratorException e) {
				throw e.getCause();
			}
		}
		byUid = read;
	}

	/* Neither a namespace nor a UID has an underscore, and a name has none either: it is a DNS name. */
	private static void take(String folder, Map<String, PodName> into) {
		int first = folder.indexOf('_');
		int last = folder.lastIndexOf('_');
		if (first > 0 && last > first + 1 && last < folder.length() - 1) {
			into.put(folder.substring(last + 1), new PodName(folder.substring(0, first), folder.substring(first + 1, last)));
		}
	}
}
