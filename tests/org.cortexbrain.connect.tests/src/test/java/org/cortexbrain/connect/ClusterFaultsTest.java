package org.cortexbrain.connect;

import static org.hamcrest.CoreMatchers.anyOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.KubeconfigWatch;
import org.cortexbrain.kubeconfig.PluginConsole;
import org.cortexbrain.kubeconfig.PluginCredentials;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * What a person sees of a cluster's faults, on the real control plane whose folder is in CORTEXBRAIN_TEST_CLUSTER: its processes are killed, stopped and
 * continued. Without it, these tests are skipped.
 */
public class ClusterFaultsTest {
	private static final Duration PATIENCE = Duration.ofSeconds(120);
	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	private final Semaphore told = new Semaphore(0);
	private final ScriptedReach.Links links = new ScriptedReach.Links();
	private Path cluster;
	private Path file;
	private Origins origins;
	private Clusters clusters;

	@Before
	public void open() throws Exception {
		String named = System.getenv("CORTEXBRAIN_TEST_CLUSTER");
		assumeTrue("CORTEXBRAIN_TEST_CLUSTER names no test cluster", named != null);
		cluster = Path.of(named);
		file = folder.getRoot().toPath().toRealPath().resolve("config");
		Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
		origins = new Origins(environment, KubeconfigWatch.USUAL_QUIET);
		PluginConsole silent = new PluginConsole() {
			@Override
			public void show(ExecPlugin plugin, String text) {
				throw new AssertionError("no context of the test cluster has a plug-in");
			}

			@Override
			public Input input(ExecPlugin plugin) {
				return new Input.Unavailable("this is a test");
			}
		};
		var plugins = new PluginCredentials(() -> environment, silent, Duration.ofSeconds(5), InstantSource.system());
		clusters = new Clusters(origins, new PluginConsent("salt", Set.of(), _ -> {
		}), ConnectionReach.maker(plugins), links, () -> Duration.ofSeconds(1), _ -> {
		});
		clusters.onChange(told::release);
		origins.onChange(told::release);
	}

	@After
	public void close() {
		if (clusters != null) {
			clusters.close();
			origins.close();
		}
	}

	private String kubeconfig() throws IOException {
		return Files.readString(cluster.resolve("kubeconfig"));
	}

	private ClusterId connect(String kubeconfig, String context) throws Exception {
		Files.writeString(file, kubeconfig);
		origins.add(new Origin.InFile(file));
		await("the contexts", () -> origins.isComplete());
		var id = new ClusterId("file:" + file, context);
		clusters.put(new KnownCluster(id, context, ClusterColor.BLUE, false, true));
		return id;
	}

	private interface Condition {
		boolean holds() throws Exception;
	}

	private void await(String what, Condition condition) throws Exception {
		Instant deadline = Instant.now().plus(PATIENCE);
		while (!condition.holds()) {
			assertTrue("waited for " + what + "; there is " + clusters.all(), Instant.now().isBefore(deadline));
			told.tryAcquire(50, TimeUnit.MILLISECONDS);
		}
	}

	private ClusterState await(ClusterId id, String what, Predicate<ClusterState> state) throws Exception {
		await(what, () -> state.test(clusters.find(id).orElseThrow().state()));
		return clusters.find(id).orElseThrow().state();
	}

	private void awaitLive(ClusterId id) throws Exception {
		await(id, "the cluster to be live", ClusterState.Live.class::isInstance);
	}

	private ClusterState.Retrying awaitTrouble(ClusterId id) throws Exception {
		clusters.look(id);
		return (ClusterState.Retrying) await(id, "trouble", ClusterState.Retrying.class::isInstance);
	}

	private void signal(String signal, String pidFile) throws IOException, InterruptedException {
		String pid = Files.readString(cluster.resolve(pidFile)).strip();
		assertTrue(new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start().waitFor() == 0);
	}

	@Test
	public void anApiServerThatIsKilledIsToldAndTheClusterIsLiveAgainByItself() throws Exception {
		ClusterId id = connect(kubeconfig(), "admin");
		awaitLive(id);
		signal("USR1", "pid");
		ClusterState.Retrying trouble = awaitTrouble(id);
		/* By what it was doing when it was killed, or when it is asked while it comes back. */
		assertThat(trouble.cause(), anyOf(containsString("The API server 127.0.0.1 does not answer"), containsString("The connection to the API server 127.0.0.1 broke"),
				containsString("The API server 127.0.0.1 is not ready (500)")));
		assertThat(trouble.remedy(), containsString("It is tried again by itself."));
		awaitLive(id);
	}

	@Test
	public void anApiServerThatIsSilentIsToldAndTheClusterIsLiveAgainByItself() throws Exception {
		ClusterId id = connect(kubeconfig(), "admin");
		awaitLive(id);
		signal("STOP", "kube-apiserver.pid");
		try {
			assertThat(awaitTrouble(id).cause(), containsString("The API server 127.0.0.1 has fallen silent"));
		} finally {
			signal("CONT", "kube-apiserver.pid");
		}
		awaitLive(id);
	}

	@Test
	public void aLostStoreOfTheClusterIsToldAndTheClusterIsLiveAgainByItself() throws Exception {
		ClusterId id = connect(kubeconfig(), "admin");
		awaitLive(id);
		signal("STOP", "etcd.pid");
		try {
			/* Lists that were under way already wait for their time limit. */
			assertThat(awaitTrouble(id).cause(), anyOf(containsString("The API server 127.0.0.1 is not ready (500): it lacks etcd"),
					containsString("The API server 127.0.0.1 has fallen silent")));
		} finally {
			signal("CONT", "etcd.pid");
		}
		awaitLive(id);
	}

	@Test
	public void aTokenThatIsReplacedInItsFileLetsTheClusterLiveWithoutAWord() throws Exception {
		Matcher token = Pattern.compile("(?m)^( *)token: (.*)$").matcher(kubeconfig());
		assertTrue(token.find());
		Path tokenFile = folder.getRoot().toPath().toRealPath().resolve("token");
		Files.writeString(tokenFile, "nobody-gave-this-out");
		ClusterId id = connect(token.replaceFirst("$1tokenFile: " + tokenFile), "dev");
		ClusterState.Retrying trouble = (ClusterState.Retrying) await(id, "the refusal", ClusterState.Retrying.class::isInstance);
		assertThat(trouble.cause(), containsString("does not know who asks (401)"));
		assertThat(trouble.remedy(), containsString("log in again"));
		Files.writeString(tokenFile, token.group(2));
		awaitLive(id);
	}

	@Test
	public void whoMayOnlyConnectSeesWhichPartsAreForbiddenAndIsLive() throws Exception {
		ClusterId id = connect(kubeconfig(), "nobody");
		awaitLive(id);
		ClusterFacts facts = clusters.find(id).orElseThrow().facts().orElseThrow();
		assertThat(((Found.Unknown<?>) facts.nodes()).cause(), containsString("You may not list nodes (403)"));
	}
}
