package org.cortexbrain.kubeconfig;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Each folder of {@code cases} is a good or a bad kubeconfig with what kubectl made of it ({@code record-kubectl}): the same server,
 * user, namespace and headers here, or both refuse. Three answers of kubectl count as a refusal here: it asks a person at its terminal,
 * it falls back to {@code http://localhost:8080}, and what {@code differs.txt} gives a reason for.
 */
@RunWith(Parameterized.class)
public final class KubectlTableTest {
	static final Path CASES = Path.of("src", "test", "resources", "cases");
	private static final String FALL_BACK = "url http://localhost:8080/";
	private static final String ASKS = "asks ";
	private static final String REFUSES = "refuses ";

	private final Path folder;
	private final List<String> answer;
	private final Kubeconfig config;
	private final Resolution resolution;

	public KubectlTableTest(String name) throws IOException {
		folder = CASES.resolve(name);
		answer = Files.readAllLines(folder.resolve("kubectl.txt"));
		config = Kubeconfig.read(files(folder));
		resolution = config.resolve(config.currentContext().orElse(""), Map.of());
	}

	@Parameters(name = "{0}")
	public static List<String> names() throws IOException {
		try (Stream<Path> folders = Files.list(CASES)) {
			return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	public void doesWhatKubectlDoes() throws Exception {
		String first = answer.getFirst();
		boolean stricter = Files.exists(folder.resolve("differs.txt"));
		switch (resolution) {
		case Resolution.Refused refused -> assertTrue("kubectl: " + answer + ", here: " + refused.problems(),
				stricter || first.startsWith(REFUSES) || first.startsWith(ASKS) || first.equals(FALL_BACK));
		case Resolution.Usable(Access access, List<Problem> _) when first.startsWith(ASKS) -> {
			assertTrue(access.credentials() instanceof Credentials.None);
			assertTrue(access.identity() instanceof ClientIdentity.None);
		}
		case Resolution.Usable(Access access, List<Problem> _) -> {
			assertFalse("refused by kubectl: " + first, first.startsWith(REFUSES));
			assertFalse("no longer differs", stricter);
			assertEquals(withoutLogin(answer), said(access));
		}
		}
	}

	@Test
	public void everyRefusalNamesAPlaceAndARemedy() {
		if (resolution instanceof Resolution.Refused(List<Problem> problems)) {
			assertTrue(problems.stream().anyMatch(Problem::isError));
			for (Problem problem : problems) {
				assertFalse(problem.toString(), problem.place().source().isBlank() || problem.what().isBlank() || problem.remedy().isBlank());
				assertFalse(problem.toString(), problem.what().endsWith(".") || problem.remedy().endsWith("."));
			}
		}
	}

	@Test
	public void showsNoSecret() throws IOException {
		List<String> shown = new ArrayList<>(List.of(resolution.toString(), config.toString(), config.contexts().toString(),
				config.problems().toString()));
		if (resolution instanceof Resolution.Usable(Access access, List<Problem> _)) {
			shown.add(access.credentials().toString());
			shown.add(access.identity().toString());
		}
		for (String secret : secrets(folder)) {
			for (String text : shown) {
				assertFalse(text, text.contains(secret));
			}
		}
	}

	static KubeconfigFiles files(Path folder) throws IOException {
		List<Path> files = new ArrayList<>();
		Path variable = folder.resolve("KUBECONFIG");
		String names = Files.exists(variable) ? Files.readString(variable).strip() : "config";
		for (String name : names.split(":")) {
			if (!name.isEmpty()) {
				files.add(folder.resolve(name));
			}
		}
		return new KubeconfigFiles(files, true);
	}

	/** What all secrets of the table look like. */
	private static List<String> secrets(Path folder) throws IOException {
		List<String> secrets = new ArrayList<>(List.of("sesame", ":word", "password=word", "PRIVATE KEY-----"));
		try (Stream<Path> files = Files.list(folder)) {
			for (Path file : files.filter(path -> path.getFileName().toString().equals("config")).toList()) {
				new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().map(String::strip)
						.filter(line -> line.startsWith("client-key-data: ")).map(line -> line.substring(line.length() - 40)).forEach(secrets::add);
			}
		}
		return secrets;
	}

	/** kubectl logs a user name and password of the URL; here they are credentials, and no part of the server. */
	private static List<String> withoutLogin(List<String> lines) {
		List<String> without = new ArrayList<>();
		for (String line : lines) {
			if (line.startsWith("url ") && line.contains("@")) {
				without.add(line.replaceFirst("//.*@", "//"));
			} else {
				without.add(line);
			}
		}
		return without;
	}

	private static List<String> told(ExecPlugin plugin) throws CredentialException, InterruptedException {
		RecordingConsole console = new RecordingConsole(new PluginConsole.Input.Unavailable("this is a test"));
		new PluginCredentials(() -> Map.of("PATH", "/usr/bin:/bin"), console, PluginCredentials.USUAL_LIMIT, InstantSource.system()).current(plugin);
		return console.shown().lines().filter(line -> line.startsWith("exec-info ")).toList();
	}

	/** The request that this access makes, in the words of {@code record-kubectl}. */
	private static List<String> said(Access access) throws CredentialException, InterruptedException {
		String url = access.server().toString();
		List<String> lines = new ArrayList<>(List.of("url " + (url.endsWith("/") ? url : url + "/"), "user " + access.userName(),
				"namespace " + access.namespace()));
		switch (access.credentials()) {
		case Credentials.None _ -> {
			// no header
		}
		case Credentials.FromPlugin(ExecPlugin plugin) -> {
			// kubectl adds the header after it has logged the request; a plug-in of the table may print what it was told
			lines.addAll(told(plugin));
		}
		case Credentials.Token _, Credentials.RotatingToken _ -> lines.add("header Authorization: Bearer <masked>");
		case Credentials.Basic _ -> lines.add("header Authorization: Basic <masked>");
		}
		Impersonation impersonation = access.impersonation();
		List<String> headers = new ArrayList<>();
		new TreeMap<>(impersonation.extra()).forEach((key, values) -> values.forEach(value -> headers.add("header Impersonate-Extra-" + key
				+ ": " + value)));
		impersonation.groups().forEach(group -> headers.add("header Impersonate-Group: " + group));
		if (!impersonation.uid().isEmpty()) {
			headers.add("header Impersonate-Uid: " + impersonation.uid());
		}
		if (!impersonation.isNobody()) {
			headers.add("header Impersonate-User: " + impersonation.user());
		}
		lines.addAll(headers);
		return lines;
	}
}
