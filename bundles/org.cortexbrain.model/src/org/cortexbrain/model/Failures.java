package org.cortexbrain.model;

/**
 * Connections that failed, by reason, cumulative. The first four were never established; the last two were.
 *
 * @param refused the peer answered the SYN with a reset
 * @param timedOut no answer to the SYN
 * @param unreachable a router or this host said that there is no way
 * @param abandoned ended before an answer came, for another reason (the program gave up, say)
 * @param reset established, then ended by a reset of the peer
 * @param lost established, then ended because the peer answered no more
 */
public record Failures(long refused, long timedOut, long unreachable, long abandoned, long reset, long lost) {
	public static final Failures NONE = new Failures(0, 0, 0, 0, 0, 0);

	/** Connections that were never established. */
	public long toConnect() {
		return refused + timedOut + unreachable + abandoned;
	}

	public long total() {
		return toConnect() + reset + lost;
	}

	public Failures plus(Failures that) {
		if (that.equals(NONE)) {
			return this;
		}
		if (equals(NONE)) {
			return that;
		}
		return new Failures(refused + that.refused, timedOut + that.timedOut, unreachable + that.unreachable,
				abandoned + that.abandoned, reset + that.reset, lost + that.lost);
	}

	/** What was counted since {@code earlier}; what shrank counts as 0. */
	public Failures minus(Failures earlier) {
		if (equals(NONE)) {
			return NONE;
		}
		return new Failures(Math.max(0, refused - earlier.refused), Math.max(0, timedOut - earlier.timedOut),
				Math.max(0, unreachable - earlier.unreachable), Math.max(0, abandoned - earlier.abandoned),
				Math.max(0, reset - earlier.reset), Math.max(0, lost - earlier.lost));
	}
}
