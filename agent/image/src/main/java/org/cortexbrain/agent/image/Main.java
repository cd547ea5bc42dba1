package org.cortexbrain.agent.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;

/** Makes the agent's image: options in, exit codes and what was made out. */
public final class Main {
	private Main() {
	}

	public static void main(String[] arguments) throws InterruptedException {
		try {
			make(Arrays.asList(arguments));
		} catch (ImageFault fault) {
			tell("cortexbrain image: " + fault.getMessage());
			System.exit(fault.exitCode());
		} catch (IOException | CacheDirectoryCreationException e) {
			tell("cortexbrain image: " + e + ". Is there room on the disk?");
			System.exit(ImageFault.FAILED);
		}
		System.exit(0);
	}

	private static void make(List<String> options) throws ImageFault, IOException, CacheDirectoryCreationException, InterruptedException {
		String version = version();
		ImageRequest request = ImageRequest.parse(options, version);
		Path work = Files.createTempDirectory("cortexbrain-image-");
		try {
			var builder = new AgentImage(request, work, version, step -> tell("==> " + step)).build();
			tell("==> " + request.tar().map(file -> "Writing " + file).orElse("Pushing " + request.name()));
			JibContainer made = containerize(builder, containerizer(request, work), request);
			System.out.println("digest " + made.getDigest());
			System.out.println("name " + request.name());
			if (request.tar().isPresent()) {
				Path file = request.tar().get();
				Path beside = file.resolveSibling(file.getFileName() + ".pod.yaml");
				Files.writeString(beside, AgentImage.podRequirements());
				System.out.println("size " + Files.size(file) + " bytes");
				tell("What its pod must give is in " + beside);
			} else {
				System.out.print(AgentImage.podRequirements());
			}
		} finally {
			delete(work);
		}
	}

	private static Containerizer containerizer(ImageRequest request, Path work) throws ImageFault, IOException {
		Containerizer to;
		if (request.tar().isPresent()) {
			Path folder = request.tar().get().toAbsolutePath().getParent();
			if (!Files.isDirectory(folder)) {
				throw new ImageFault(ImageFault.USAGE, "there is no folder " + folder + " for the file of --tar. Make it first");
			}
			to = Containerizer.to(TarImage.at(request.tar().get()).named(request.name()));
		} else {
			var credentials = CredentialRetrieverFactory.forImage(request.name(), Main::log);
			to = Containerizer.to(RegistryImage.named(request.name()).addCredentialRetriever(credentials.dockerConfig(dockerConfig()))
					.addCredentialRetriever(credentials.wellKnownCredentialHelpers()));
		}
		return to.setBaseImageLayersCache(Files.createDirectory(work.resolve("base-cache")))
				.setApplicationLayersCache(Files.createDirectory(work.resolve("layer-cache"))).setToolName("cortexbrain").setToolVersion(version())
				.setAllowInsecureRegistries(request.insecure()).addEventHandler(LogEvent.class, Main::log);
	}

	/* Where "docker login" leaves them; Jib itself looks in the home folder alone. */
	private static Path dockerConfig() {
		return Optional.ofNullable(System.getenv("DOCKER_CONFIG")).map(Path::of).orElse(Path.of(System.getProperty("user.home"), ".docker"))
				.resolve("config.json");
	}

	private static JibContainer containerize(JibContainerBuilder builder, Containerizer to, ImageRequest request)
			throws ImageFault, IOException, CacheDirectoryCreationException, InterruptedException {
		try {
			return builder.containerize(to);
		} catch (RegistryUnauthorizedException e) {
			throw new ImageFault(ImageFault.FAILED, "the registry of " + request.name() + " does not let you push (" + cause(e)
					+ "). Log in with \"docker login\" or write its credentials into ~/.docker/config.json, and see that your account may push there", e);
		} catch (RegistryException | ExecutionException | IOException e) {
			throw new ImageFault(ImageFault.FAILED, request.tar().map(file -> file + " was not written: ").orElse(request.name() + " was not pushed: ")
					+ cause(e), e);
		}
	}

	/* An HTTP client's message holds the page, too: the first line says enough. */
	private static String cause(Throwable e) {
		Throwable root = e;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return Optional.ofNullable(root.getMessage()).flatMap(text -> text.lines().findFirst()).orElse(root.toString());
	}

	/* Jib's own words where something is not as it should be, without the colours; never its requests, which hold credentials. */
	private static void log(LogEvent event) {
		if (event.getLevel() == LogEvent.Level.ERROR || event.getLevel() == LogEvent.Level.WARN) {
			tell("    " + event.getMessage().replaceAll("\u001b\\[[0-9;]*m", ""));
		}
	}

	private static String version() {
		return Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("development");
	}

	private static void delete(Path folder) throws IOException {
		try (Stream<Path> tree = Files.walk(folder)) {
			for (Path each : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
				Files.delete(each);
			}
		}
	}

	private static void tell(String line) {
		System.err.println(line);
	}
}
