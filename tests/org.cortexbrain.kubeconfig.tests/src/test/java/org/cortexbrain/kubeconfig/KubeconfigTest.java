package org.cortexbrain.kubeconfig;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.Test;

public final class KubeconfigTest {
	private static final Path CASES = Path.of("src", "test", "resources", "cases");
	private static final String GOOD = """
			current-context: here
			clusters:
			  - name: alpha
			    cluster: {server: "https://carol:word@api:6443", insecure-skip-tls-verify: true, tls-server-name: name}
			users:
			  - name: alice
			    user: {token: sesame}
			contexts:
			  - name: there
			    context: {cluster: alpha, user: alice, namespace: shop}
			  - name: here
			    context: {cluster: alpha, user: alice}
			""";

	@Test
	public void namesTheUsualFileWhenTheVariableIsEmpty() {
		KubeconfigFiles files = KubeconfigFiles.of(Map.of("KUBECONFIG", ""), Path.of("/home/carol"));
		assertEquals(List.of(Path.of("/home/carol/.kube/config")), files.paths());
		assertFalse(files.named());
	}

	@Test
	public void namesEachFileOfTheVariableOnce() {
		KubeconfigFiles files = KubeconfigFiles.of(Map.of("KUBECONFIG", "b::a:b"), Path.of("/home/carol"));
		assertEquals(List.of(Path.of("b"), Path.of("a")), files.paths());
		assertTrue(files.named());
	}

	@Test
	public void listsContextsByNameWithTheirServerAndNoPassword() {
		List<Context> contexts = Kubeconfig.of(GOOD, "pasted", Path.of("/")).contexts();
		assertEquals("here there", contexts.stream().map(Context::name).collect(Collectors.joining(" ")));
		assertEquals("https://api:6443", contexts.getFirst().server());
		assertEquals("shop", contexts.getLast().namespace());
		assertEquals("pasted:12:14", contexts.getFirst().place().toString());
	}

	@Test
	public void resolvesAnyContextAndNotOnlyTheCurrentOne() {
		Resolution.Usable usable = (Resolution.Usable) Kubeconfig.of(GOOD, "pasted", Path.of("/")).resolve("there", Map.of());
		assertEquals("shop", usable.access().namespace());
		assertEquals("name", usable.access().serverName());
	}

	@Test
	public void warnsOfAnUncheckedServerAtItsPlace() {
		Resolution.Usable usable = (Resolution.Usable) Kubeconfig.of(GOOD, "pasted", Path.of("/")).resolve("here", Map.of());
		Problem warning = usable.warnings().getFirst();
		assertEquals(Severity.WARNING, warning.severity());
		assertEquals("pasted:4:80", warning.place().toString());
		assertTrue(usable.access().trust() instanceof ServerTrust.Unverified);
	}

	@Test
	public void pointsAtTheValueThatIsWrong() throws Exception {
		assertEquals("11:11", errorPlace("user-as-text"));
		assertEquals("9:33", errorPlace("insecure-text"));
	}

	@Test
	public void namesAllErrorsAtOnce() {
		String broken = GOOD.replace("\"https://carol:word@api:6443\"", "\"\"").replace("token: sesame", "client-certificate: /nowhere");
		Resolution.Refused refused = (Resolution.Refused) Kubeconfig.of(broken, "pasted", Path.of("/")).resolve("here", Map.of());
		assertEquals(refused.problems().toString(), 3, refused.problems().stream().filter(Problem::isError).count());
	}

	@Test
	public void namesTheContextsThatThereAre() {
		Resolution.Refused refused = (Resolution.Refused) Kubeconfig.of(GOOD, "pasted", Path.of("/")).resolve("elsewhere", Map.of());
		assertEquals("Use one of these: there, here", refused.problems().getFirst().remedy());
	}

	@Test
	public void listsTheContextsOfGoodFilesThoughAnotherIsDamaged() throws Exception {
		Kubeconfig config = Kubeconfig.read(KubectlTableTest.files(CASES.resolve("merge-damaged-file")));
		assertEquals(1, config.contexts().size());
		assertTrue(config.problems().stream().anyMatch(problem -> problem.isError() && problem.place().toString().contains("second.yaml:1:")));
	}

	@Test
	public void suggestsTheNameOfAMistypedField() throws Exception {
		List<Problem> problems = Kubeconfig.read(KubectlTableTest.files(CASES.resolve("unknown-fields"))).problems();
		assertTrue(problems.toString(), problems.stream().anyMatch(problem -> problem.remedy().equals("Write client-certificate instead")));
		assertTrue(problems.toString(), problems.stream().anyMatch(problem -> problem.remedy().equals("Write tokenFile instead")));
	}

	@Test
	public void namesTheSuccessorOfAnAuthProvider() throws Exception {
		Kubeconfig config = Kubeconfig.read(KubectlTableTest.files(CASES.resolve("auth-provider-gcp")));
		Resolution.Refused refused = (Resolution.Refused) config.resolve("here", Map.of());
		assertTrue(refused.problems().toString(), refused.problems().getFirst().remedy().contains("gke-gcloud-auth-plugin"));
	}

	@Test
	public void resolvesACommandWithASlashAgainstItsFile() throws Exception {
		Path folder = CASES.resolve("exec-v1");
		Resolution.Usable usable = (Resolution.Usable) Kubeconfig.read(KubectlTableTest.files(folder)).resolve("here", Map.of());
		ExecPlugin plugin = ((Credentials.FromPlugin) usable.access().credentials()).plugin();
		assertEquals(folder.resolve("plugin").toAbsolutePath().toString(), plugin.command());
	}

	@Test
	public void keepsExtensionsAsJson() throws Exception {
		Kubeconfig config = Kubeconfig.read(KubectlTableTest.files(CASES.resolve("extensions")));
		Resolution.Usable usable = (Resolution.Usable) config.resolve("here", Map.of());
		assertEquals(Map.of("minikube.sigs.k8s.io", new Secret(
				"{\"last-update\":\"Mon, 23 Nov 2026 12:00:00 UTC\",\"provider\":\"minikube.sigs.k8s.io\",\"version\":\"v1.37.0\"}")),
				usable.access().extensions());
	}

	@Test
	public void warnsWhenNoNamedFileExists() throws Exception {
		Kubeconfig config = Kubeconfig.read(KubectlTableTest.files(CASES.resolve("merge-all-missing")));
		assertEquals("KUBECONFIG", config.problems().getFirst().place().source());
		assertEquals(2, config.missing().size());
	}

	@Test
	public void anExponentialBombOfAliasesIsRefused() {
		StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
		for (int level = 1; level < 9; level++) {
			String alias = "*a" + (level - 1);
			bomb.append("a" + level + ": &a" + level + " [" + String.join(", ", Collections.nCopies(10, alias)) + "]\n");
		}
		assertTrue(Kubeconfig.of(bomb.toString(), "pasted", Path.of("/")).problems().getFirst().what().contains("parts"));
	}

	@Test
	public void aTextThatNestsTooDeepIsRefused() {
		assertTrue(Kubeconfig.of("[".repeat(100_000), "pasted", Path.of("/")).problems().getFirst().what().contains("levels"));
	}

	@Test
	public void controlCharactersOfNamesAreMadeVisible() {
		String config = GOOD.replace("user: alice", "user: \"al\\x1b[31mice\"");
		assertFalse(Kubeconfig.of(config, "pasted", Path.of("/")).resolve("here", Map.of()).toString().contains("\u001b"));
	}

	private static String errorPlace(String name) throws Exception {
		List<Problem> problems = Kubeconfig.read(KubectlTableTest.files(CASES.resolve(name))).problems();
		String place = problems.stream().filter(Problem::isError).findFirst().orElseThrow().place().toString();
		return place.substring(place.indexOf(':') + 1);
	}
}
