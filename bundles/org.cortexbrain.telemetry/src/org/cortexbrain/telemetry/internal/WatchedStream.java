package org.cortexbrain.telemetry.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A stream that is closed when nothing has come for too long; the reader, who may be any one thread, then gets a
 * {@link SocketTimeoutException}. One thread watches all streams.
 */
public final class WatchedStream extends FilterInputStream {
	private static final ScheduledExecutorService WATCH = Executors
			.newSingleThreadScheduledExecutor(task -> Thread.ofPlatform().name("watch of agents' streams").daemon().unstarted(task));
	private static final System.Logger LOG = System.getLogger(WatchedStream.class.getName());

	private final Duration longestSilence;
	private final ScheduledFuture<?> watch;
	private volatile long heard = System.nanoTime();
	private volatile boolean silent;

	/** @param longestSilence looked at in quarters of it */
	public WatchedStream(InputStream in, Duration longestSilence) {
		super(in);
		this.longestSilence = longestSilence;
		long quarter = longestSilence.dividedBy(4).toNanos();
		watch = WATCH.scheduleWithFixedDelay(this::look, quarter, quarter, TimeUnit.NANOSECONDS);
	}

	private void look() {
		if (System.nanoTime() - heard > longestSilence.toNanos()) {
			silent = true;
			try {
				close();
			} catch (IOException e) {
				LOG.log(Level.DEBUG, "a silent stream could not be closed in order", e);
			}
		}
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] bytes, int from, int length) throws IOException {
		try {
			int count = in.read(bytes, from, length);
			if (silent) {
				throw new SocketTimeoutException();
			}
			heard = System.nanoTime();
			return count;
		} catch (IOException e) {
			throw silent ? new SocketTimeoutException("nothing came for " + longestSilence) : e;
		}
	}

	@Override
	public void close() throws IOException {
		watch.cancel(false);
		in.close();
	}
}
