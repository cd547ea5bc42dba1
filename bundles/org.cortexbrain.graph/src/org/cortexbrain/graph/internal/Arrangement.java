package org.cortexbrain.graph.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.layout.Placement;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.cortexbrain.graph.layout.GraphLayout;
import org.cortexbrain.graph.layout.StandardLayout;
import org.eclipse.swt.widgets.Display;

/**
 * Who places the nodes of a scene, and when: the layout in force, the pins, and the one run under way. What changes meanwhile waits for the
 * run's end: changes that come faster than a run takes would otherwise keep it from ever ending. Belongs to the UI thread.
 */
public final class Arrangement {
	/** A layout anew moves people's landmarks: it comes by itself only when more than this share of the nodes is new. */
	private static final double NEW_SHARE = 0.35;
	/** Up to how many cards new ones are placed at once, on the UI thread. */
	private static final int AT_ONCE = 200;

	private final Scene scene;
	private final Display display;
	private final Runnable before;
	private final Consumer<Map<SceneNode, Box>> after;
	private final Pins pins;
	private final List<Runnable> waiting = new ArrayList<>();
	private GraphLayout layout = StandardLayout.AUTOMATIC;
	private LayoutJob run;
	private boolean closed;

	/**
	 * @param before is run before places are read or changed
	 * @param after takes the places that nodes had before they were changed
	 */
	Arrangement(Scene scene, Display display, Runnable before, Consumer<Map<SceneNode, Box>> after) {
		this.scene = scene;
		pins = new Pins(scene);
		this.display = display;
		this.before = before;
		this.after = after;
	}

	/** Puts a layout in force; the nodes that are there are laid out by it. */
	public void setLayout(GraphLayout now) {
		layout = now;
		if (!scene.nodes().isEmpty()) {
			anew();
		}
	}

	public GraphLayout layout() {
		return layout;
	}

	/** Pins a node where it is, or releases it. */
	public void pin(Object element, boolean pin) {
		pins.set(element, pin);
	}

	public boolean isPinned(Object element) {
		return pins.contains(element);
	}

	public Set<Object> pinned() {
		return pins.all();
	}

	Pins pins() {
		return pins;
	}

	/** Before the scene takes another content. */
	public void rememberPins() {
		pins.remember();
	}

	/** After it has taken it, and what has come back by other ways has its place. */
	public void recallPins() {
		pins.recall();
	}

	/** Nodes have come or gone. */
	void contentChanged() {
		if (run != null) {
			return;
		}
		long unplaced = scene.nodes().stream().filter(node -> node.box() == null && !node.isField()).count();
		long cards = scene.nodes().stream().filter(node -> !node.isField()).count();
		if (unplaced > 2 && unplaced > cards * NEW_SHARE) {
			anew();
		} else if (cards <= AT_ONCE && pins.isEmpty()) {
			Placement.place(scene);
			after.accept(Map.of());
		} else if (scene.nodes().stream().anyMatch(node -> node.box() == null)) {
			start(layout == StandardLayout.MANUAL ? StandardLayout.MANUAL : StandardLayout.FORCE, true);
		} else {
			after.accept(Map.of());
		}
	}

	/** Lays out all but what is pinned. */
	void anew() {
		start(layout, layout instanceof StandardLayout standard && standard.keepsPlaces());
	}

	private void start(GraphLayout by, boolean keep) {
		if (closed) {
			return;
		}
		cancel();
		before.run();
		run = new LayoutJob(by, scene, pins.all(), keep, (job, outcome) -> {
			if (!display.isDisposed()) {
				display.asyncExec(() -> laidOut(job, outcome));
			}
		});
		run.schedule();
	}

	private void cancel() {
		if (run != null) {
			run.cancel();
			run = null;
		}
	}

	/** Ends the run under way, whose outcome then counts no more. */
	void close() {
		closed = true;
		cancel();
		waiting.clear();
	}

	private void laidOut(LayoutJob job, LayoutJob.Outcome outcome) {
		if (closed || job != run) {
			return;
		}
		run = null;
		outcome.problem().ifPresent(scene::tell);
		before.run();
		Map<SceneNode, Box> places = new HashMap<>();
		List<SceneNode> late = new ArrayList<>();
		for (SceneNode node : scene.nodes()) {
			if (node.box() != null) {
				places.put(node, node.box());
			}
			/* What has come since the run began has no box in it. */
			Box now = outcome.boxes().get(node.element());
			if (now != null || node.box() == null || !pins.contains(node.element())) {
				node.box(now);
			} else {
				late.add(node);
			}
		}
		late.forEach(pins::makeRoom);
		if (scene.nodes().stream().anyMatch(node -> node.box() == null)) {
			contentChanged();
		}
		after.accept(places);
		if (run == null) {
			List<Runnable> done = List.copyOf(waiting);
			waiting.clear();
			done.forEach(Runnable::run);
		}
	}

	/** Runs {@code done} when no run is under way. */
	void whenDone(Runnable done) {
		if (run == null) {
			done.run();
		} else {
			waiting.add(done);
		}
	}
}
