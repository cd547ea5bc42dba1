package org.cortexbrain.agent.sampling;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import org.cortexbrain.protocol.Message;

/**
 * One reader's samples, between the sampler's thread that makes them and the thread that writes them out.
 *
 * <p>A reader that is late gets fewer samples, none of them wrong: counters are cumulative. One that is too late for too long is
 * dropped; nobody waits for it.
 */
public final class Subscription {
	/** Samples that wait; more are not made before one is taken. */
	private static final int WAITING = 2;
	/** Samples that could not be made before a reader is dropped. */
	static final int PATIENCE = 10;
	/** Ticks in which a reader that was dropped may still read what is on its way, and the reason at its end. */
	static final int PARTING_TICKS = 10;

	private final BlockingQueue<Message> messages = new ArrayBlockingQueue<>(WAITING + 1);
	private final Thread writer;
	final int everyTicks;
	long flowsSeen;
	long partiesSeen;
	long retiredSeen;
	long sequence;
	long nextTick;
	int passedOver;
	/** The groups whose owner this reader knows. */
	final Set<Long> told = new HashSet<>();
	private volatile boolean ended;

	/**
	 * @param interval between samples, whole seconds
	 * @param writer the thread that takes the messages; it is interrupted if it is stuck
	 */
	Subscription(Duration interval, Thread writer) {
		everyTicks = Math.toIntExact(interval.toSeconds());
		this.writer = writer;
	}

	/** Waits for the next message; a farewell is the last. */
	public Message take() throws InterruptedException {
		return messages.take();
	}

	boolean hasRoom() {
		return messages.size() < WAITING;
	}

	void give(Message message) {
		if (!messages.offer(message)) {
			throw new IllegalStateException("nobody asked whether there is room");
		}
		passedOver = 0;
	}

	/** Ends the subscription with a last word in place of what still waits. */
	void end(Message.Farewell farewell) {
		if (!ended) {
			ended = true;
			messages.clear();
			give(farewell);
		}
	}

	boolean ended() {
		return ended;
	}

	/** Frees a writer that is stuck in its socket: an interrupt closes the channel. */
	void interrupt() {
		writer.interrupt();
	}
}
