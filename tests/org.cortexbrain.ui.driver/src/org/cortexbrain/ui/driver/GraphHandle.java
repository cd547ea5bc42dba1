package org.cortexbrain.ui.driver;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.cortexbrain.graph.GraphContentProvider;
import org.cortexbrain.graph.GraphViewer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;

/** A graph viewer; its nodes are named by the names that they show, its connections by those of their ends. */
public final class GraphHandle {
	private static final int LOOKS_AT_REST = 5;

	private final GraphViewer viewer;
	private final CanvasHandle canvas;
	private final Duration patience;

	private GraphHandle(GraphViewer viewer, Duration patience) {
		this.viewer = viewer;
		this.patience = patience;
		this.canvas = new CanvasHandle((Canvas) viewer.getControl(), "that shows the graph");
	}

	public static GraphHandle of(GraphViewer viewer) {
		return new GraphHandle(viewer, Wait.PATIENCE);
	}

	/** The same graph with another deadline. */
	public GraphHandle waiting(Duration longest) {
		return new GraphHandle(viewer, longest);
	}

	public CanvasHandle canvas() {
		return canvas;
	}

	/** The names of all nodes that have a place. */
	public List<String> nodes() {
		return UiThread.call(this::names);
	}

	private List<String> names() {
		return viewer.elements().stream().map(viewer::nameOf).flatMap(Optional::stream).toList();
	}

	/** The connections as {@code source -> target}. */
	public List<String> connections() {
		return UiThread.call(() -> connectionElements().stream().map(this::ends).toList());
	}

	private GraphContentProvider content() {
		return (GraphContentProvider) viewer.getContentProvider();
	}

	private Collection<?> connectionElements() {
		return content().connections(viewer.getInput());
	}

	private String ends(Object connection) {
		return viewer.nameOf(content().source(connection)).orElse("?") + " -> " + viewer.nameOf(content().target(connection)).orElse("?");
	}

	private List<String> selectedNow() {
		return viewer.getStructuredSelection().toList().stream()
				.map(element -> viewer.nameOf(element).orElseGet(() -> ends(element))).map(Object::toString).toList();
	}

	/** The names of what is selected. */
	public List<String> selected() {
		return UiThread.call(this::selectedNow);
	}

	/** Waits until a node shows this name and has a place that no layout will change. */
	public void waitForNode(String name) {
		Wait.until(patience, () -> "the node '" + name + "' in the graph. Nodes: " + names(),
				() -> names().contains(name) ? Optional.of(true) : Optional.empty());
		settle();
	}

	/** Waits until no layout is under way. */
	public void settle() {
		var settled = new CompletableFuture<Boolean>();
		UiThread.run(() -> viewer.whenLaidOut(() -> settled.complete(true)));
		Wait.until("the graph's layout", settled::isDone);
	}

	/** Presses the node that shows this name; the graph is moved so far that the node can be seen. */
	public void clickNode(String name) {
		waitForNode(name);
		canvas.click(place(element(name)));
	}

	/** Opens a node as a double click does. */
	public void openNode(String name) {
		waitForNode(name);
		canvas.doubleClick(place(element(name)));
	}

	/** Presses the middle of the connection between two nodes. */
	public void clickConnection(String source, String target) {
		String ends = source + " -> " + target;
		Object connection = Wait.until(patience, () -> "the connection " + ends + " in the graph. Connections: "
				+ connectionElements().stream().map(this::ends).collect(Collectors.joining(", ")),
				() -> connectionElements().stream().filter(each -> ends(each).equals(ends)).map(Object.class::cast).findFirst());
		settle();
		canvas.click(place(connection));
	}

	private Object element(String name) {
		return UiThread.call(() -> {
			List<Object> named = viewer.elements().stream().filter(each -> viewer.nameOf(each).filter(name::equals).isPresent()).toList();
			if (named.size() != 1) {
				throw new AssertionError(named.size() + " nodes of the graph show the name '" + name + "'. Nodes: " + names());
			}
			return named.getFirst();
		});
	}

	private Point place(Object element) {
		UiThread.run(() -> viewer.reveal(element));
		settle();
		/* What moves or is zoomed is not where it was when it was asked. */
		Object[] before = new Object[LOOKS_AT_REST];
		return Wait.until(patience, () -> "a place of " + element + " on the canvas, at rest", () -> {
			Optional<Point> now = viewer.locationOf(element).filter(at -> canvas.widget().getClientArea().contains(at));
			System.arraycopy(before, 1, before, 0, before.length - 1);
			before[before.length - 1] = now;
			return Arrays.stream(before).allMatch(now::equals) ? now : Optional.empty();
		});
	}
}
