package org.cortexbrain.graph.benchmark;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;

/**
 * When a control was painted, seen from outside: a filter of the display comes before the control's own listeners. Belongs to the UI
 * thread.
 */
final class PaintWatch {
	private static final int WAKE_MILLIS = 20;

	private final Display display;
	private final Control control;
	private long paints;
	private long began;

	/**
	 * What one cause brought about, in milliseconds.
	 *
	 * @param work the UI thread's: handling the cause and painting, until the X server has drawn; the wait for the frame clock is left out
	 * @param wall from the cause until it is seen, everything included
	 */
	record Frame(double work, double wall) {
	}

	/** What was waited for did not come. */
	static final class NotPainted extends RuntimeException {
		private static final long serialVersionUID = 1;

		NotPainted(String what) {
			super(what);
		}
	}

	PaintWatch(Control control) {
		this.control = control;
		display = control.getDisplay();
		Listener filter = event -> {
			if (event.widget == control) {
				paints++;
				began = System.nanoTime();
			}
		};
		display.addFilter(SWT.Paint, filter);
		control.addListener(SWT.Dispose, _ -> display.removeFilter(SWT.Paint, filter));
	}

	/** Runs the cause and waits for the first paint after it. */
	Frame frame(Runnable cause, long limitMillis) {
		return frame(cause, () -> true, limitMillis);
	}

	/**
	 * Runs the cause and waits until, after a paint, it is seen.
	 *
	 * @throws NotPainted if that takes longer than the limit
	 */
	Frame frame(Runnable cause, java.util.function.BooleanSupplier seen, long limitMillis) {
		long before = paints;
		long start = System.nanoTime();
		cause.run();
		double work = (System.nanoTime() - start) / 1e6;
		while (true) {
			if (System.nanoTime() - start > limitMillis * 1_000_000) {
				throw new NotPainted("not painted within " + limitMillis + " ms");
			}
			long paintsBefore = paints;
			boolean more = display.readAndDispatch();
			if (paints > paintsBefore && paints > before) {
				drawn();
				long now = System.nanoTime();
				work += (now - began) / 1e6;
				if (seen.getAsBoolean()) {
					return new Frame(work, (now - start) / 1e6);
				}
			} else if (!more) {
				doze();
			}
		}
	}

	/**
	 * Waits until the control has not been painted for a while.
	 *
	 * @return milliseconds from the start until the last paint was drawn; 0 if there was none
	 */
	double settle(long start, long quietMillis, long limitMillis) {
		long last = start;
		long seen = paints;
		while (System.nanoTime() - Math.max(last, start) < quietMillis * 1_000_000) {
			if (System.nanoTime() - start > limitMillis * 1_000_000) {
				throw new NotPainted("still painting after " + limitMillis + " ms");
			}
			boolean more = display.readAndDispatch();
			if (paints > seen) {
				seen = paints;
				drawn();
				last = System.nanoTime();
			} else if (!more) {
				doze();
			}
		}
		return (last - start) / 1e6;
	}

	private void doze() {
		display.timerExec(WAKE_MILLIS, () -> {
		});
		display.sleep();
	}

	/** Asks the X server for something: it answers when all that came before is drawn. */
	private void drawn() {
		if (!control.isDisposed()) {
			display.getCursorLocation();
		}
	}
}
