package org.cortexbrain.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The clusters that a person knows, and their connections. Several are live at once, each on a thread of its own, so that one that hangs
 * harms no other.
 *
 * <p>Threading: every method may be called from any thread and returns at once. Listeners are called on threads of the clusters.
 */
public final class Clusters implements AutoCloseable {
	/** How long a person who has typed a production cluster's name may change it. */
	public static final Duration CHANGES_ALLOWED = Duration.ofMinutes(15);

	/**
	 * A cluster as it stands.
	 *
	 * @param facts what it said last, which may be long ago while it is not live; empty if it has never answered
	 */
	public record Observed(KnownCluster cluster, ClusterState state, Optional<ClusterFacts> facts) {
	}

	private final Origins origins;
	private final PluginConsent consent;
	private final Reach.Maker maker;
	private final AgentLinks links;
	private final Supplier<Duration> interval;
	private final InstantSource clock;
	private final Consumer<List<KnownCluster>> save;
	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
	private final Runnable endOrigins;
	/* Guarded by this. */
	private final Map<ClusterId, Entry> entries = new LinkedHashMap<>();
	private boolean closed;

	private final class Entry {
		/* Guarded by the clusters. */
		private KnownCluster cluster;
		private ClusterState state = new ClusterState.Disconnected();
		private Optional<ClusterFacts> facts = Optional.empty();
		private Optional<ClusterLife> life = Optional.empty();
		private Instant changesUntil = Instant.MIN;

		Entry(KnownCluster cluster) {
			this.cluster = cluster;
		}
	}

	/**
	 * @param maker reaches a cluster
	 * @param interval between the samples of an agent; asked for each link
	 * @param save takes the known clusters after each change, on the thread that changes
	 */
	public Clusters(Origins origins, PluginConsent consent, Reach.Maker maker, AgentLinks links, Supplier<Duration> interval,
			Consumer<List<KnownCluster>> save) {
		this(origins, consent, maker, links, interval, save, InstantSource.system());
	}

	Clusters(Origins origins, PluginConsent consent, Reach.Maker maker, AgentLinks links, Supplier<Duration> interval, Consumer<List<KnownCluster>> save,
			InstantSource clock) {
		this.clock = clock;
		this.origins = Objects.requireNonNull(origins);
		this.consent = Objects.requireNonNull(consent);
		this.maker = Objects.requireNonNull(maker);
		this.links = Objects.requireNonNull(links);
		this.interval = Objects.requireNonNull(interval);
		this.save = Objects.requireNonNull(save);
		endOrigins = origins.onChange(this::wakeAll);
	}

	/** Takes in what was remembered; those that were to be connected are. Saves nothing. */
	public void restore(List<KnownCluster> remembered) {
		remembered.forEach(cluster -> {
			Entry entry;
			synchronized (this) {
				if (closed || entries.containsKey(cluster.id())) {
					return;
				}
				entry = new Entry(cluster);
				entries.put(cluster.id(), entry);
			}
			if (cluster.connected()) {
				begin(entry);
			}
		});
		told();
	}

	/** Adds a cluster, or gives one that is there another name, colour or mark; connects it if it is to be. */
	public void put(KnownCluster cluster) {
		Entry entry;
		boolean renamed;
		synchronized (this) {
			if (closed) {
				return;
			}
			entry = entries.computeIfAbsent(cluster.id(), _ -> new Entry(cluster));
			renamed = !entry.cluster.name().equals(cluster.name());
			entry.cluster = cluster;
			entry.changesUntil = Instant.MIN;
		}
		saveAll();
		if (renamed) {
			/* The links carry its name. */
			end(entry, new ClusterState.Disconnected());
		}
		if (cluster.connected()) {
			begin(entry);
		} else {
			end(entry, new ClusterState.Disconnected());
		}
		told();
	}

	/** Connects it, or tries again at once. */
	public void connect(ClusterId id) {
		wanted(id, true).ifPresent(this::begin);
		told();
	}

	/** Ends the connection; what its agents told leaves the views. */
	public void disconnect(ClusterId id) {
		wanted(id, false).ifPresent(entry -> end(entry, new ClusterState.Disconnected()));
		told();
	}

	private Optional<Entry> wanted(ClusterId id, boolean connected) {
		Optional<Entry> entry;
		synchronized (this) {
			entry = Optional.ofNullable(entries.get(id));
			entry.ifPresent(each -> {
				each.cluster = each.cluster.connected(connected);
				each.changesUntil = Instant.MIN;
			});
		}
		saveAll();
		return entry;
	}

	/** Disconnects it and knows it no more. Its kubeconfig stays as it is. */
	public void forget(ClusterId id) {
		Entry entry;
		synchronized (this) {
			entry = entries.remove(id);
		}
		if (entry != null) {
			end(entry, new ClusterState.Disconnected());
			saveAll();
			told();
		}
	}

	private void begin(Entry entry) {
		ClusterLife life;
		synchronized (this) {
			if (closed || entries.get(entry.cluster.id()) != entry) {
				return;
			}
			if (entry.life.isPresent()) {
				life = entry.life.get();
			} else {
				life = new ClusterLife(entry.cluster.id(), entry.cluster.name(), origins, consent, maker, links, interval.get(), clock,
						new Told(entry));
				entry.life = Optional.of(life);
				entry.state = new ClusterState.Connecting();
				life.start();
				return;
			}
		}
		life.again();
	}

	/** Takes what a life tells, as long as it is the one that the entry has. */
	private final class Told implements ClusterLife.Listener {
		private final Entry entry;

		Told(Entry entry) {
			this.entry = entry;
		}

		private void change(ClusterLife life, Runnable change) {
			synchronized (Clusters.this) {
				if (entry.life.filter(now -> now == life).isEmpty()) {
					return;
				}
				change.run();
			}
			told();
		}

		@Override
		public void state(ClusterLife life, ClusterState state) {
			change(life, () -> entry.state = state);
		}

		@Override
		public void facts(ClusterLife life, ClusterFacts facts) {
			change(life, () -> entry.facts = Optional.of(facts));
		}
	}

	private void end(Entry entry, ClusterState state) {
		Optional<ClusterLife> life;
		synchronized (this) {
			life = entry.life;
			entry.life = Optional.empty();
			entry.state = state;
			entry.facts = Optional.empty();
		}
		life.ifPresent(ClusterLife::close);
	}

	private void saveAll() {
		List<KnownCluster> known;
		synchronized (this) {
			known = entries.values().stream().map(entry -> entry.cluster).toList();
		}
		save.accept(known);
	}

	/** After something has changed that a cluster may wait for: a kubeconfig, or the consent to a plug-in. */
	public void wakeAll() {
		List<ClusterLife> lives = new ArrayList<>();
		synchronized (this) {
			entries.values().forEach(entry -> entry.life.ifPresent(lives::add));
		}
		lives.forEach(ClusterLife::wake);
	}

	/** After something has been changed in a cluster: it is asked at once how it is, if it is connected. */
	public void look(ClusterId id) {
		Optional<ClusterLife> life;
		synchronized (this) {
			life = Optional.ofNullable(entries.get(id)).flatMap(entry -> entry.life);
		}
		life.ifPresent(ClusterLife::wake);
	}

	/** All clusters in the order in which they were added. */
	public synchronized List<Observed> all() {
		return entries.values().stream().map(entry -> new Observed(entry.cluster, entry.state, entry.facts)).toList();
	}

	public Optional<Observed> find(ClusterId id) {
		return all().stream().filter(each -> each.cluster().id().equals(id)).findFirst();
	}

	/** Why nothing may be changed in this cluster now, a whole sentence; empty if it may, as far as this desktop is concerned. */
	public synchronized Optional<String> changesRefused(ClusterId id) {
		Entry entry = entries.get(id);
		if (entry == null) {
			return Optional.of("The cluster is not known.");
		}
		return !entry.cluster.production() || clock.instant().isBefore(entry.changesUntil) ? Optional.empty()
				: Optional.of(entry.cluster.name() + " is marked as production: it is read-only until its name is typed.");
	}

	/** Allows changes of a production cluster for {@link #CHANGES_ALLOWED}, if that is its name. Returns whether they are allowed now. */
	public synchronized boolean allowChanges(ClusterId id, String typedName) {
		Entry entry = entries.get(id);
		if (entry != null && entry.cluster.name().equals(typedName.strip())) {
			entry.changesUntil = clock.instant().plus(CHANGES_ALLOWED);
		}
		return changesRefused(id).isEmpty();
	}

	/** Calls {@code listener} after each change. Returns what ends that. */
	public Runnable onChange(Runnable listener) {
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	private void told() {
		listeners.forEach(Runnable::run);
	}

	@Override
	public void close() {
		List<Entry> all;
		synchronized (this) {
			closed = true;
			all = List.copyOf(entries.values());
		}
		endOrigins.run();
		all.forEach(entry -> end(entry, new ClusterState.Disconnected()));
	}
}
