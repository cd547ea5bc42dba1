package org.cortexbrain.kubeconfig;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.cortexbrain.kubeconfig.internal.exec.PluginRun;

/**
 * Asks exec plug-ins for credentials, and keeps what they gave until it expires.
 *
 * <p>Plug-ins of the same program, arguments, environment and cluster share a credential, as in client-go
 * (plugin/pkg/client/auth/exec). One of them runs once at a time, since it may ask a person; different ones run side by side. Kept in memory
 * alone. Safe for use by several threads. To cancel, interrupt the thread that asks: the plug-in is ended with all that it has started.
 */
public final class PluginCredentials {
	/** Long enough for a person to log in with a browser. */
	public static final Duration USUAL_LIMIT = Duration.ofMinutes(5);

	private final Supplier<Map<String, String>> environment;
	private final PluginConsole console;
	private final Duration limit;
	private final InstantSource clock;
	private final Map<Key, Slot> slots = new ConcurrentHashMap<>();

	private record Key(ExecPlugin.Version version, String command, List<String> arguments, SequencedMap<String, Secret> environment,
			ExecPlugin.ClusterDescription cluster) {
	}

	private static final class Slot {
		private final ReentrantLock lock = new ReentrantLock();
		/** Guarded by the lock; empty until the plug-in has run. */
		private List<PluginCredential> kept = List.of();
	}

	/**
	 * @param environment gives the variables that plug-ins are started with, {@link LoginEnvironment} as a rule; asked before each run
	 * @param limit how long a run may take
	 */
	public PluginCredentials(Supplier<Map<String, String>> environment, PluginConsole console, Duration limit, InstantSource clock) {
		this.environment = Objects.requireNonNull(environment);
		this.console = Objects.requireNonNull(console);
		this.limit = Objects.requireNonNull(limit);
		this.clock = Objects.requireNonNull(clock);
	}

	/**
	 * The credential to use now: the one that is kept, or a new one if there is none or it has expired. Blocks while the plug-in runs.
	 *
	 * @throws CredentialException if the plug-in is missing, fails, takes too long, or gives what is no credential
	 * @throws InterruptedException if the thread is interrupted; the plug-in is then ended
	 */
	public PluginCredential current(ExecPlugin plugin) throws CredentialException, InterruptedException {
		return kept(plugin, credential -> !clock.instant().isAfter(credential.expiresAt()));
	}

	/**
	 * A credential in place of one that the server has refused by 401. The plug-in runs again, unless another thread has got a newer
	 * credential meanwhile.
	 *
	 * @param refused what {@link #current} gave
	 */
	public PluginCredential renewed(ExecPlugin plugin, PluginCredential refused) throws CredentialException, InterruptedException {
		return kept(plugin, credential -> credential != refused);
	}

	private PluginCredential kept(ExecPlugin plugin, Predicate<PluginCredential> good) throws CredentialException, InterruptedException {
		Slot slot = slot(plugin);
		slot.lock.lockInterruptibly();
		try {
			if (slot.kept.stream().noneMatch(good)) {
				slot.kept = List.of(new PluginRun(plugin, environment.get(), console, limit).credential());
			}
			return slot.kept.getFirst();
		} finally {
			slot.lock.unlock();
		}
	}

	private Slot slot(ExecPlugin plugin) {
		Key key = new Key(plugin.version(), plugin.command(), plugin.arguments(), plugin.environment(), plugin.cluster());
		return slots.computeIfAbsent(key, _ -> new Slot());
	}
}
