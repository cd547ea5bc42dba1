package org.cortexbrain.kubeconfig;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public final class PluginCredentialsTest {
	private static final Path PKI = Path.of("src", "test", "resources", "pki");
	private static final Duration LONG = Duration.ofMinutes(1);
	private static final PluginConsole.Input NOBODY = new PluginConsole.Input.Unavailable("the test has no keyboard");

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	@Rule
	public final Timeout timeout = new Timeout(2, TimeUnit.MINUTES);

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
	private final InstantSource clock = now::get;
	private final RecordingConsole console = new RecordingConsole(NOBODY);
	private final Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/bin:/bin"));
	private Path counter;

	@Before
	public void countRuns() {
		counter = folder.getRoot().toPath().resolve("runs");
	}

	@Test
	public void givesTheTokenThatThePluginWrites() throws Exception {
		PluginCredential credential = current(plugin(answering("\"token\":\"sesame\"")));
		assertEquals("sesame", credential.token().reveal());
		assertEquals(Instant.MAX, credential.expiresAt());
		assertTrue(credential.identity() instanceof ClientIdentity.None);
	}

	@Test
	public void givesTheCertificateThatThePluginWrites() throws Exception {
		PluginCredential credential = current(plugin(answering(pair("ec.crt", "ec-sec1.key"))));
		ClientIdentity.Certificate identity = (ClientIdentity.Certificate) credential.identity();
		assertEquals("O=testers,CN=ec", identity.load().certificates().getFirst().getSubjectX500Principal().getName());
		assertTrue(credential.token().isEmpty());
	}

	@Test
	public void runsThePluginThatStandsBesideItsKubeconfig() throws Exception {
		for (String name : List.of("exec-v1", "exec-v1beta1")) {
			Kubeconfig config = Kubeconfig.read(KubectlTableTest.files(KubectlTableTest.CASES.resolve(name)));
			Resolution.Usable usable = (Resolution.Usable) config.resolve("here", environment);
			assertEquals("sesame", current(((Credentials.FromPlugin) usable.access().credentials()).plugin()).token().reveal());
		}
	}

	@Test
	public void keepsACredentialUntilItExpires() throws Exception {
		ExecPlugin plugin = plugin(answering("\"token\":\"sesame\",\"expirationTimestamp\":\"2026-11-23T14:00:00+01:00\""));
		PluginCredentials credentials = credentials(LONG);
		PluginCredential first = credentials.current(plugin);
		now.set(Instant.parse("2026-11-23T13:00:00Z"));
		assertSame(first, credentials.current(plugin));
		now.set(Instant.parse("2026-11-23T13:00:01Z"));
		assertNotSame(first, credentials.current(plugin));
		assertEquals(2, runs());
	}

	@Test
	public void runsAgainWhenTheServerHasRefused() throws Exception {
		ExecPlugin plugin = plugin(answering("\"token\":\"sesame\""));
		PluginCredentials credentials = credentials(LONG);
		PluginCredential refused = credentials.current(plugin);
		PluginCredential renewed = credentials.renewed(plugin, refused);
		assertNotSame(refused, renewed);
		assertEquals(2, runs());
	}

	@Test
	public void runsOnceForAllWhoseCredentialWasRefused() throws Exception {
		ExecPlugin plugin = plugin(answering("\"token\":\"sesame\""));
		PluginCredentials credentials = credentials(LONG);
		PluginCredential refused = credentials.current(plugin);
		PluginCredential renewed = credentials.renewed(plugin, refused);
		assertSame(renewed, credentials.renewed(plugin, refused));
		assertEquals(2, runs());
	}

	@Test
	public void sharesACredentialAmongEqualPlugins() throws Exception {
		Path program = answering("\"token\":\"sesame\"");
		PluginCredentials credentials = credentials(LONG);
		assertSame(credentials.current(plugin(program)), credentials.current(plugin(program)));
		assertEquals(1, runs());
	}

	@Test
	public void sharesNoCredentialBetweenClustersThatThePluginIsToldOf() throws Exception {
		Path program = answering("\"token\":\"sesame\"");
		PluginCredentials credentials = credentials(LONG);
		credentials.current(told(program, "https://one"));
		credentials.current(told(program, "https://two"));
		assertEquals(2, runs());
	}

	@Test
	public void tellsThePluginOfTheClusterAndItsExtension() throws Exception {
		Path program = script("echo \"$KUBERNETES_EXEC_INFO\" >&2", answer("\"token\":\"sesame\""));
		current(told(program, "https://one"));
		assertEquals("{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"spec\":{\"cluster\":{\"server\":\"https://one\","
				+ "\"tls-server-name\":\"api\",\"certificate-authority-data\":\"UEVN\",\"config\":{\"audience\":\"x\"}},\"interactive\":false}}\n",
				console.shown());
	}

	@Test
	public void tellsThePluginNothingOfTheClusterUnlessItAsks() throws Exception {
		current(plugin(script("echo \"$KUBERNETES_EXEC_INFO\" >&2", answer("\"token\":\"sesame\""))));
		assertEquals("{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"spec\":{\"interactive\":false}}\n",
				console.shown());
	}

	@Test
	public void showsStandardErrorWhileThePluginRuns() throws Exception {
		Path go = folder.getRoot().toPath().resolve("go");
		Path program = script("printf 'Open https://login and enter ABCD: ' >&2", "while [ ! -e " + go + " ]; do sleep 0.02; done",
				answer("\"token\":\"sesame\""));
		CompletableFuture<PluginCredential> running = CompletableFuture.supplyAsync(() -> {
			try {
				return current(plugin(program));
			} catch (CredentialException | InterruptedException failed) {
				throw new IllegalStateException(failed);
			}
		});
		console.await("enter ABCD: ");
		assertFalse(running.isDone());
		Files.createFile(go);
		assertEquals("sesame", running.get().token().reveal());
	}

	@Test
	public void makesControlCharactersOfThePluginVisible() throws Exception {
		current(plugin(script("printf '\\033[31mred\\n' >&2", answer("\"token\":\"sesame\""))));
		assertEquals("U+001B[31mred\n", console.shown());
	}

	@Test
	public void findsThePluginInTheGivenPath() throws Exception {
		Path program = answering("\"token\":\"sesame\"");
		environment.put("PATH", "relative:/nowhere:" + program.getParent() + ":/usr/bin:/bin");
		assertEquals("sesame", current(plugin(program.getFileName().toString(), ExecPlugin.InteractiveMode.NEVER, Map.of())).token().reveal());
	}

	@Test
	public void givesThePluginTheVariablesOfItsEntry() throws Exception {
		Path program = script("printf %s \"$REGION\" >&2", answer("\"token\":\"sesame\""));
		environment.put("REGION", "nowhere");
		current(plugin(program.toString(), ExecPlugin.InteractiveMode.NEVER, Map.of("REGION", new Secret("eu-west-1"))));
		assertEquals("eu-west-1", console.shown());
	}

	@Test
	public void saysHowToInstallAPluginThatIsMissing() {
		Problem problem = problem(plugin("no-such-plugin", ExecPlugin.InteractiveMode.NEVER, Map.of()));
		assertEquals("The exec plug-in \"no-such-plugin\" is in no folder of PATH (/usr/bin:/bin)", problem.what());
		assertEquals("Install it from example.org", problem.remedy());
		assertEquals("config:7:9", problem.place().toString());
	}

	@Test
	public void saysThatAPluginMayNotBeRun() throws Exception {
		Path program = answering("\"token\":\"sesame\"");
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rw-r--r--"));
		assertTrue(problem(plugin(program)).what().contains("may not be run"));
	}

	@Test
	public void saysWithWhatThePluginEnded() throws Exception {
		assertTrue(problem(plugin(script("echo '{\"secret\":\"sesame\"}'", "exit 3"))).what().endsWith("ended with 3"));
	}

	@Test
	public void refusesDamagedJsonWithItsPlace() throws Exception {
		Problem problem = problem(plugin(script("echo 'Welcome!'", "echo '{\"kind\": \"ExecCredential\", \"token\": \"sesame'")));
		assertTrue(problem.toString(), problem.place().toString().startsWith("output of plugin:2:"));
		assertTrue(problem.toString(), problem.what().endsWith("is no JSON"));
	}

	@Test
	public void refusesAnotherVersionThanItAskedFor() throws Exception {
		Problem problem = problem(plugin(script(answer("\"token\":\"sesame\"").replace("k8s.io/v1", "k8s.io/v1beta1"))));
		assertTrue(problem.toString(), problem.what().contains("client.authentication.k8s.io/v1beta1"));
	}

	@Test
	public void refusesAnAnswerWithoutStatus() throws Exception {
		Path program = script("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\"}'");
		assertTrue(problem(plugin(program)).what().contains("no status"));
	}

	@Test
	public void refusesNeitherTokenNorCertificate() throws Exception {
		assertTrue(problem(plugin(answering("\"token\":\"\""))).what().contains("neither a token nor a certificate"));
	}

	@Test
	public void refusesACertificateWithoutItsKey() throws Exception {
		assertTrue(problem(plugin(answering("\"clientCertificateData\":\"x\""))).what().contains("certificate without its key"));
	}

	@Test
	public void refusesACertificateOfAnotherKey() throws Exception {
		assertTrue(problem(plugin(answering(pair("ec.crt", "rsa-pkcs8.key")))).what().contains("does not belong to"));
	}

	@Test
	public void refusesATokenThatNoHeaderCanCarry() throws Exception {
		assertTrue(problem(plugin(answering("\"token\":\"ses\\name\""))).what().contains("no HTTP header"));
	}

	@Test
	public void refusesATimeThatIsNone() throws Exception {
		assertTrue(problem(plugin(answering("\"token\":\"sesame\",\"expirationTimestamp\":\"tomorrow\""))).what().contains("RFC 3339"));
	}

	@Test
	public void refusesATokenThatIsNoText() throws Exception {
		assertTrue(problem(plugin(answering("\"token\":17"))).what().contains("must be a text"));
	}

	@Test
	public void refusesAnEndlessAnswer() throws Exception {
		assertTrue(problem(plugin(script("head -c 3000000 /dev/zero | tr '\\0' x"))).what().contains("more than 1 MiB"));
	}

	@Test
	public void givesWhatSomebodyTypesToAnInteractivePlugin() throws Exception {
		Path program = script("read -r word", "echo \"$KUBERNETES_EXEC_INFO\" >&2",
				"printf '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{\"token\":\"%s\"}}' \"$word\"");
		RecordingConsole keyboard = new RecordingConsole(
				new PluginConsole.Input.Typed(new ByteArrayInputStream("typed\n".getBytes(StandardCharsets.UTF_8))));
		PluginCredentials credentials = new PluginCredentials(() -> environment, keyboard, LONG, clock);
		assertEquals("typed", credentials.current(plugin(program.toString(), ExecPlugin.InteractiveMode.ALWAYS, Map.of())).token().reveal());
		assertTrue(keyboard.shown(), keyboard.shown().contains("\"interactive\":true"));
	}

	@Test
	public void runsWithoutInputWhenNobodyCanAnswerAndItNeedNot() throws Exception {
		Path program = script("read -r word || echo 'nothing to read' >&2", answer("\"token\":\"sesame\""));
		current(plugin(program.toString(), ExecPlugin.InteractiveMode.IF_AVAILABLE, Map.of()));
		assertEquals("nothing to read\n", console.shown());
	}

	@Test
	public void saysWhyAPluginThatMustAskCannot() throws Exception {
		Path program = answering("\"token\":\"sesame\"");
		Problem problem = problem(plugin(program.toString(), ExecPlugin.InteractiveMode.ALWAYS, Map.of()));
		assertTrue(problem.what().endsWith("nobody can answer it: the test has no keyboard"));
		assertEquals(0, runs());
	}

	@Test
	public void endsAPluginThatTakesTooLongWithAllThatItHasStarted() throws Exception {
		Path pid = folder.getRoot().toPath().resolve("pid");
		Path program = script("sleep 1000 & echo $! > " + pid, "wait");
		CredentialException late = assertThrows(CredentialException.class, () -> credentials(Duration.ofSeconds(3)).current(plugin(program)));
		assertTrue(late.getMessage(), late.getMessage().contains("no answer within 3 s"));
		awaitEnd(pid);
	}

	@Test
	public void endsThePluginWhenItsCallerIsInterrupted() throws Exception {
		Path pid = folder.getRoot().toPath().resolve("pid");
		Path program = script("sleep 1000 & echo $! > " + pid, "echo started >&2", "wait");
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Thread caller = Thread.ofPlatform().start(() -> {
			try {
				current(plugin(program));
				interrupted.complete(false);
			} catch (InterruptedException _) {
				interrupted.complete(true);
			} catch (CredentialException failed) {
				interrupted.completeExceptionally(failed);
			}
		});
		console.await("started");
		caller.interrupt();
		assertTrue(interrupted.get());
		awaitEnd(pid);
	}

	@Test
	public void returnsThoughSomethingThatThePluginStartedKeepsItsOutputOpen() throws Exception {
		Path pid = folder.getRoot().toPath().resolve("pid");
		Path program = script("sleep 1000 & echo $! > " + pid, answer("\"token\":\"sesame\""));
		try {
			assertEquals("sesame", current(plugin(program)).token().reveal());
		} finally {
			ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
		}
	}

	@Test
	public void showsNoSecret() throws Exception {
		ExecPlugin plugin = plugin("plugin", ExecPlugin.InteractiveMode.NEVER, Map.of("PASSWORD", new Secret("sesame")));
		ExecPlugin withArguments = new ExecPlugin(plugin.version(), plugin.command(), List.of("--client-secret=sesame"), plugin.environment(),
				plugin.interactiveMode(), plugin.installHint(), provided("https://carol:sesame@one"), plugin.place());
		String shown = withArguments + " " + withArguments.cluster() + " " + current(plugin(answering("\"token\":\"sesame\"")))
				+ problem(plugin(script("echo 'token: \"sesame'"))) + problem(withArguments);
		assertFalse(shown, shown.contains("sesame"));
	}

	private PluginCredentials credentials(Duration limit) {
		return new PluginCredentials(() -> environment, console, limit, clock);
	}

	private PluginCredential current(ExecPlugin plugin) throws CredentialException, InterruptedException {
		return credentials(LONG).current(plugin);
	}

	private Problem problem(ExecPlugin plugin) {
		return assertThrows(CredentialException.class, () -> current(plugin)).problem();
	}

	private ExecPlugin plugin(Path program) {
		return plugin(program.toString(), ExecPlugin.InteractiveMode.NEVER, Map.of());
	}

	private static ExecPlugin plugin(String command, ExecPlugin.InteractiveMode mode, Map<String, Secret> variables) {
		return new ExecPlugin(ExecPlugin.Version.V1, command, List.of(), new LinkedHashMap<>(variables), mode, "Install it from example.org.",
				new ExecPlugin.ClusterDescription.Withheld(), new Place.InText("config", 7, 9));
	}

	private ExecPlugin told(Path program, String server) {
		ExecPlugin plugin = plugin(program);
		return new ExecPlugin(plugin.version(), plugin.command(), plugin.arguments(), plugin.environment(), plugin.interactiveMode(),
				plugin.installHint(), provided(server), plugin.place());
	}

	private static ExecPlugin.ClusterDescription provided(String server) {
		return new ExecPlugin.ClusterDescription.Provided(server, "api", false, "PEM", new Secret(""), false,
				new Secret("{\"audience\":\"x\"}"));
	}

	private Path answering(String status) throws IOException {
		return script(answer(status));
	}

	private static String answer(String status) {
		return "cat << 'END'\n{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{" + status + "}}\nEND";
	}

	/** A program of these lines that counts its runs. */
	private Path script(String... lines) throws IOException {
		Path program = folder.newFolder().toPath().resolve("plugin");
		Files.writeString(program, "#!/bin/sh\necho run >> " + counter + "\n" + String.join("\n", lines) + "\n");
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		return program;
	}

	private int runs() throws IOException {
		return Files.exists(counter) ? Files.readAllLines(counter).size() : 0;
	}

	private static String pair(String certificate, String key) throws IOException {
		return "\"clientCertificateData\":\"" + inJson(certificate) + "\",\"clientKeyData\":\"" + inJson(key) + "\"";
	}

	private static String inJson(String file) throws IOException {
		return Files.readString(PKI.resolve(file)).replace("\n", "\\n");
	}

	private static void awaitEnd(Path pid) throws Exception {
		ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(handle -> handle.onExit().orTimeout(30,
				TimeUnit.SECONDS).join());
	}
}
