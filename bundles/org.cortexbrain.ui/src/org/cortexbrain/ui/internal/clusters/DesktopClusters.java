package org.cortexbrain.ui.internal.clusters;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.connect.AgentLinks;
import org.cortexbrain.connect.Clusters;
import org.cortexbrain.connect.ConnectionReach;
import org.cortexbrain.connect.Connections;
import org.cortexbrain.connect.KnownCluster;
import org.cortexbrain.connect.Origin;
import org.cortexbrain.connect.Origins;
import org.cortexbrain.connect.PluginConsent;
import org.cortexbrain.connect.PluginConversation;
import org.cortexbrain.connect.Reach;
import org.cortexbrain.connect.Trials;
import org.cortexbrain.kubeconfig.KubeconfigFiles;
import org.cortexbrain.kubeconfig.KubeconfigWatch;
import org.cortexbrain.kubeconfig.LoginEnvironment;
import org.cortexbrain.kubeconfig.PluginCredentials;
import org.cortexbrain.telemetry.Source;
import org.cortexbrain.ui.internal.preferences.Preferences;
import org.cortexbrain.ui.internal.session.Session;
import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.widgets.Display;

/**
 * The clusters of this desktop, and the kubeconfigs that they come from. One for each workbench; it begins to read files when they are first
 * needed.
 *
 * <p>Threading: listeners are called on the UI thread, at most ten times a second. All other methods may be called from any thread and
 * return at once.
 */
public final class DesktopClusters implements AutoCloseable {
	/** The variables that kubeconfigs are found by, instead of this process's own: for tests. */
	public static final String ENVIRONMENT_PROPERTY = "org.cortexbrain.ui.kubeconfig";
	private static final int MILLIS_BETWEEN_UPDATES = 100;

	private static volatile DesktopClusters current;

	private final Display display;
	private final ClusterMemory memory = new ClusterMemory();
	private final Origins origins;
	private final PluginConsent consent = memory.consent();
	private final PluginConversation conversation = new PluginConversation();
	private final Reach.Maker maker;
	private final Connections connections;
	private final Clusters clusters;
	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
	private final AtomicBoolean pending = new AtomicBoolean();
	private final AtomicBoolean begun = new AtomicBoolean();

	public DesktopClusters(Display display, Session session) {
		this.display = display;
		origins = new Origins(System.getenv(), KubeconfigWatch.USUAL_QUIET);
		var environment = new LoginEnvironment(System.getenv(), LoginEnvironment.USUAL_LIMIT);
		var plugins = new PluginCredentials(environment, conversation, PluginCredentials.USUAL_LIMIT, InstantSource.system());
		maker = ConnectionReach.maker(plugins);
		connections = new Connections(origins, consent, plugins);
		clusters = new Clusters(origins, consent, maker, new Links(session), Preferences::interval, memory::save);
		clusters.onChange(this::changed);
		origins.onChange(this::changed);
		conversation.attach((_, _) -> changed());
		current = this;
	}

	/** Links to agents are sources of the session. */
	private record Links(Session session) implements AgentLinks {
		@Override
		public void open(Supplier<Source> link, AddressBook book) {
			session.link(link, book);
		}

		@Override
		public void close(String id) {
			session.remove(id);
		}
	}

	/** Those of the running workbench. */
	public static DesktopClusters current() {
		DesktopClusters clusters = current;
		if (clusters == null) {
			throw new IllegalStateException("the workbench does not run");
		}
		return clusters;
	}

	/** Begins to read kubeconfigs, and connects what was connected before; from the second call on it does nothing. */
	public void begin() {
		if (begun.compareAndSet(false, true)) {
			String instead = System.getProperty(ENVIRONMENT_PROPERTY);
			origins.add(new Origin.Usual(KubeconfigFiles.of(instead == null ? System.getenv() : Map.of(KubeconfigFiles.VARIABLE, instead),
					Path.of(System.getProperty("user.home")))));
			memory.files().forEach(origins::add);
			origins.onChange(() -> memory.saveFiles(origins.all().stream().map(Origins.Listed::origin).toList()));
			clusters.restore(memory.clusters());
		}
	}

	/** As {@link #begin} where a cluster was connected when the desktop ended. */
	public void resume() {
		if (memory.clusters().stream().anyMatch(KnownCluster::connected)) {
			begin();
		}
	}

	public Origins origins() {
		return origins;
	}

	public PluginConsent consent() {
		return consent;
	}

	public PluginConversation conversation() {
		return conversation;
	}

	public Clusters clusters() {
		return clusters;
	}

	/** Connections of their own, for work in a cluster. */
	public Connections connections() {
		return connections;
	}

	/** Tests of connections; to be closed by who asks for them. */
	public Trials trials() {
		return new Trials(origins, consent, conversation, maker);
	}

	/** Tells the listeners soon. */
	private void changed() {
		if (!display.isDisposed() && pending.compareAndSet(false, true)) {
			display.asyncExec(() -> display.timerExec(MILLIS_BETWEEN_UPDATES, this::deliver));
		}
	}

	private void deliver() {
		pending.set(false);
		for (Runnable listener : listeners) {
			try {
				listener.run();
			} catch (RuntimeException e) {
				ILog.of(DesktopClusters.class).error("The newest state of the clusters could not be shown", e);
			}
		}
	}

	/** Calls {@code listener} on the UI thread after each change of kubeconfigs, clusters and what plug-ins say. Returns what ends that. UI thread. */
	public Runnable onChange(Runnable listener) {
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	@Override
	public void close() {
		clusters.close();
		origins.close();
		current = null;
	}
}
