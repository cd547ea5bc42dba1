package org.cortexbrain.graph.internal;

import java.util.Optional;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.overlay.Minimap;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;

/** What a held button does from when it has moved to when it is let go. Places are of the control, in points. UI thread. */
sealed interface Gesture {
	/** The pointer went from one place to another. */
	void moved(int fromX, int fromY, int toX, int toY);

	/** The button was let go. */
	void ended();

	/** Somebody thought better of it. */
	void cancelled();

	/** The cursor meanwhile, as of {@link SWT}. */
	int cursor();

	/** What moves the view, which is where it was moved to, however that ends. */
	sealed interface OfView extends Gesture {
		@Override
		default void ended() {
			/* It counts already. */
		}

		@Override
		default void cancelled() {
			/* Nobody minds. */
		}

		@Override
		default int cursor() {
			return SWT.CURSOR_HAND;
		}
	}

	/** Moves the view. */
	record Pan(GraphCanvas canvas) implements OfView {
		@Override
		public void moved(int fromX, int fromY, int toX, int toY) {
			canvas.pan(fromX - toX, fromY - toY);
		}
	}

	/** Moves the view to where the pointer is on the map of all. */
	record Navigate(GraphCanvas canvas, Minimap map) implements OfView {
		@Override
		public void moved(int fromX, int fromY, int toX, int toY) {
			/* The map goes when the window shows all. */
			if (map.place().isPresent()) {
				canvas.center(map.nearest(toX, toY));
			}
		}
	}

	/** Moves nodes. */
	record Move(GraphCanvas canvas, HandMove move) implements Gesture {
		@Override
		public void moved(int fromX, int fromY, int toX, int toY) {
			move.by((toX - fromX) / canvas.zoom(), (toY - fromY) / canvas.zoom());
			canvas.redraw();
		}

		@Override
		public void ended() {
			canvas.moved(move.end());
		}

		@Override
		public void cancelled() {
			move.back();
			canvas.redraw();
		}

		@Override
		public int cursor() {
			return SWT.CURSOR_SIZEALL;
		}
	}

	/** Selects the cards that a rectangle touches. */
	final class Marquee implements Gesture {
		private final GraphCanvas canvas;
		private final Scene scene;
		private final int x;
		private final int y;
		private Rectangle frame;

		Marquee(GraphCanvas canvas, Scene scene, int x, int y) {
			this.canvas = canvas;
			this.scene = scene;
			this.x = x;
			this.y = y;
			frame = new Rectangle(x, y, 0, 0);
		}

		Optional<Rectangle> frame() {
			return Optional.of(frame);
		}

		@Override
		public void moved(int fromX, int fromY, int toX, int toY) {
			frame = new Rectangle(Math.min(x, toX), Math.min(y, toY), Math.abs(toX - x), Math.abs(toY - y));
			canvas.redraw();
		}

		@Override
		public void ended() {
			double left = canvas.toSceneX(frame.x);
			double top = canvas.toSceneY(frame.y);
			var touched = new Box(left, top, frame.width / canvas.zoom(), frame.height / canvas.zoom());
			canvas.selectByHand(scene.nodes().stream().filter(node -> !node.isField() && node.box() != null && touched.overlaps(node.box()))
					.map(SceneNode::element).toList());
		}

		@Override
		public void cancelled() {
			canvas.redraw();
		}

		@Override
		public int cursor() {
			return SWT.CURSOR_CROSS;
		}
	}
}
