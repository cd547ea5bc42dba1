package org.cortexbrain.cluster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.cortexbrain.cluster.internal.Handshake;
import org.cortexbrain.cluster.internal.Permissions;
import org.cortexbrain.cluster.internal.Quotation;
import org.cortexbrain.kubeconfig.Access;
import org.cortexbrain.kubeconfig.ProxyRoute;
import org.cortexbrain.kubeconfig.ServerTrust;

import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * Tries a connection step by step, each only if the one before passed, so that a person sees where it breaks: the name, the way there, TLS, the server, who
 * one is, what one may. It changes nothing in the cluster.
 */
public final class ConnectionTest {
	/** What is tried, in this order. */
	public enum Kind {
		NAME("Name"), CONNECT("Connection"), TLS("Certificate"), SERVER("Server"), IDENTITY("Who am I"), PERMISSIONS("Permissions");

		private final String title;

		Kind(String title) {
			this.title = title;
		}

		/** For a person. */
		public String title() {
			return title;
		}
	}

	/** What became of a step. */
	public enum Outcome {
		RUNNING, PASSED, /** Passed, and something about it should be known. */ WARNED, FAILED, /** Not tried, since one before failed. */ SKIPPED
	}

	/**
	 * The state of a step.
	 *
	 * @param found what was found, or why it failed; empty while it runs, and where it was not tried
	 * @param remedy what to do; empty where nothing is to be done
	 */
	public record Step(Kind kind, Outcome outcome, String found, String remedy) {
		public Step {
			Objects.requireNonNull(kind);
			Objects.requireNonNull(outcome);
			Objects.requireNonNull(found);
			Objects.requireNonNull(remedy);
		}
	}

	/**
	 * All that was found.
	 *
	 * @param steps one of each kind, in order
	 * @param missing the rights that each feature lacks; an empty list where it has all, nothing where it is not known
	 */
	public record Report(List<Step> steps, Map<Feature, List<Right>> missing) {
		public Report {
			steps = List.copyOf(steps);
			missing = Map.copyOf(missing);
		}

		/** Whether the server answered this person. */
		public boolean passed() {
			return steps.stream().noneMatch(step -> step.outcome() == Outcome.FAILED || step.outcome() == Outcome.SKIPPED);
		}
	}

	/** A certificate that ends sooner than this is warned of. */
	static final Duration SOON = Duration.ofDays(14);
	private static final Duration PATIENCE = Duration.ofSeconds(15);
	/** An exec plug-in may ask a person to log in meanwhile; it has a limit of its own. */
	private static final Duration PERSON = Duration.ofMinutes(6);
	private static final int LATENCY_TRIES = 3;
	private static final int NAMED_RIGHTS = 4;
	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

	private final ClusterConnection connection;
	private final Consumer<Step> progress;
	private final InstantSource clock;
	private final Map<Kind, Step> steps = new EnumMap<>(Kind.class);
	private final Map<Feature, List<Right>> missing = new EnumMap<>(Feature.class);

	private ConnectionTest(ClusterConnection connection, Consumer<Step> progress, InstantSource clock) {
		this.connection = connection;
		this.progress = progress;
		this.clock = clock;
	}

	/**
	 * Tries all steps. Blocks; at most some 15 seconds in each but SERVER, where an exec plug-in may wait for a person.
	 *
	 * @param progress told of every step when it begins and when it ends, on the calling thread
	 * @throws InterruptedException if the calling thread is interrupted: cancelled
	 */
	public static Report run(ClusterConnection connection, Consumer<Step> progress) throws InterruptedException {
		return run(connection, progress, InstantSource.system());
	}

	/**
	 * The rights of a feature that one lacks. Blocks; one request for each right, a few at a time.
	 *
	 * @throws ClusterFault if the server does not say
	 */
	public static List<Right> missing(ClusterConnection connection, Feature feature) throws ClusterFault, InterruptedException {
		try {
			return Permissions.allowed(connection.kubernetes(), feature.rights()).entrySet().stream().filter(answer -> !answer.getValue()).map(Map.Entry::getKey).toList();
		} catch (ExecutionException e) {
			throw connection.explain("ask for your rights", e);
		}
	}

	static Report run(ClusterConnection connection, Consumer<Step> progress, InstantSource clock) throws InterruptedException {
		return new ConnectionTest(connection, progress, clock).run();
	}

	private Report run() throws InterruptedException {
		boolean go = true;
		for (Kind kind : Kind.values()) {
			if (!go) {
				tell(new Step(kind, Outcome.SKIPPED, "", ""));
				continue;
			}
			tell(new Step(kind, Outcome.RUNNING, "", ""));
			Step ended = tried(kind);
			tell(ended);
			go = ended.outcome() != Outcome.FAILED;
		}
		return new Report(List.copyOf(steps.values()), missing);
	}

	private void tell(Step step) {
		steps.put(step.kind(), step);
		progress.accept(step);
	}

	private Step tried(Kind kind) throws InterruptedException {
		try {
			return switch (kind) {
			case NAME -> bounded(PATIENCE, this::name);
			case CONNECT -> bounded(PATIENCE, this::connect);
			case TLS -> bounded(PATIENCE, this::tls);
			case SERVER -> bounded(PERSON, this::server);
			case IDENTITY -> bounded(PATIENCE, this::identity);
			case PERMISSIONS -> bounded(PATIENCE, this::permissions);
			};
		} catch (TimeoutException e) {
			return new Step(kind, Outcome.FAILED, "No answer within " + PATIENCE.toSeconds() + " s.", "Check the network to " + words(goal()) + " (VPN? proxy?), and try again.");
		} catch (ExecutionException e) {
			ClusterFault fault = connection.explain(switch (kind) {
			case SERVER -> "ask the server for its version";
			case IDENTITY -> "ask who you are";
			case PERMISSIONS -> "ask what you may do";
			case NAME, CONNECT, TLS -> "connect";
			}, e.getCause() instanceof Exception cause ? cause : e);
			return new Step(kind, Outcome.FAILED, fault.getMessage(), fault.remedy());
		}
	}

	/* Not every call below can be interrupted: a name service may be silent for a minute. */
	private static Step bounded(Duration limit, Callable<Step> step) throws InterruptedException, ExecutionException, TimeoutException {
		var task = new FutureTask<>(step);
		Thread.ofVirtual().name("connection test").start(task);
		try {
			return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
		} finally {
			task.cancel(true);
		}
	}

	private InetSocketAddress goal() {
		Access access = connection.access();
		return switch (access.proxy()) {
		case ProxyRoute.Direct _ -> InetSocketAddress.createUnresolved(connection.server().host(), connection.server().port());
		case ProxyRoute.Through(var _, String host, int port, var _) -> InetSocketAddress.createUnresolved(host, port);
		};
	}

	private static String words(InetSocketAddress address) {
		return address.getHostString() + ":" + address.getPort();
	}

	private boolean proxied() {
		return connection.access().proxy() instanceof ProxyRoute.Through;
	}

	private Step name() throws Exception {
		String host = goal().getHostString();
		InetAddress[] addresses = InetAddress.getAllByName(host);
		String found = Arrays.stream(addresses).map(InetAddress::getHostAddress).limit(4).collect(Collectors.joining(", "));
		String more = addresses.length > 4 ? " and " + (addresses.length - 4) + " more" : "";
		return passed(Kind.NAME, (proxied() ? "The proxy " : "") + (found.equals(host) ? host + " is an address." : host + " is " + found + more + "."));
	}

	private Step connect() throws Exception {
		long begun = System.nanoTime();
		try (var socket = new Socket()) {
			InetSocketAddress goal = goal();
			socket.connect(new InetSocketAddress(goal.getHostString(), goal.getPort()), (int) PATIENCE.toMillis());
		}
		return passed(Kind.CONNECT, (proxied() ? "The proxy " : "") + words(goal()) + " answered after " + milliseconds(System.nanoTime() - begun) + ".");
	}

	private Step tls() throws Exception {
		ServerTrust trust = connection.access().trust();
		if (trust instanceof ServerTrust.Unencrypted) {
			return new Step(Kind.TLS, Outcome.WARNED, "The connection is not encrypted: everybody on the way can read and change everything.",
					"Use an address that begins with https.");
		}
		Handshake.Result result = Handshake.with(connection.http(), connection.server());
		String shown = result.certificates().stream().findFirst().map(ConnectionTest::words).orElse("It showed no certificate.");
		if (result.failure().isPresent()) {
			ClusterFault fault = connection.explain("connect", result.failure().get());
			return new Step(Kind.TLS, Outcome.FAILED, fault.getMessage() + (result.certificates().isEmpty() ? "" : " " + shown), fault.remedy());
		}
		if (trust instanceof ServerTrust.Unverified) {
			return new Step(Kind.TLS, Outcome.WARNED, "The certificate is not checked (insecure-skip-tls-verify): anybody on the way can read and change everything. " + shown,
					"Replace insecure-skip-tls-verify by certificate-authority-data.");
		}
		Optional<Instant> end = result.certificates().stream().findFirst().map(certificate -> certificate.getNotAfter().toInstant());
		if (end.isPresent() && end.get().isBefore(clock.instant().plus(SOON))) {
			return new Step(Kind.TLS, Outcome.WARNED, "The certificate expires soon. " + shown, "Whoever runs the cluster must renew it.");
		}
		return passed(Kind.TLS, result.version() + ". " + shown);
	}

	/* Names in a certificate are others' words. */
	private static String words(X509Certificate certificate) {
		String names = Handshake.names(certificate);
		return Quotation.line("Its certificate is for " + (names.isEmpty() ? "no name" : names) + ", valid from " + DAY.format(certificate.getNotBefore().toInstant()) + " to "
				+ DAY.format(certificate.getNotAfter().toInstant()) + ", issued by " + Handshake.commonName(certificate.getIssuerX500Principal()) + ".");
	}

	private Step server() {
		String version = connection.kubernetes().getKubernetesVersion().getGitVersion();
		long[] tries = new long[LATENCY_TRIES];
		for (int i = 0; i < LATENCY_TRIES; i++) {
			long begun = System.nanoTime();
			connection.kubernetes().getKubernetesVersion();
			tries[i] = System.nanoTime() - begun;
		}
		Arrays.sort(tries);
		return passed(Kind.SERVER, Quotation.line("Kubernetes " + version + ", answers after " + milliseconds(tries[LATENCY_TRIES / 2]) + "."));
	}

	private Step identity() {
		UserInfo user;
		try {
			user = connection.kubernetes().resource(new SelfSubjectReviewBuilder().build()).create().getStatus().getUserInfo();
		} catch (KubernetesClientException e) {
			if (e.getCode() != 404) {
				throw e;
			}
			return new Step(Kind.IDENTITY, Outcome.WARNED, "This server cannot say who asks: it is older than Kubernetes 1.28.", "");
		}
		String groups = user.getGroups() == null || user.getGroups().isEmpty() ? "" : ", of " + String.join(", ", user.getGroups());
		return passed(Kind.IDENTITY, Quotation.line(user.getUsername() + groups + "."));
	}

	private Step permissions() throws Exception {
		missing.putAll(Permissions.missing(connection.kubernetes()));
		List<Feature> lacking = missing.entrySet().stream().filter(entry -> !entry.getValue().isEmpty()).map(Map.Entry::getKey).sorted().toList();
		if (lacking.isEmpty()) {
			return passed(Kind.PERMISSIONS, "You have all rights that CortexBrain uses.");
		}
		String found = lacking.stream().map(feature -> feature.title() + ": " + feature.loss() + " " + missing(missing.get(feature))).collect(Collectors.joining("\n"));
		return new Step(Kind.PERMISSIONS, Outcome.WARNED, found, "Ask whoever runs the cluster for the rights that are missing, if you need these.");
	}

	private static String missing(List<Right> rights) {
		return "(Missing: " + rights.stream().limit(NAMED_RIGHTS).map(Right::toString).collect(Collectors.joining(", "))
				+ (rights.size() > NAMED_RIGHTS ? " and " + (rights.size() - NAMED_RIGHTS) + " more" : "") + ")";
	}

	private static Step passed(Kind kind, String found) {
		return new Step(kind, Outcome.PASSED, found, "");
	}

	private static String milliseconds(long nanos) {
		return nanos < 1_000_000 ? "less than 1 ms" : nanos / 1_000_000 + " ms";
	}
}
