package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import org.cortexbrain.graph.GraphViewer;
import org.eclipse.swt.widgets.Display;

/** Waits on the UI thread, which goes on with its work meanwhile. */
final class Waiting {
	/** Generous: on a crowded machine all is slow. */
	private static final Duration PATIENCE = Duration.ofSeconds(60);
	private static final int LOOK_MILLIS = 20;

	private Waiting() {
	}

	/** @param what for the message when it has been in vain */
	static void until(String what, BooleanSupplier condition) {
		Display display = Display.getDefault();
		long start = System.nanoTime();
		while (!condition.getAsBoolean()) {
			assertTrue("waited in vain until " + what, System.nanoTime() - start < PATIENCE.toNanos());
			if (!display.readAndDispatch()) {
				display.timerExec(LOOK_MILLIS, () -> {
				});
				display.sleep();
			}
		}
	}

	/** Until every node has a place. */
	static void laidOut(GraphViewer viewer) {
		boolean[] done = new boolean[1];
		viewer.whenLaidOut(() -> done[0] = true);
		until("the layout is done", () -> done[0]);
	}
}
