package org.cortexbrain.cluster.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who held what, and when: an address is one pod's until it ends and may be another's then. Memory is bounded: what has ended is kept for
 * a time and up to a number, then the oldest is forgotten, and of that time nobody is known. For one thread.
 *
 * @param <K> what is held
 * @param <V> who holds it; equal if it is the same holder
 */
public final class Tenures<K, V> {
	private static final class Tenure<K, V> {
		final K key;
		final V holder;
		final Instant from;
		Instant until = Instant.MAX;

		Tenure(K key, V holder, Instant from) {
			this.key = key;
			this.holder = holder;
			this.from = from;
		}
	}

	private final Duration remembered;
	private final int most;
	private final Map<K, List<Tenure<K, V>>> byKey = new HashMap<>();
	/** In the order in which they were ended. */
	private final Deque<Tenure<K, V>> ended = new ArrayDeque<>();

	/**
	 * @param remembered how long what has ended is known
	 * @param most how many of those are
	 */
	public Tenures(Duration remembered, int most) {
		this.remembered = remembered;
		this.most = most;
	}

	/**
	 * Takes in that somebody is seen to hold something.
	 *
	 * @param earliest before when it cannot have been so
	 * @param seen when it was learnt
	 */
	public void begin(K key, V holder, Instant earliest, Instant seen) {
		List<Tenure<K, V>> all = byKey.computeIfAbsent(key, _ -> new ArrayList<>(1));
		Instant from = earliest.isAfter(seen) ? seen : earliest;
		for (Tenure<K, V> other : List.copyOf(all)) {
			if (other.until.equals(Instant.MAX)) {
				if (other.holder.equals(holder)) {
					return;
				}
				/* Both may have held it from the time on at which the new one can have begun: until it was seen, nobody is known. */
				end(other, from, seen);
				from = seen;
			} else if (other.until.isAfter(from)) {
				/* That it was gone was told later than it was gone: the new one may have held it before that. */
				Instant told = other.until;
				other.until = from.isBefore(other.from) ? other.from : from;
				from = told.isAfter(seen) ? seen : told;
			}
		}
		all.add(new Tenure<>(key, holder, from));
	}

	/** Takes in that somebody does not hold something any more. Does nothing if he did not. */
	public void end(K key, V holder, Instant until, Instant seen) {
		for (Tenure<K, V> each : List.copyOf(byKey.getOrDefault(key, List.of()))) {
			if (each.until.equals(Instant.MAX) && each.holder.equals(holder)) {
				end(each, until, seen);
			}
		}
	}

	private void end(Tenure<K, V> tenure, Instant until, Instant seen) {
		tenure.until = until.isBefore(tenure.from) ? tenure.from : until;
		ended.add(tenure);
		forget(seen);
	}

	/** Drops what is too old or too much. */
	private void forget(Instant now) {
		while (ended.size() > most || !ended.isEmpty() && ended.peek().until.isBefore(now.minus(remembered))) {
			Tenure<K, V> oldest = ended.remove();
			byKey.computeIfPresent(oldest.key, (_, all) -> {
				all.remove(oldest);
				return all.isEmpty() ? null : all;
			});
		}
	}

	/** Who held something at a time; empty where nobody is known to. */
	public Optional<V> at(K key, Instant when) {
		for (Tenure<K, V> each : byKey.getOrDefault(key, List.of())) {
			if (!when.isBefore(each.from) && when.isBefore(each.until)) {
				return Optional.of(each.holder);
			}
		}
		return Optional.empty();
	}

	/** How many are kept, those that have ended among them. */
	public int size() {
		return byKey.values().stream().mapToInt(List::size).sum();
	}
}
