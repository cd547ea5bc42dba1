package org.cortexbrain.graph.internal.frame;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.paint.ScenePainter;
import org.cortexbrain.graph.internal.paint.SkijaPainter;
import org.cortexbrain.graph.internal.scene.Picture;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Display;

import io.github.humbleui.skija.Canvas;

/**
 * Shows pictures of any size without holding up the UI thread.
 *
 * <p>A small picture is painted at once. A large one is painted by a thread of its own, somewhat wider than the window, into the second of
 * two buffers; meanwhile the first is shown where it belongs, moved or stretched. What only changes its looks is painted over what is
 * shown, at once, and cleanly a moment later. Where little moves, as in somebody's hand, the rest is painted without it, and it over that in
 * each frame. All methods are called on the UI thread.
 */
public final class FramePainter {
	/** Up to so many elements a picture is painted in some milliseconds. */
	private static final int SMALL = 1_200;
	/** What is painted beside the window, as a share of it: so far people can pan until the next frame. */
	private static final double MARGIN = 0.2;
	/** How long after painting over a picture it is painted cleanly. */
	private static final int SETTLE_MILLIS = 60;
	/** How long what moves stands still before all is painted together again. */
	private static final int PUT_DOWN_MILLIS = 150;
	/**
	 * How long the window stands still before a frame that it can do without is painted: while people move it, the thread that paints would
	 * take the time of those that show.
	 */
	private static final int REST_MILLIS = 60;
	/** How much a frame may be stretched or shrunk meanwhile. */
	private static final double MOST_STRETCH = 1.7;

	/** What a buffer shows. */
	private static final class Frame {
		final FrameBuffer buffer;
		final int width;
		final int height;
		View view;
		Picture picture;
		Look look;
		/** Elements of the picture that are not painted. */
		Lifted.Which without = Lifted.Which.NONE;
		boolean overpainted;

		Frame(FrameBuffer buffer, int width, int height) {
			this.buffer = buffer;
			this.width = width;
			this.height = height;
		}

		void show(Picture now, Look nowLook) {
			picture = now;
			look = nowLook;
			without = Lifted.Which.NONE;
		}

		boolean shows(Picture wanted, Look wantedLook) {
			return picture == wanted && wantedLook.equals(look) && without.isEmpty();
		}
	}

	/** @param without what is left out of the picture */
	private record Wish(Picture picture, View view, Look look, Lifted.Which without) {
		Wish(Picture picture, View view, Look look) {
			this(picture, view, look, Lifted.Which.NONE);
		}

		boolean isSameAs(Wish other) {
			return other != null && picture == other.picture && view.equals(other.view) && look.equals(other.look) && without.equals(other.without);
		}
	}

	private final Display display;
	private final Runnable ready;
	private final Consumer<String> problem;
	private final SkijaPainter atHand;
	private final Supplier<SkijaPainter> newPainter;
	private final Object drawing = new Object();
	/* Both are there from the first large picture on. */
	private ExecutorService thread;
	private SkijaPainter behind;
	private Frame front;
	private Frame back;
	private Wish wish;
	private Wish running;
	private boolean busy;
	private boolean settling;
	private View seen;
	private long movedAt;
	private Wish atRest;
	private boolean resting;
	private Lifted lifted;
	private Wish putDown;
	private long liftedAt;
	private boolean puttingDown;
	private Frame composed;
	private boolean disposed;
	private volatile boolean stop;

	/**
	 * @param family the font of the desktop
	 * @param textScale by how much people want text larger than usual
	 * @param ready is run when there is something new to show
	 * @param problem takes what went wrong
	 * @throws LinkageError if Skia cannot be loaded here
	 */
	public FramePainter(Display display, String family, double textScale, Runnable ready, Consumer<String> problem) {
		this.display = display;
		this.ready = ready;
		this.problem = problem;
		newPainter = () -> new SkijaPainter(family, textScale);
		atHand = newPainter.get();
	}

	/** Shows a picture, as it is or as it soon will be. @return whether it is shown as it is */
	public boolean show(GC gc, Picture picture, View view, Look look) {
		if (!view.equals(seen)) {
			seen = view;
			movedAt = System.nanoTime();
		}
		lifted = null;
		if (picture.size() <= SMALL) {
			now(picture, view, look);
		} else {
			soon(picture, view, look);
		}
		return draw(gc, view, look) && lifted == null && front.shows(picture, look) && front.view.zoom() == view.zoom() && !front.overpainted;
	}

	/** Shows a picture as it is, however long that takes. */
	public void showNow(GC gc, Picture picture, View view, Look look) {
		lifted = null;
		now(picture, view, look);
		draw(gc, view, look);
	}

	private void now(Picture picture, View view, Look look) {
		if (front != null && front.shows(picture, look) && view.equals(front.view) && !front.overpainted) {
			return;
		}
		front = sized(front, view.width(), view.height());
		front.view = view;
		front.show(picture, look);
		front.overpainted = false;
		paint(front.buffer, atHand, new Wish(picture, view, look), false);
		front.buffer.painted();
	}

	private void soon(Picture picture, View view, Look look) {
		View wide = view.wider((int) (view.width() * MARGIN), (int) (view.height() * MARGIN));
		if (front == null || front.view == null) {
			ask(new Wish(picture, wide, look));
			return;
		}
		Wish now = new Wish(picture, wide, look);
		boolean covered = front.view.zoom() == view.zoom() && covers(view);
		if (front.shows(picture, look)) {
			if (!covered && !isGoodEnough(view)) {
				ask(now);
			} else if (!covered || !comfortable(view)) {
				askAtRest(now);
			}
			return;
		}
		Optional<Difference> difference = front.without.isEmpty() ? Difference.between(front.picture, front.look, picture, look) : Optional.empty();
		if (difference.isEmpty()) {
			lifted = covered ? Lifted.between(front.picture, picture, front.without).orElse(null) : null;
			if (lifted == null || !front.look.theme().equals(look.theme()) || !front.look.lit().equals(look.lit())) {
				lifted = null;
				ask(now);
			} else {
				lift(now);
			}
			return;
		}
		paintOver(difference.get(), picture, look);
		if (!covered) {
			askAtRest(now);
		} else if (front.overpainted) {
			settle();
		}
	}

	private void lift(Wish now) {
		if (putDown == null || putDown.picture != now.picture) {
			liftedAt = System.nanoTime();
		}
		putDown = now;
		if (!puttingDown) {
			puttingDown = true;
			display.timerExec(PUT_DOWN_MILLIS, this::putDown);
		}
		if (front.without.holds(lifted.which()) && front.look.equals(now.look) || busy && running.without.holds(lifted.which())) {
			/* What was asked for meanwhile would bring it back where it was. */
			wish = null;
		} else {
			ask(new Wish(now.picture, now.view, now.look, lifted.which()));
		}
	}

	private void putDown() {
		puttingDown = false;
		if (disposed || putDown == null) {
			return;
		}
		long left = PUT_DOWN_MILLIS - (System.nanoTime() - liftedAt) / 1_000_000;
		if (left > 0) {
			puttingDown = true;
			display.timerExec((int) left, this::putDown);
		} else if (lifted != null) {
			ask(putDown);
		}
	}

	/* Beside what is drawn there is nothing to miss. */
	private boolean covers(View view) {
		Box visible = view.visible();
		Box bounds = front.picture.bounds();
		return !bounds.overlaps(visible) || front.view.visible().grow(1).contains(bounds.intersection(visible));
	}

	/* While it moves: stretched somewhat, it still is the picture, and there are no empty edges. */
	private boolean isGoodEnough(View view) {
		double stretch = view.zoom() / front.view.zoom();
		return covers(view) && stretch < MOST_STRETCH && stretch > 1 / MOST_STRETCH;
	}

	/* A frame that still covers the window, but hardly, is renewed before people see its edge. */
	private boolean comfortable(View view) {
		return covers(view.wider((int) (view.width() * MARGIN / 2), (int) (view.height() * MARGIN / 2)));
	}

	private void askAtRest(Wish now) {
		atRest = now;
		if (!resting) {
			resting = true;
			display.timerExec(REST_MILLIS, this::rested);
		}
	}

	private void rested() {
		resting = false;
		if (disposed || atRest == null) {
			return;
		}
		long left = REST_MILLIS - (System.nanoTime() - movedAt) / 1_000_000;
		if (left > 0) {
			resting = true;
			display.timerExec((int) left, this::rested);
		} else {
			ask(atRest);
		}
	}

	private void paintOver(Difference difference, Picture picture, Look look) {
		if (!difference.isEmpty()) {
			Canvas canvas = begin(front.buffer, front.view);
			try {
				new ScenePainter(atHand.on(canvas), look.theme(), look.in(front.view)).paintOver(difference.nodes(), difference.edges());
			} finally {
				canvas.restore();
			}
			front.buffer.painted();
			front.overpainted = true;
		}
		front.show(picture, look);
	}

	private void settle() {
		if (!settling) {
			settling = true;
			display.timerExec(SETTLE_MILLIS, () -> {
				settling = false;
				if (!disposed && front != null && front.overpainted) {
					ask(new Wish(front.picture, front.view, front.look));
				}
			});
		}
	}

	private void ask(Wish now) {
		atRest = null;
		if (busy) {
			wish = now.isSameAs(running) ? null : now;
		} else {
			wish = now;
			begin();
		}
	}

	private void begin() {
		Wish now = wish;
		wish = null;
		running = now;
		busy = true;
		stop = false;
		back = sized(back, now.view.width(), now.view.height());
		Frame target = back;
		if (thread == null) {
			thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("graph-painter").factory());
			behind = newPainter.get();
		}
		thread.execute(() -> {
			boolean whole = false;
			synchronized (drawing) {
				if (!stop) {
					try {
						whole = paint(target.buffer, behind, now, true);
					} catch (RuntimeException | Error e) {
						/* The thread must live on, and people must know. */
						tell("the graph could not be painted: " + e);
					}
				}
			}
			boolean painted = whole;
			if (!display.isDisposed()) {
				display.asyncExec(() -> painted(target, now, painted));
			}
		});
	}

	private void tell(String text) {
		if (!display.isDisposed()) {
			display.asyncExec(() -> problem.accept(text));
		}
	}

	private void painted(Frame frame, Wish fulfilled, boolean whole) {
		if (disposed) {
			return;
		}
		busy = false;
		if (whole) {
			frame.buffer.painted();
			frame.view = fulfilled.view;
			frame.show(fulfilled.picture, fulfilled.look);
			frame.without = fulfilled.without;
			frame.overpainted = false;
			back = front;
			front = frame;
			ready.run();
		}
		if (wish != null) {
			begin();
		}
	}

	private boolean paint(FrameBuffer buffer, SkijaPainter painter, Wish what, boolean stoppable) {
		buffer.canvas().clear(0xff000000 | what.look.theme().canvas());
		Canvas canvas = begin(buffer, what.view);
		try {
			return new ScenePainter(painter.on(canvas), what.look.theme(), what.look.in(what.view), () -> stoppable && stop)
					.paint(what.without.leftOf(what.picture));
		} finally {
			canvas.restore();
		}
	}

	private static Canvas begin(FrameBuffer buffer, View view) {
		Canvas canvas = buffer.canvas();
		canvas.save();
		float scale = (float) (view.zoom() * buffer.scale());
		canvas.scale(scale, scale);
		canvas.translate((float) -view.originX(), (float) -view.originY());
		return canvas;
	}

	private Frame sized(Frame frame, int width, int height) {
		if (frame != null && frame.width == width && frame.height == height) {
			return frame;
		}
		if (frame != null) {
			frame.buffer.dispose();
		}
		return new Frame(FrameBuffer.of(display, width, height), width, height);
	}

	/* Where the frame belongs in the window of now: moved, and stretched while the zoom has changed since. */
	private boolean draw(GC gc, View view, Look look) {
		if (front == null || front.view == null) {
			ground(gc, view, look);
			return false;
		}
		double stretch = view.zoom() / front.view.zoom();
		double x = view.x(front.view.originX());
		double y = view.y(front.view.originY());
		/* Half a point is lost when places are rounded. */
		if (x > 0.5 || y > 0.5 || x + front.width * stretch < view.width() - 0.5 || y + front.height * stretch < view.height() - 0.5) {
			ground(gc, view, look);
		}
		if (lifted != null && stretch == 1) {
			compose(view, look, (int) Math.round(x * front.buffer.scale()), (int) Math.round(y * front.buffer.scale()));
			composed.buffer.draw(gc, 0, 0, 1);
		} else {
			front.buffer.draw(gc, x, y, stretch);
		}
		return true;
	}

	private void compose(View view, Look look, int x, int y) {
		composed = sized(composed, view.width(), view.height());
		Canvas canvas = composed.buffer.canvas();
		canvas.clear(0xff000000 | look.theme().canvas());
		front.buffer.copyTo(composed.buffer, x, y);
		begin(composed.buffer, view);
		try {
			new ScenePainter(atHand.on(canvas), look.theme(), look.in(view)).paintOver(lifted.nodes(), lifted.edges());
		} finally {
			canvas.restore();
		}
		composed.buffer.painted();
	}

	/* Only where no frame lies: it would take some milliseconds of each movement. */
	private static void ground(GC gc, View view, Look look) {
		int rgb = look.theme().canvas();
		gc.setBackground(new Color(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff));
		gc.fillRectangle(0, 0, view.width(), view.height());
	}

	/** Frees all; a frame that is being painted ends first, which takes a few milliseconds. */
	public void dispose() {
		disposed = true;
		stop = true;
		if (thread != null) {
			thread.shutdown();
		}
		synchronized (drawing) {
			if (front != null) {
				front.buffer.dispose();
			}
			if (back != null) {
				back.buffer.dispose();
			}
			if (composed != null) {
				composed.buffer.dispose();
			}
			atHand.close();
			if (behind != null) {
				behind.close();
			}
		}
	}
}
