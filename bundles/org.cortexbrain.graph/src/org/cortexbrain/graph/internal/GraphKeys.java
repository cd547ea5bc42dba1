package org.cortexbrain.graph.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.graph.GraphKey;
import org.cortexbrain.graph.internal.scene.Scene;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;

/** Does what the table of {@link GraphKey} says. What it selects becomes visible. UI thread. */
final class GraphKeys {
	private static final double ZOOM_STEP = 1.15;
	/** Of a key that pans, in points of the control. */
	private static final int PAN = 60;
	/** Of a key that moves nodes, in points of the scene, and at least so many of the control. */
	private static final int MOVE = 8;

	private final GraphCanvas canvas;
	private final Scene scene;
	private final GraphPointer pointer;
	private final Walk walk;
	/** Whose connections are walked through. */
	private Object hub;
	private HandMove move;

	GraphKeys(GraphCanvas canvas, Scene scene, GraphPointer pointer) {
		this.canvas = canvas;
		this.pointer = pointer;
		this.scene = scene;
		walk = new Walk(scene);
		canvas.addListener(SWT.KeyDown, this::pressed);
		canvas.addListener(SWT.KeyUp, event -> {
			if (event.keyCode == SWT.MOD1 || event.keyCode == SWT.SHIFT) {
				endMove();
			}
		});
		canvas.addListener(SWT.FocusOut, _ -> endMove());
	}

	private void pressed(Event event) {
		Optional<GraphKey> key = GraphKey.of(event.keyCode, event.character, event.stateMask);
		boolean modifier = (event.keyCode & SWT.MODIFIER_MASK) != 0;
		if (!modifier && key.filter(GraphKey.MOVE::equals).isEmpty()) {
			endMove();
		}
		if (key.isEmpty()) {
			return;
		}
		int arrow = event.keyCode;
		switch (key.get()) {
		case WALK -> focus().flatMap(at -> walk.towards(at, arrow)).or(this::begin).ifPresent(this::go);
		case EXTEND -> focus().flatMap(at -> walk.towards(at, arrow)).ifPresent(this::extend);
		case NEXT -> walk.next(canvas.focusElement(), 1).ifPresent(this::go);
		case PREVIOUS -> walk.next(canvas.focusElement(), -1).ifPresent(this::go);
		case NEXT_CONNECTION -> connection(1);
		case PREVIOUS_CONNECTION -> connection(-1);
		case INTO -> focus().flatMap(walk::into).ifPresent(this::go);
		case OUT -> focus().flatMap(walk::out).ifPresent(this::go);
		case SELECT_ALL -> canvas.selectAll();
		case CLEAR -> {
			if (!pointer.cancel()) {
				canvas.selectByHand(List.of(), canvas.focusElement());
			}
		}
		case OPEN -> canvas.open();
		case MOVE -> move(arrow);
		case PIN -> canvas.togglePinned();
		case PAN -> canvas.pan(PAN * right(arrow), PAN * down(arrow));
		case ZOOM_IN -> canvas.setZoom(canvas.zoom() * ZOOM_STEP);
		case ZOOM_OUT -> canvas.setZoom(canvas.zoom() / ZOOM_STEP);
		case NATURAL_SIZE -> canvas.setZoom(1);
		case FIT -> canvas.fit();
		case FIT_SELECTION -> canvas.fitSelection();
		case NEXT_MATCH -> canvas.nextMatch(1);
		case PREVIOUS_MATCH -> canvas.nextMatch(-1);
		case TOOLTIP -> canvas.showTip();
		case MINIMAP -> canvas.setMinimapVisible(!canvas.isMinimapVisible());
		case COLLAPSE, FOCUS, FOCUS_LESS, HIDE, SHOW_ALL -> canvas.changeContent(key.get());
		case LEGEND -> canvas.setLegendVisible(!canvas.isLegendVisible());
		case MENU -> {
			/* The window system turns it into a menu by itself. */
			return;
		}
		}
		event.doit = false;
	}

	private Optional<Object> focus() {
		Object element = canvas.focusElement();
		return element == null || scene.node(element) == null && scene.edge(element) == null ? Optional.empty() : Optional.of(element);
	}

	/* With the first arrow somebody wants to know where they are. */
	private Optional<Object> begin() {
		return focus().isPresent() ? Optional.empty() : walk.first();
	}

	private void go(Object element) {
		if (scene.edge(element) == null) {
			hub = null;
		}
		canvas.selectByHand(List.of(element), element);
		canvas.reveal(element);
	}

	private void extend(Object next) {
		List<Object> now = new ArrayList<>(canvas.selection());
		if (now.contains(next)) {
			now.remove(canvas.focusElement());
		} else {
			now.add(next);
		}
		canvas.selectByHand(now, next);
		canvas.reveal(next);
	}

	private void connection(int step) {
		focus().ifPresent(at -> {
			boolean onNode = scene.node(at) != null;
			Object of = onNode ? at : hub != null && scene.node(hub) != null ? hub : scene.edge(at).source().element();
			walk.connection(of, at, step).ifPresent(next -> {
				go(next);
				hub = of;
			});
		});
	}

	private void move(int arrow) {
		if (move == null) {
			canvas.settle();
			move = new HandMove(scene, canvas.selection());
		}
		double by = Math.max(MOVE, MOVE / canvas.zoom());
		move.by(by * right(arrow), by * down(arrow));
		canvas.redraw();
	}

	private void endMove() {
		if (move != null) {
			HandMove ended = move;
			move = null;
			canvas.moved(ended.end());
		}
	}

	private static int right(int arrow) {
		return arrow == SWT.ARROW_RIGHT ? 1 : arrow == SWT.ARROW_LEFT ? -1 : 0;
	}

	private static int down(int arrow) {
		return arrow == SWT.ARROW_DOWN ? 1 : arrow == SWT.ARROW_UP ? -1 : 0;
	}
}
