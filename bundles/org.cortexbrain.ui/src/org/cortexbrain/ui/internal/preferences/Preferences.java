package org.cortexbrain.ui.internal.preferences;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.cortexbrain.cluster.NamedNetwork;
import org.cortexbrain.model.Health.Thresholds;
import org.cortexbrain.telemetry.AgentLink;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.IEclipsePreferences.IPreferenceChangeListener;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.ui.preferences.ScopedPreferenceStore;
import org.osgi.service.prefs.BackingStoreException;

/** The settings of this desktop, with their defaults. Any thread. */
public final class Preferences {
	static final String BUNDLE = "org.cortexbrain.ui";
	public static final String THEME = "theme";
	public static final String AGENT = "agent";
	static final String ANIMATION = "animation";
	public static final String INTERVAL = "interval";
	static final String DEGRADED_FAILURES = "degradedFailurePercent";
	static final String FAILING_FAILURES = "failingFailurePercent";
	static final String DEGRADED_RETRANSMITS = "degradedRetransmitsPerSecond";
	static final String DEGRADED_LATENCY = "degradedLatencyMillis";
	private static final String NETWORKS = "networks";
	private static final String RECENT = "recent";
	private static final int RECENT_MOST = 8;

	/** Which theme a person wants. */
	public enum Theme {
		SYSTEM, LIGHT, DARK
	}

	/** Whether a person wants moves to be animated. */
	public enum Animation {
		SYSTEM, ON, OFF
	}

	private Preferences() {
	}

	private static IEclipsePreferences node() {
		return InstanceScope.INSTANCE.getNode(BUNDLE);
	}

	/** The store of the preference pages, with the defaults in it. */
	static IPreferenceStore store() {
		var store = new ScopedPreferenceStore(InstanceScope.INSTANCE, BUNDLE);
		store.setDefault(THEME, Theme.SYSTEM.name());
		store.setDefault(ANIMATION, Animation.SYSTEM.name());
		store.setDefault(AGENT, defaultAgent());
		store.setDefault(INTERVAL, 1);
		store.setDefault(DEGRADED_FAILURES, Integer.toString((int) Math.round(Thresholds.DEFAULT.degradedFailureRatio() * 100)));
		store.setDefault(FAILING_FAILURES, Integer.toString((int) Math.round(Thresholds.DEFAULT.failingFailureRatio() * 100)));
		store.setDefault(DEGRADED_RETRANSMITS, Integer.toString((int) Thresholds.DEFAULT.degradedRetransmitsPerSecond()));
		store.setDefault(DEGRADED_LATENCY, Integer.toString((int) (Thresholds.DEFAULT.degradedLatencyMicros() / 1000)));
		return store;
	}

	private static String defaultAgent() {
		return "http://127.0.0.1:" + AgentLink.DEFAULT_PORT;
	}

	public static Theme theme() {
		String name = node().get(THEME, Theme.SYSTEM.name());
		for (Theme theme : Theme.values()) {
			if (theme.name().equals(name)) {
				return theme;
			}
		}
		return Theme.SYSTEM;
	}

	public static void setTheme(Theme theme) {
		node().put(THEME, theme.name());
		save();
	}

	public static Animation animation() {
		String name = node().get(ANIMATION, Animation.SYSTEM.name());
		for (Animation animation : Animation.values()) {
			if (animation.name().equals(name)) {
				return animation;
			}
		}
		return Animation.SYSTEM;
	}

	/**
	 * Where the agent of this machine listens.
	 *
	 * @throws IllegalArgumentException with whole sentences for a person, if what is set is no address
	 */
	public static URI agent() {
		try {
			return AgentLink.address(node().get(AGENT, defaultAgent()));
		} catch (IllegalArgumentException e) {
			throw new IllegalArgumentException(e.getMessage() + ". It is set in Window > Preferences > CortexBrain, Agent of this machine.", e);
		}
	}

	/** The time between two samples. */
	public static Duration interval() {
		return Duration.ofSeconds(Math.clamp(node().getInt(INTERVAL, 1), 1, 60));
	}

	/** From when on an edge is called degraded or failing. */
	public static Thresholds thresholds() {
		Thresholds normal = Thresholds.DEFAULT;
		return new Thresholds(node().getInt(DEGRADED_FAILURES, (int) Math.round(normal.degradedFailureRatio() * 100)) / 100.0,
				node().getInt(FAILING_FAILURES, (int) Math.round(normal.failingFailureRatio() * 100)) / 100.0,
				node().getInt(DEGRADED_RETRANSMITS, (int) normal.degradedRetransmitsPerSecond()),
				node().getInt(DEGRADED_LATENCY, (int) (normal.degradedLatencyMicros() / 1000)) * 1000.0);
	}

	/** What a person calls ranges of addresses outside. What cannot be understood, as after an older version, is left out and told in the log. */
	public static List<NamedNetwork> networks() {
		List<NamedNetwork> networks = new ArrayList<>();
		for (String line : node().get(NETWORKS, "").split("\n")) {
			int space = line.indexOf(' ');
			try {
				if (!line.isEmpty()) {
					networks.add(NamedNetwork.of(line.substring(space + 1), line.substring(0, Math.max(0, space))));
				}
			} catch (IllegalArgumentException e) {
				ILog.of(Preferences.class).warn("A named network in the preferences cannot be understood and is left out: " + line, e);
			}
		}
		return networks;
	}

	static void setNetworks(List<NamedNetwork> networks) {
		node().put(NETWORKS, String.join("\n", networks.stream().map(each -> each.range() + " " + each.name()).toList()));
		save();
	}

	/** Calls {@code listener}, on whichever thread changes them, after the named networks have changed. Returns what ends that. */
	public static Runnable onNetworks(Runnable listener) {
		return onChange(Set.of(NETWORKS), listener);
	}

	/** Calls {@code listener}, on whichever thread changes them, after the thresholds of health have changed. Returns what ends that. */
	public static Runnable onThresholds(Runnable listener) {
		return onChange(Set.of(DEGRADED_FAILURES, FAILING_FAILURES, DEGRADED_RETRANSMITS, DEGRADED_LATENCY), listener);
	}

	/** Calls {@code listener}, on whichever thread changes it, after the wish for animations has changed. Returns what ends that. */
	public static Runnable onAnimation(Runnable listener) {
		return onChange(Set.of(ANIMATION), listener);
	}

	private static Runnable onChange(Set<String> names, Runnable listener) {
		IPreferenceChangeListener filter = change -> {
			if (names.contains(change.getKey())) {
				listener.run();
			}
		};
		node().addPreferenceChangeListener(filter);
		return () -> node().removePreferenceChangeListener(filter);
	}

	/** What was opened before, newest first: addresses of agents ({@code http://...}) and files of recordings. */
	public static List<String> recent() {
		String text = node().get(RECENT, "");
		return text.isEmpty() ? List.of() : List.of(text.split("\n"));
	}

	public static void addRecent(String opened) {
		var all = new ArrayList<>(recent());
		all.remove(opened);
		all.addFirst(opened);
		node().put(RECENT, String.join("\n", all.subList(0, Math.min(RECENT_MOST, all.size()))));
		save();
	}

	private static void save() {
		try {
			node().flush();
		} catch (BackingStoreException e) {
			ILog.of(Preferences.class).error("The preferences could not be saved", e);
		}
	}
}
