package org.cortexbrain.kubeconfig.internal.exec;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads a stream of a process on a thread of its own, so that a full pipe never stops the process. */
final class Intake {
	private final Thread thread;

	private Intake(Thread thread) {
		this.thread = thread;
	}

	/** @param taker gets each piece as soon as it is there */
	static Intake of(String name, InputStream stream, Consumer<byte[]> taker) {
		return new Intake(Thread.ofPlatform().daemon().name(name).start(() -> {
			byte[] buffer = new byte[8192];
			try {
				for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
					byte[] piece = new byte[count];
					System.arraycopy(buffer, 0, piece, 0, count);
					taker.accept(piece);
				}
			} catch (IOException _) {
				// the process was ended while it wrote; what came before has been taken
				return;
			}
		}));
	}

	/** Waits for the stream's end, but not for ever: a program that goes on in the background may keep it open. */
	void await(Duration limit) throws InterruptedException {
		thread.join(limit);
	}
}
