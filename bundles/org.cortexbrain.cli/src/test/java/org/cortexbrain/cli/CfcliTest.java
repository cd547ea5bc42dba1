package org.cortexbrain.cli;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.fabric8.kubernetes.client.utils.Serialization;
import picocli.CommandLine;

/** The commands that need no cluster, and what is said of wrong usage. */
public class CfcliTest {
	private static final String KUBECONFIG = """
			apiVersion: v1
			kind: Config
			current-context: shop
			clusters:
			- {name: one, cluster: {server: "https://127.0.0.1:1"}}
			contexts:
			- {name: shop, context: {cluster: one, user: ada, namespace: mesh}}
			- {name: "ba\\e[31mnk", context: {cluster: one, user: ada}}
			users:
			- {name: ada, user: {token: secret-of-ada}}
			""";
	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	private final Map<String, String> environment = new TreeMap<>();
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();

	@Before
	public void writeKubeconfig() throws Exception {
		Path file = folder.getRoot().toPath().resolve("config");
		Files.writeString(file, KUBECONFIG);
		environment.put("KUBECONFIG", file.toString());
		environment.put("XDG_CONFIG_HOME", folder.getRoot().toPath().resolve("settings").toString());
	}

	private int run(String... arguments) {
		out.getBuffer().setLength(0);
		err.getBuffer().setLength(0);
		return Main.run(new Surroundings(environment, folder.getRoot().toPath(), false, new PrintWriter(out), new PrintWriter(err)), arguments);
	}

	@Test
	public void everyCommandSaysWhatItDoes() {
		for (String command : List.of("install", "upgrade", "uninstall", "status", "restart", "rollback", "logs", "observe", "topology", "record", "replay", "info", "doctor", "service", "service list", "service describe", "context", "context list", "context use", "context test", "completion")) {
			assertEquals(command, 0, run((command + " --help").split(" ")));
			assertThat(out.toString(), containsString("Usage: cfcli "));
			assertEquals("", err.toString());
		}
	}

	/** Each row: what is typed, what is said. All end with 2, and print nothing on standard output. */
	private static final String[][] WRONG = {
			{ "", "say what to do: one of install, " },
			{ "instal", "Did you mean: cfcli install" },
			{ "context", "say what to do: one of list, use, test" },
			{ "context use", "Missing required parameter: 'NAME'" },
			{ "status --outputt json", "Unknown options: '--outputt', 'json'" },
			{ "status -o xml", "expected one of [TEXT, JSON, YAML]" },
			{ "logs", "Missing required parameter: 'NODE'" },
			{ "install --timeout soon", "'soon' is not an int" },
			{ "completion csh", "expected one of [BASH, ZSH, FISH]" },
			{ "install --yaml", "There is no image to start. Make one with ./cortexbrain image, and give its reference." },
			{ "install --yaml --image agent:1", "does not say which registry it is of" },
			{ "install --yaml --image registry.example.org/agent:1 -n kube-system", "The namespace kube-system belongs to the cluster." },
	};

	@Test
	public void wrongUsageIsNamedAndEndsWithTwo() {
		for (String[] row : WRONG) {
			assertEquals(row[0] + err, ExitCode.USAGE, run(row[0].isEmpty() ? new String[0] : row[0].split(" ")));
			assertThat(row[0], err.toString(), containsString(row[1]));
			assertEquals(row[0], "", out.toString());
		}
	}

	@Test
	public void contextsAreListedWithAStarAtTheOneInUse() {
		assertEquals(0, run("context", "list"));
		assertEquals("""
				    CONTEXT          CLUSTER   SERVER                USER   NAMESPACE
				    ba\\u001b[31mnk   one       https://127.0.0.1:1   ada
				*   shop             one       https://127.0.0.1:1   ada    mesh
				""".lines().sorted().toList(), out.toString().lines().map(String::stripTrailing).sorted().toList());
	}

	@Test
	public void noEscapeOfOthersReachesTheTerminalAndNoCredentialIsPrinted() {
		for (String shape : List.of("text", "json", "yaml")) {
			assertEquals(0, run("context", "list", "-o", shape));
			assertFalse(shape, (out.toString() + err).contains("\u001b"));
			assertFalse(shape, (out.toString() + err).contains("secret-of-ada"));
		}
	}

	@Test
	public void jsonParsesAloneAndIsAsItsSchemaSays() throws Exception {
		assertEquals(0, run("context", "list", "-o", "json"));
		Schemas.assertValid("contexts", out.toString());
		List<?> contexts = Serialization.unmarshal(out.toString(), List.class);
		assertEquals(2, contexts.size());
		assertTrue(contexts.stream().anyMatch(each -> ((Map<?, ?>) each).get("name").equals("shop") && ((Map<?, ?>) each).get("used").equals(true)));
	}

	@Test
	public void theChosenContextIsRememberedAndTheKubeconfigStaysAsItIs() throws Exception {
		assertEquals(0, run("context", "use", "ba\u001b[31mnk"));
		assertEquals(0, run("context", "list", "-o", "json"));
		List<?> contexts = Serialization.unmarshal(out.toString(), List.class);
		assertTrue(contexts.stream().anyMatch(each -> ((Map<?, ?>) each).get("name").equals("ba\u001b[31mnk") && ((Map<?, ?>) each).get("used").equals(true)));
		assertEquals(KUBECONFIG, Files.readString(Path.of(environment.get("KUBECONFIG"))));
	}

	@Test
	public void aContextThatIsNotThereIsRefusedWithThoseThatAre() {
		assertEquals(ExitCode.FAILED, run("context", "use", "elsewhere"));
		assertThat(err.toString(), containsString("There is no context elsewhere.\nThere is: "));
	}

	@Test
	public void aKubeconfigThatIsNotThereIsToldWithItsPlace() {
		environment.put("KUBECONFIG", folder.getRoot() + "/nothing");
		assertEquals(ExitCode.FAILED, run("status"));
		assertThat(err.toString(), containsString("There is no context in " + folder.getRoot() + "/nothing.\nSet kubectl up for your cluster"));
	}

	@Test
	public void aClusterThatDoesNotAnswerIsOutOfReach() {
		assertEquals(err.toString(), ExitCode.UNREACHABLE, run("status"));
		assertThat(err.toString(), containsString("The API server 127.0.0.1 does not answer"));
		assertEquals("", out.toString());
	}

	@Test
	public void whatIsKnownWithoutTheClusterIsToldWhenItIsOutOfReach() throws Exception {
		assertEquals(err.toString(), ExitCode.UNREACHABLE, run("context", "test", "-o", "json"));
		Schemas.assertValid("connection-test", out.toString());
		assertEquals(err.toString(), ExitCode.UNREACHABLE, run("info", "-o", "json"));
		Schemas.assertValid("info", out.toString());
		Map<?, ?> known = Serialization.unmarshal(out.toString(), Map.class);
		assertEquals("shop", known.get("context"));
		assertEquals("https://127.0.0.1:1", known.get("server"));
		assertFalse("the server's version is not known", known.containsKey("serverVersion"));
	}

	@Test
	public void aDoctorNamesTheStepThatFails() {
		assertEquals(err.toString(), ExitCode.DIFFERS, run("doctor"));
		assertThat(out.toString(), containsString("ok      Name: 127.0.0.1 is an address."));
		assertThat(out.toString(), containsString("TROUBLE Connection: "));
	}

	@Test
	public void objectsForARepositoryAreDocumentsOfKubernetes() {
		assertEquals(0, run("install", "--yaml", "--image", "registry.example.org/team/agent:1"));
		assertEquals(6, out.toString().split("(?m)^kind: ").length - 1);
		assertThat(out.toString(), containsString("image: \"registry.example.org/team/agent:1\""));
	}

	@Test
	public void theScriptForBashIsOne() throws Exception {
		assertEquals(0, run("completion", "bash"));
		Path script = folder.getRoot().toPath().resolve("completion");
		Files.writeString(script, out.toString());
		Process bash = new ProcessBuilder("bash", "-n", script.toString()).redirectErrorStream(true).start();
		String said = new String(bash.getInputStream().readAllBytes());
		assertTrue(bash.waitFor(30, TimeUnit.SECONDS));
		assertEquals(said, 0, bash.exitValue());
	}

	@Test
	public void theScriptForFishIsAsItWasLookedAt() throws Exception {
		assertEquals(0, run("completion", "fish"));
		Golden.assertPrinted("completion.fish", out.toString());
	}

	@Test
	public void everyCommandHasAManualPageWithEachOfItsOptions() throws Exception {
		Path pages = folder.getRoot().toPath().resolve("man1");
		assertEquals(0, run("man-pages", pages.toString()));
		assertEquals("", out.toString());
		CommandLine program = new CommandLine(new Cfcli(), Main.making(new Surroundings(environment, folder.getRoot().toPath(), false, new PrintWriter(out), new PrintWriter(err))));
		int looked = 0;
		for (CommandLine each : all(program)) {
			String page = Files.readString(pages.resolve(each.getCommandSpec().qualifiedName("-") + ".1"));
			for (var option : each.getCommandSpec().options()) {
				assertThat(page, containsString("\\fB" + option.longestName().replace("-", "\\-") + "\\fR"));
			}
			looked++;
		}
		assertEquals(looked, pages.toFile().list().length);
		assertTrue("commands: " + looked, looked > 20);
		Golden.assertPrinted("cfcli-replay.1", Files.readString(pages.resolve("cfcli-replay.1")));
	}

	/** A command and all below it that have a page. */
	private static List<CommandLine> all(CommandLine command) {
		return Stream.concat(Stream.of(command), command.getSubcommands().values().stream().distinct()
				.filter(each -> !each.getCommandSpec().helpCommand() && !each.getCommandSpec().usageMessage().hidden()).flatMap(each -> all(each).stream())).toList();
	}

	/** What groff would take for a request of its own, or would not print, stays words. */
	@Test
	public void aPageHasNoLineThatGroffWouldMisread() throws Exception {
		Path pages = folder.getRoot().toPath().resolve("man1");
		assertEquals(0, run("man-pages", pages.toString()));
		for (String page : pages.toFile().list()) {
			for (String line : Files.readAllLines(pages.resolve(page))) {
				assertTrue(page + ": " + line, !line.startsWith(".") && !line.startsWith("'") || line.matches("\\.(TH|SH|TP|B|I|PP|RS|RE|br)( .*)?"));
				assertFalse(page + ": " + line, line.contains("${") || line.contains("%n"));
			}
		}
	}
}
