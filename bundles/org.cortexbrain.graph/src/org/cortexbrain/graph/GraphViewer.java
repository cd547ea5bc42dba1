package org.cortexbrain.graph;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.cortexbrain.graph.export.GraphExport;
import org.cortexbrain.graph.internal.Bundle;
import org.cortexbrain.graph.internal.CollapsedContainers;
import org.cortexbrain.graph.internal.CollapsedContent;
import org.cortexbrain.graph.internal.GraphCanvas;
import org.cortexbrain.graph.internal.PlaceMemory;
import org.cortexbrain.graph.internal.SetAside;
import org.cortexbrain.graph.internal.ShownContent;
import org.cortexbrain.graph.internal.Visibility;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.cortexbrain.graph.layout.GraphLayout;
import org.cortexbrain.graph.layout.StandardLayout;
import org.eclipse.jface.viewers.DoubleClickEvent;
import org.eclipse.jface.viewers.IContentProvider;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.StructuredViewer;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Widget;

/**
 * A JFace viewer of a graph. Set a {@link GraphContentProvider}, a {@link GraphStyleProvider} and an input, in this order.
 *
 * <p>{@link #refresh()} asks for the content again and keeps every place; {@link #update(Object, String[])} asks for the looks of one
 * element. The layout runs in a job. All methods are called on the UI thread.
 */
public final class GraphViewer extends StructuredViewer {
	private final GraphCanvas canvas;
	private final Scene scene;
	private final PlaceMemory memory;
	private final CollapsedContainers collapsed;
	private final Visibility visibility = new Visibility();
	private final SetAside aside;
	private final List<Runnable> visibilityListeners = new CopyOnWriteArrayList<>();
	private List<Object> toldVisibility = List.of(0, 0);
	private final List<Runnable> matchListeners = new CopyOnWriteArrayList<>();
	private final List<Consumer<GraphMove>> moveListeners = new CopyOnWriteArrayList<>();
	private GraphStyleProvider styles;
	private CollapsedContent shown;

	/** @param problem takes, once each, what is wrong with the content: a provider that fails, a connection without an end */
	public GraphViewer(Composite parent, Consumer<String> problem) {
		scene = new Scene(problem);
		canvas = new GraphCanvas(parent, scene, this::selectionChanged, this::opened, this::moved, problem);
		collapsed = new CollapsedContainers(scene, canvas.arrangement());
		memory = new PlaceMemory(scene, canvas.arrangement(), collapsed);
		aside = new SetAside(scene, canvas.arrangement());
		canvas.setContentKeys(this::contentKey);
		canvas.onMatch(() -> matchListeners.forEach(Runnable::run));
		hookControl(canvas);
	}

	private void selectionChanged() {
		updateSelection(getSelection());
		firePostSelectionChanged(new SelectionChangedEvent(this, getSelection()));
	}

	private void moved(GraphMove move) {
		moveListeners.forEach(each -> each.accept(move));
	}

	private void opened() {
		fireDoubleClick(new DoubleClickEvent(this, getSelection()));
	}

	/** Sets how elements look, and asks for all looks again. */
	public void setStyleProvider(GraphStyleProvider provider) {
		styles = Objects.requireNonNull(provider);
		if (getInput() != null) {
			refresh();
		}
	}

	public void setTheme(GraphTheme theme) {
		canvas.setTheme(theme);
	}

	/** The text in the middle while there is no node: what to do next. */
	public void setEmptyText(String text) {
		canvas.setEmptyText(text);
	}

	public void setLegendVisible(boolean visible) {
		canvas.setLegendVisible(visible);
	}

	public boolean isLegendVisible() {
		return canvas.isLegendVisible();
	}

	/** Whether a map of the whole graph is in a corner while the window shows a part of it. At first it is. */
	public void setMinimapVisible(boolean visible) {
		canvas.setMinimapVisible(visible);
	}

	public boolean isMinimapVisible() {
		return canvas.isMinimapVisible();
	}

	/** Whether moves are animated; off for people who asked their system for less motion. Switched off it ends a move under way. */
	public void setAnimated(boolean animated) {
		canvas.setAnimated(animated);
	}

	public boolean isAnimated() {
		return canvas.isAnimated();
	}

	/** Puts a layout in force, and lays out everything by it, in a job; pinned nodes stay. At first it is {@link StandardLayout#AUTOMATIC}. */
	public void setLayout(GraphLayout layout) {
		canvas.arrangement().setLayout(Objects.requireNonNull(layout));
	}

	public GraphLayout getLayout() {
		return canvas.arrangement().layout();
	}

	/** Pins a node where it is, so that no layout moves it, or releases it. What is no node, or holds others, cannot be pinned. */
	public void setPinned(Object node, boolean pinned) {
		SceneNode found = scene.node(node);
		if (found != null && !found.isField()) {
			canvas.setPinned(node, pinned);
		}
	}

	public boolean isPinned(Object node) {
		return canvas.arrangement().isPinned(node);
	}

	/** Pins the selected nodes where they are; releases them if all are pinned. */
	public void togglePinned() {
		canvas.togglePinned();
	}

	/** Leaves nodes out of the picture, with all that they hold, until {@link #showAll()}. */
	public void hide(Collection<?> nodes) {
		visibility.hide(nodes);
		refresh();
	}

	/** Shows all again that was hidden, or is out of focus, where it stood. */
	public void showAll() {
		boolean focused = visibility.hops() > 0;
		visibility.showAll();
		refresh();
		if (focused) {
			fit();
		}
	}

	/**
	 * Shows only what is near some nodes, and fits it.
	 *
	 * @param nodes in the middle, containers with all that they hold; those that go are forgotten, and with the last of them the focus ends
	 * @param hops connections away, in either direction, 1 to 20; 0 shows what is far again
	 */
	public void focus(Collection<?> nodes, int hops) {
		visibility.focus(nodes, hops);
		refresh();
		fit();
	}

	/** The nodes in the middle of the focus; none without one. */
	public List<Object> focusedNodes() {
		return List.copyOf(visibility.centers());
	}

	/** How far the focus reaches; 0 without one. */
	public int focusHops() {
		return visibility.hops();
	}

	/** How many nodes, containers not counted, are hidden or out of focus. */
	public int nodesLeftOut() {
		return visibility.nodesLeftOut();
	}

	/** Calls {@code listener} after what is hidden, or in focus, has changed. Returns what ends that. */
	public Runnable onVisibility(Runnable listener) {
		visibilityListeners.add(listener);
		return () -> visibilityListeners.remove(listener);
	}

	private void tellVisibility() {
		List<Object> now = List.of(visibility.nodesLeftOut(), visibility.hops(), visibility.centers());
		if (!now.equals(toldVisibility)) {
			toldVisibility = now;
			visibilityListeners.forEach(Runnable::run);
		}
	}

	/** Focuses on what is selected; if that is in focus already, or nothing is selected, one hop further. */
	public void focusMore() {
		Set<Object> middle = selectedNodes();
		boolean same = focusHops() > 0 && (middle.isEmpty() || middle.equals(visibility.centers()));
		if (same || !middle.isEmpty()) {
			focus(same ? visibility.centers() : middle, same ? focusHops() + 1 : 1);
		}
	}

	/** Takes a hop from the focus; after the last, all is shown that is not hidden. */
	public void focusLess() {
		if (focusHops() > 0) {
			focus(visibility.centers(), focusHops() - 1);
		}
	}

	/* A selected connection stands for its ends. */
	private Set<Object> selectedNodes() {
		Set<Object> nodes = new LinkedHashSet<>();
		for (Object element : canvas.selection()) {
			SceneEdge edge = scene.edge(element);
			nodes.addAll(edge == null ? List.of(element) : List.of(edge.source().element(), edge.target().element()));
		}
		return nodes;
	}

	/** Hides the selected nodes; a connection is hidden by its ends alone. */
	public void hideSelected() {
		List<Object> nodes = canvas.selection().stream().filter(element -> scene.node(element) != null).toList();
		if (!nodes.isEmpty()) {
			hide(nodes);
		}
	}

	private void contentKey(GraphKey key) {
		switch (key) {
		case COLLAPSE -> toggleCollapsed();
		case FOCUS -> focusMore();
		case FOCUS_LESS -> focusLess();
		case HIDE -> hideSelected();
		case SHOW_ALL -> showAll();
		default -> throw new IllegalArgumentException(key + " does not change the content");
		}
	}

	/** Calls {@code listener} each time after somebody moved nodes by hand. Returns what ends that. */
	public Runnable onMove(Consumer<GraphMove> listener) {
		moveListeners.add(listener);
		return () -> moveListeners.remove(listener);
	}

	/** Moves nodes, with all that they hold, by so many points, as people do; listeners are told. */
	public void move(Collection<?> nodes, double right, double down) {
		canvas.moveBy(nodes, right, down);
	}

	/** Puts nodes where they are to be, as to undo a {@link GraphMove}; those that are gone are passed over. No listener is told. */
	public void place(Map<Object, Box> places) {
		canvas.place(places);
	}

	/**
	 * Where the nodes are, and which are pinned. Ends a movement under way.
	 *
	 * @param ids gives each node a text that it has in the next session, too; no two nodes the same
	 */
	public GraphPlaces places(Function<Object, String> ids) {
		canvas.settle();
		Map<String, GraphPlaces.Place> all = aside.places(ids);
		all.putAll(memory.places(ids).places());
		return new GraphPlaces(all);
	}

	/**
	 * Gives nodes, as soon as they come, the places and pins that they had. Set it before the input.
	 *
	 * @param ids as in {@link #places}
	 */
	public void setPlaces(GraphPlaces places, Function<Object, String> ids) {
		memory.remember(places, ids);
	}

	/** Lays out everything anew but what is pinned, in a job. */
	public void layout() {
		canvas.layoutAnew();
	}

	/** Runs {@code done}, on the UI thread, when no layout is under way and every node has a place. */
	public void whenLaidOut(Runnable done) {
		canvas.whenLaidOut(done);
	}

	/** Shows all of the graph. */
	public void fit() {
		canvas.fit();
	}

	/** Shows the selection, as large as it can be read. */
	public void fitSelection() {
		canvas.fitSelection();
	}

	/** Zooms around the middle; 1 is the natural size, 0.005 to 4 is possible. */
	public void setZoom(double zoom) {
		canvas.setZoom(zoom);
	}

	public double getZoom() {
		return canvas.zoom();
	}

	/**
	 * Marks the nodes whose name contains a text, whatever its case; none for an empty text. Nodes that come later are marked, too.
	 *
	 * @return the marked elements, from top left to bottom right
	 */
	public List<Object> search(String text) {
		return canvas.search(text);
	}

	/**
	 * Selects another of the nodes that the last search has marked, and shows it; after the last comes the first.
	 *
	 * @param step 1 for the next, -1 for the one before
	 */
	public Optional<Object> nextMatch(int step) {
		return canvas.nextMatch(step);
	}

	/** The nodes that are marked by the last search as the graph is now, from top left to bottom right. */
	public List<Object> matches() {
		return canvas.matches();
	}

	/** Which of {@link #matches()} keys act on, from 0; empty if it is none of them. */
	public OptionalInt matchIndex() {
		return canvas.matchIndex();
	}

	/** Calls {@code listener} after other nodes are marked, or another of them was gone to, by whatever means. Returns what ends that. */
	public Runnable onMatch(Runnable listener) {
		matchListeners.add(listener);
		return () -> matchListeners.remove(listener);
	}

	/** Shows the tooltip of the element that keys act on, without the pointer. */
	public void showTooltip() {
		canvas.showTip();
	}

	/** The name that a node shows, or would if its container were not collapsed; empty for what is no node, or is left out. */
	public Optional<String> nameOf(Object node) {
		SceneNode found = scene.node(node);
		return found != null ? Optional.of(found.style().name()) : shown == null ? Optional.empty() : shown.nameWithin(node);
	}

	/** Where an element is on the control, in points from its top left; empty if it has no place. */
	public Optional<Point> locationOf(Object element) {
		return canvas.locationOf(drawn(element));
	}

	/** The whole graph as it is now, to be written as a file on any thread. */
	public GraphExport export() {
		return GraphExport.copyOf(scene);
	}

	/** The colours that it is shown in. */
	public GraphTheme getTheme() {
		return canvas.theme();
	}

	/** What the control shows now, as an image that the caller disposes of. */
	public Image snapshot() {
		return canvas.snapshot();
	}

	@Override
	protected void assertContentProviderType(IContentProvider provider) {
		if (!(provider instanceof GraphContentProvider)) {
			throw new IllegalArgumentException("a graph viewer takes a GraphContentProvider, not " + provider);
		}
	}

	@Override
	protected void inputChanged(Object input, Object oldInput) {
		super.inputChanged(input, oldInput);
		internalRefresh(input);
	}

	@Override
	protected void internalRefresh(Object element) {
		if (canvas.isDisposed() || styles == null || !(getContentProvider() instanceof GraphContentProvider content)) {
			return;
		}
		if (element == null || Objects.equals(element, getRoot())) {
			if (visibility.isActive() || aside.isUsed()) {
				canvas.settle();
				aside.remember();
			}
			canvas.arrangement().rememberPins();
			shown = new CollapsedContent(visibility.over(ShownContent.of(this, content)), styles, collapsed.elements());
			Scene.Change change = scene.refresh(getInput(), shown, shown);
			memory.recall();
			collapsed.refreshed();
			if (aside.isUsed()) {
				aside.recall(visibility.isActive());
			}
			canvas.arrangement().recallPins();
			canvas.contentChanged(change, shown);
			tellVisibility();
		} else {
			update(element, null);
		}
	}

	@Override
	public void update(Object element, String[] properties) {
		update(new Object[] { element }, properties);
	}

	/** Asks for the looks of these alone, each once, however many of them one card stands for. */
	@Override
	public void update(Object[] elements, String[] properties) {
		if (shown != null) {
			Set<Object> drawn = new LinkedHashSet<>();
			for (Object element : elements) {
				drawn.add(shown.shown(element));
			}
			canvas.changed(drawn.stream().filter(element -> scene.update(element, shown)).toList());
		}
	}

	@Override
	public Control getControl() {
		return canvas;
	}

	@Override
	@SuppressWarnings("rawtypes")
	protected List getSelectionFromWidget() {
		return canvas.selection().stream().flatMap(GraphViewer::meant).toList();
	}

	@Override
	@SuppressWarnings("rawtypes")
	protected void setSelectionToWidget(List elements, boolean reveal) {
		if (reveal && elements != null && !elements.isEmpty()) {
			reveal(elements.getFirst());
		}
		canvas.select(elements == null ? List.of() : ((List<?>) elements).stream().map(this::drawn).distinct().toList());
	}

	private Object drawn(Object element) {
		return shown == null ? element : shown.shown(element);
	}

	/** Moves the window until an element is seen; opens the collapsed containers around a node. */
	@Override
	public void reveal(Object element) {
		for (Object drawn = drawn(element); !drawn.equals(element) && collapsed.contains(drawn); drawn = drawn(element)) {
			setCollapsed(drawn, false);
		}
		canvas.reveal(drawn(element));
	}

	/**
	 * Collapses a container to a card that stands for all that it holds, and connections to what it holds become connections to it; or opens it
	 * again, with everything where it was in it. May be said before the container is there.
	 */
	public void setCollapsed(Object container, boolean collapse) {
		if (collapse != collapsed.contains(container)) {
			collapse(List.of(container), collapse);
		}
	}

	private void collapse(Collection<?> containers, boolean collapse) {
		canvas.settle();
		List<?> selection = getSelectionFromWidget();
		containers.forEach(container -> collapsed.set(container, collapse));
		refresh();
		canvas.select(selection.stream().map(this::drawn).distinct().toList());
		selectionChanged();
	}

	/** Opens the selected containers that are collapsed; if there are none, collapses those that are selected or hold a selected node. */
	public void toggleCollapsed() {
		List<Object> closed = canvas.selection().stream().filter(collapsed::contains).toList();
		if (!closed.isEmpty()) {
			collapse(closed, false);
			return;
		}
		Set<Object> open = new LinkedHashSet<>();
		for (Object element : canvas.selection()) {
			SceneNode node = scene.node(element);
			SceneNode container = node == null || node.isField() ? node : node.container();
			if (container != null) {
				open.add(container.element());
			}
		}
		if (!open.isEmpty()) {
			collapse(open, true);
			canvas.select(open.stream().map(this::drawn).distinct().toList());
			selectionChanged();
		}
	}

	public boolean isCollapsed(Object container) {
		return collapsed.contains(container);
	}

	/** All containers that are collapsed, or will be as soon as they come. */
	public Set<Object> getCollapsed() {
		return collapsed.elements();
	}

	/** Selects elements and shows the first. */
	public void selectAndReveal(List<?> elements) {
		setSelection(new StructuredSelection(elements), true);
	}

	/** Every element that is drawn, be it in a bundle with others. */
	public List<Object> elements() {
		return Stream.concat(scene.nodes().stream().map(SceneNode::element), scene.edges().stream().map(SceneEdge::element).flatMap(GraphViewer::meant))
				.toList();
	}

	private static Stream<?> meant(Object drawn) {
		return drawn instanceof Bundle bundle ? bundle.connections().stream() : Stream.of(drawn);
	}

	/* The scene keeps the elements itself: there are no items to map. */
	@Override
	protected Widget doFindInputItem(Object element) {
		return null;
	}

	@Override
	protected Widget doFindItem(Object element) {
		return null;
	}

	@Override
	protected void doUpdateItem(Widget item, Object element, boolean fullMap) {
		update(element, null);
	}
}
