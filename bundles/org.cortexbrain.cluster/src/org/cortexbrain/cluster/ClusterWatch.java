package org.cortexbrain.cluster;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.cortexbrain.cluster.ClusterObject.Kind;
import org.cortexbrain.cluster.internal.watch.KindWatch;
import org.cortexbrain.cluster.internal.watch.Resource;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * Keeps an address book at the state of its cluster: nodes, pods, services, endpoint slices, and owners of pods. Each kind is watched by itself,
 * on a virtual thread, and comes back by itself after any break, so that a kind that may not be read, or a cluster that hangs, harms no other.
 *
 * <p>Asks for {@code list} and {@code watch} of those kinds in all namespaces; where that is refused, in the context's own namespace.
 *
 * <p>Safe for use by several threads. Listeners are called on the watches' threads.
 */
public final class ClusterWatch implements AutoCloseable {
	private static final System.Logger LOG = System.getLogger(ClusterWatch.class.getName());

	private final AddressBook book;
	private final List<KindWatch> watches = new ArrayList<>();
	private final List<Consumer<Map<Kind, WatchState>>> listeners = new CopyOnWriteArrayList<>();
	/* Guarded by itself. */
	private final Map<Kind, WatchState> states = new EnumMap<>(Kind.class);

	/** Begins at once. Closing it leaves the connection open. */
	public ClusterWatch(ClusterConnection connection, AddressBook book) {
		this(connection.http(), connection.server(), Optional.of(connection.access().namespace()).filter(name -> !name.isEmpty()), book,
				KindWatch.Pace.USUAL);
	}

	ClusterWatch(OkHttpClient client, HttpUrl server, Optional<String> ownNamespace, AddressBook book, KindWatch.Pace pace) {
		this.book = book;
		for (Resource resource : Resource.values()) {
			states.put(resource.kind(), new WatchState.Starting());
			watches.add(new KindWatch(resource, client, server, ownNamespace, book, pace, state -> changed(resource.kind(), state)));
		}
		watches.forEach(watch -> Thread.ofVirtual().name("watch of " + book.cluster()).start(watch));
	}

	/** What the watch knows. */
	public AddressBook book() {
		return book;
	}

	/** How each kind stands. */
	public Map<Kind, WatchState> states() {
		synchronized (states) {
			return new EnumMap<>(states);
		}
	}

	/** Calls {@code listener} with how each kind stands when one changes. Returns what ends that. */
	public Runnable onState(Consumer<Map<Kind, WatchState>> listener) {
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	private void changed(Kind kind, WatchState state) {
		synchronized (states) {
			states.put(kind, state);
		}
		Map<Kind, WatchState> now = states();
		for (Consumer<Map<Kind, WatchState>> listener : listeners) {
			try {
				listener.accept(now);
			} catch (RuntimeException e) {
				LOG.log(System.Logger.Level.ERROR, "a listener of the watch failed", e);
			}
		}
	}

	/** Tries again at once, also what seems to live: for a machine that has slept. */
	public void retryNow() {
		watches.forEach(KindWatch::retryNow);
	}

	/** Ends all watches; what was known stays in the book. Does not block; idempotent. */
	@Override
	public void close() {
		watches.forEach(KindWatch::close);
	}
}
