package org.cortexbrain.graph.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphKey;
import org.cortexbrain.graph.GraphMove;
import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.internal.access.GraphAccess;
import org.cortexbrain.graph.internal.access.SpokenGraph;
import org.cortexbrain.graph.internal.frame.FramePainter;
import org.cortexbrain.graph.internal.frame.Look;
import org.cortexbrain.graph.internal.frame.View;
import org.cortexbrain.graph.internal.overlay.Legend;
import org.cortexbrain.graph.internal.overlay.Minimap;
import org.cortexbrain.graph.internal.paint.ScenePainter;
import org.cortexbrain.graph.internal.paint.SwtPainter;
import org.cortexbrain.graph.internal.scene.DrawnEdge;
import org.cortexbrain.graph.internal.scene.DrawnNode;
import org.cortexbrain.graph.internal.scene.Picture;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneIndex;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.Transform;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/** The widget: shows a scene through a window that people move, and turns mouse and keys into selection and movement. */
public final class GraphCanvas extends Canvas {
	private static final double LEAST_ZOOM = 0.005;
	/** Above so many nodes a move is not animated: its frames could not be painted in time. */
	private static final int MOST_MOVING = 400;
	/** Of more elements that change at once the parts of the window are not told apart. */
	private static final int MOST_PARTS = 50;
	private static final double MOST_ZOOM = 4;
	private static final int MARGIN = 28;
	private static final int MOVE_MILLIS = 220;
	private static final int FRAME_MILLIS = 16;
	/** Half of the longest label of a connection. */
	private static final double LABEL_ROOM = 160;

	private final Scene scene;
	private final Runnable selectionChanged;
	private final Runnable opened;
	private final SwtPainter painter;
	private final Set<Object> selected = new LinkedHashSet<>();
	private final Set<Object> matches = new LinkedHashSet<>();
	private final Arrangement arrangement;
	private final Consumer<GraphMove> movedByHand;
	private final GraphAccess access;
	private final ElementTip tip;
	private final GraphPointer pointer;
	private final Optional<FramePainter> frames;
	private final Minimap minimap = new Minimap(getDisplay());

	private ContentKeys contentKeys = _ -> {
	};
	private CollapsedContent content;
	private String wanted = "";
	private Runnable matched = () -> {
	};
	private SceneIndex index;
	private GraphTheme theme = GraphTheme.LIGHT;
	private String emptyText = "";
	private boolean legend = true;
	private boolean minimapShown = true;
	private boolean animated = true;
	private double zoom = 1;
	private double originX;
	private double originY;
	private boolean fitted = true;
	private Object hovered;
	private Object focus;
	private long movingSince;
	private final Map<SceneNode, Box> movingFrom = new HashMap<>();
	private final Map<SceneNode, Box> movingTo = new HashMap<>();

	/**
	 * @param selectionChanged is run after people changed the selection
	 * @param opened is run when they opened what is selected
	 * @param movedByHand takes what they moved
	 * @param problem takes what goes wrong
	 */
	public GraphCanvas(Composite parent, Scene scene, Runnable selectionChanged, Runnable opened, Consumer<GraphMove> movedByHand,
			Consumer<String> problem) {
		super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
		this.scene = scene;
		this.selectionChanged = selectionChanged;
		this.opened = opened;
		this.movedByHand = movedByHand;
		arrangement = new Arrangement(scene, getDisplay(), this::finishMove, this::placesChanged);
		painter = new SwtPainter(getDisplay(), getFont());
		frames = framePainter(problem);
		addPaintListener(event -> paint(event.gc, false));
		addListener(SWT.Resize, _ -> {
			if (fitted) {
				fit();
			}
		});
		addListener(SWT.Dispose, _ -> {
			arrangement.close();
			painter.dispose();
			minimap.dispose();
			frames.ifPresent(FramePainter::dispose);
		});
		addListener(SWT.MenuDetect, this::menuDetected);
		addListener(SWT.FocusIn, _ -> redraw());
		addListener(SWT.FocusOut, _ -> redraw());
		/* Tab and its like must still leave the control. */
		addListener(SWT.Traverse, event -> event.doit = event.detail != SWT.TRAVERSE_RETURN && event.detail != SWT.TRAVERSE_ARROW_NEXT
				&& event.detail != SWT.TRAVERSE_ARROW_PREVIOUS);
		access = new GraphAccess(this, new Spoken());
		tip = new ElementTip(this);
		pointer = new GraphPointer(this, scene);
		new GraphKeys(this, scene, pointer);
	}

	public GraphTheme theme() {
		return theme;
	}

	public void setTheme(GraphTheme now) {
		theme = now;
		redraw();
	}

	public void setEmptyText(String text) {
		emptyText = text;
		redraw();
	}

	public void setLegendVisible(boolean visible) {
		legend = visible;
		redraw();
	}

	public boolean isLegendVisible() {
		return legend;
	}

	public void setMinimapVisible(boolean visible) {
		minimapShown = visible;
		redraw();
	}

	public boolean isMinimapVisible() {
		return minimapShown;
	}

	/** Empty while it is not there. */
	public Optional<Minimap> minimap() {
		return minimapShown && minimap.place().isPresent() ? Optional.of(minimap) : Optional.empty();
	}

	public boolean isAnimated() {
		return animated;
	}

	public void setAnimated(boolean now) {
		animated = now;
		if (!now) {
			settle();
		}
	}

	/** The looks of elements have changed: where they are, it is painted anew, or everywhere if they are many. */
	public void changed(Collection<?> elements) {
		if (isDisposed()) {
			return;
		}
		elements.forEach(access::looksChanged);
		if (elements.size() > MOST_PARTS) {
			redraw();
		} else {
			elements.forEach(this::redrawAt);
		}
	}

	private void redrawAt(Object element) {
		SceneEdge edge = scene.edge(element);
		SceneNode node = scene.node(element);
		if (node != null && node.isField()) {
			/* From afar its name stands beyond it. */
			redraw();
		} else if (node != null && node.box() != null) {
			redraw(ScenePainter.looks(node.box(), zoom));
		} else if (edge != null && edge.source().box() != null && edge.target().box() != null) {
			redraw(DrawnEdge.bounds(edge.curve()).grow(LABEL_ROOM).union(ScenePainter.looks(edge.source().box(), zoom))
					.union(ScenePainter.looks(edge.target().box(), zoom)));
		}
	}

	private void redraw(Box part) {
		if (!visible().overlaps(part)) {
			return;
		}
		int left = (int) Math.floor((part.x() - originX) * zoom);
		int top = (int) Math.floor((part.y() - originY) * zoom);
		redraw(left, top, (int) Math.ceil(part.width() * zoom) + 1, (int) Math.ceil(part.height() * zoom) + 1, false);
	}

	/** The content has changed, and is this now. */
	public void contentChanged(Scene.Change change, CollapsedContent now) {
		content = now;
		selected.removeIf(element -> scene.node(element) == null && scene.edge(element) == null);
		if (focus != null && scene.node(focus) == null && scene.edge(focus) == null) {
			focus = null;
		}
		if (hovered != null && scene.node(hovered) == null && scene.edge(hovered) == null) {
			/* Its tooltip goes with it. */
			hover(null);
		}
		access.contentChanged();
		if (change.structural() || scene.nodes().stream().anyMatch(node -> node.box() == null)) {
			arrangement.contentChanged();
		}
		searchAnew();
		redraw();
	}

	/** Who places the nodes. */
	public Arrangement arrangement() {
		return arrangement;
	}

	public void layoutAnew() {
		arrangement.anew();
	}

	private void placesChanged(Map<SceneNode, Box> before) {
		if (fitted) {
			fit();
		}
		/* What has a place only now is marked, too. */
		searchAnew();
		startMove(before);
		redraw();
	}

	public void whenLaidOut(Runnable done) {
		arrangement.whenDone(done);
	}

	private void startMove(Map<SceneNode, Box> before) {
		if (!animated || before.isEmpty() || before.size() > MOST_MOVING) {
			return;
		}
		for (SceneNode node : scene.nodes()) {
			Box from = before.get(node);
			if (from != null && node.box() != null && !from.equals(node.box())) {
				movingFrom.put(node, from);
				movingTo.put(node, node.box());
				node.box(from);
			}
		}
		movingSince = System.nanoTime();
		getDisplay().timerExec(FRAME_MILLIS, this::moveOn);
	}

	private void moveOn() {
		if (isDisposed() || movingTo.isEmpty()) {
			return;
		}
		double share = (System.nanoTime() - movingSince) / 1e6 / MOVE_MILLIS;
		if (share >= 1) {
			finishMove();
		} else {
			double eased = share * share * (3 - 2 * share);
			movingTo.forEach((node, to) -> moveTo(node, movingFrom.get(node).towards(to, eased)));
			getDisplay().timerExec(FRAME_MILLIS, this::moveOn);
		}
		redraw();
	}

	/** Ends a movement under way: all is where it will be. */
	public void settle() {
		finishMove();
		redraw();
	}

	/* What has lost its place meanwhile is on its way no more. */
	private static void moveTo(SceneNode node, Box place) {
		if (node.box() != null) {
			node.box(place);
		}
	}

	private void finishMove() {
		movingTo.forEach(GraphCanvas::moveTo);
		movingTo.clear();
		movingFrom.clear();
	}

	double toSceneX(double x) {
		return x / zoom + originX;
	}

	double toSceneY(double y) {
		return y / zoom + originY;
	}

	private Box visible() {
		Rectangle area = getClientArea();
		return new Box(originX, originY, area.width / zoom, area.height / zoom);
	}

	private void paint(GC gc, boolean now) {
		Rectangle area = getClientArea();
		if (scene.nodes().isEmpty()) {
			ground(gc);
			emptyText(gc, area);
			return;
		}
		picture(gc, now);
		pointer.marquee().ifPresent(marquee -> {
			gc.setForeground(color(theme.accent()));
			gc.drawRectangle(marquee);
		});
		if (legend) {
			Legend.paint(gc, area, painter, theme, zoom);
		}
		if (minimapShown) {
			minimap.paint(gc, scene.picture(), view(), theme);
		}
	}

	private void ground(GC gc) {
		gc.setBackground(color(theme.canvas()));
		gc.fillRectangle(getClientArea());
	}

	private void picture(GC gc, boolean now) {
		View view = view();
		Set<Object> lit = hovered != null && scene.node(hovered) != null && !scene.node(hovered).isField() ? Set.of(hovered)
				: hovered != null && scene.edge(hovered) != null ? Set.of(hovered) : Set.of();
		var look = new Look(theme, selected, lit, matches, isFocusControl() ? focus : null);
		Picture picture = scene.picture();
		if (frames.isPresent() && now) {
			frames.get().showNow(gc, picture, view, look);
		} else if (frames.isPresent()) {
			frames.get().show(gc, picture, view, look);
		} else {
			ground(gc);
			Transform transform = new Transform(gc.getDevice());
			try {
				transform.scale((float) zoom, (float) zoom);
				transform.translate((float) -originX, (float) -originY);
				gc.setTransform(transform);
				new ScenePainter(painter.on(gc), theme, look.in(view)).paint(picture);
				gc.setTransform(null);
			} finally {
				transform.dispose();
			}
		}
	}

	private View view() {
		Rectangle area = getClientArea();
		return new View(originX, originY, zoom, Math.max(1, area.width), Math.max(1, area.height));
	}

	/* Without Skia's library the graph is painted by SWT: slower, but it is there. */
	private Optional<FramePainter> framePainter(Consumer<String> problem) {
		try {
			return Optional.of(new FramePainter(getDisplay(), getFont().getFontData()[0].getName(),
					Math.max(1, getFont().getFontData()[0].getHeight() / 10.0), () -> {
						if (!isDisposed()) {
							redraw();
						}
					}, problem));
		} catch (LinkageError e) {
			problem.accept("the graph is painted slowly, since Skia cannot be loaded: " + e + ". Install libgl1, libegl1 and libfontconfig1");
			return Optional.empty();
		}
	}

	private static Color color(int rgb) {
		return new Color(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
	}

	private void emptyText(GC gc, Rectangle area) {
		gc.setForeground(color(theme.mutedText()));
		int y = area.height / 2;
		for (String line : emptyText.split("\n")) {
			Point extent = gc.stringExtent(line);
			gc.drawString(line, (area.width - extent.x) / 2, y, true);
			y += extent.y + 4;
		}
	}

	/* Where a node will be when it has moved. */
	private Optional<Box> placeOf(SceneNode node) {
		return Optional.ofNullable(movingTo.getOrDefault(node, node.box()));
	}

	public void fit() {
		fitted = true;
		scene.nodes().stream().map(this::placeOf).flatMap(Optional::stream).reduce(Box::union).ifPresent(bounds -> show(bounds, 1.1));
	}

	public void fitSelection() {
		bounds(selected).ifPresentOrElse(bounds -> {
			fitted = false;
			show(bounds, 1.6);
		}, this::fit);
	}

	private Optional<Box> bounds(Collection<?> elements) {
		return elements.stream().map(this::boundsOf).flatMap(Optional::stream).reduce(Box::union);
	}

	private Optional<Box> boundsOf(Object element) {
		SceneNode node = scene.node(element);
		if (node != null) {
			return Optional.ofNullable(node.box());
		}
		SceneEdge edge = scene.edge(element);
		return edge == null || edge.source().box() == null || edge.target().box() == null ? Optional.empty()
				: Optional.of(edge.source().box().union(edge.target().box()));
	}

	/* Who closed the view may still have something to do with it in the queue. */
	@Override
	public void redraw() {
		if (!isDisposed()) {
			super.redraw();
		}
	}

	private void show(Box bounds, double most) {
		if (isDisposed()) {
			return;
		}
		Rectangle area = getClientArea();
		if (area.width <= 0 || area.height <= 0) {
			return;
		}
		double room = legend ? 30 : 0;
		zoom = Math.clamp(Math.min((area.width - 2.0 * MARGIN) / Math.max(1, bounds.width()),
				(area.height - 2.0 * MARGIN - room) / Math.max(1, bounds.height())), LEAST_ZOOM, most);
		originX = bounds.centerX() - area.width / zoom / 2;
		originY = bounds.centerY() - (area.height - room) / zoom / 2;
		redraw();
	}

	public double zoom() {
		return zoom;
	}

	public void setZoom(double wanted) {
		Rectangle area = getClientArea();
		zoomAt(area.width / 2, area.height / 2, wanted);
	}

	void zoomAt(int x, int y, double wanted) {
		fitted = false;
		double sceneX = toSceneX(x);
		double sceneY = toSceneY(y);
		zoom = Math.clamp(wanted, LEAST_ZOOM, MOST_ZOOM);
		originX = sceneX - x / zoom;
		originY = sceneY - y / zoom;
		redraw();
	}

	public void reveal(Object element) {
		boundsOf(element).ifPresent(box -> {
			if (!visible().contains(box)) {
				fitted = false;
				Rectangle area = getClientArea();
				originX = box.centerX() - area.width / zoom / 2;
				originY = box.centerY() - area.height / zoom / 2;
				redraw();
			}
		});
	}

	public Optional<Point> locationOf(Object element) {
		SceneEdge edge = scene.edge(element);
		if (edge != null && edge.source().box() != null && edge.target().box() != null) {
			double[] middle = SceneEdge.at(edge.curve(), 0.5);
			return Optional.of(new Point((int) ((middle[0] - originX) * zoom), (int) ((middle[1] - originY) * zoom)));
		}
		return boundsOf(element)
				.map(box -> new Point((int) ((box.centerX() - originX) * zoom), (int) ((box.centerY() - originY) * zoom)));
	}

	public List<Object> search(String text) {
		wanted = text.strip().toLowerCase(Locale.ROOT);
		searchAnew();
		redraw();
		return matches();
	}

	private void searchAnew() {
		List<Object> before = matches();
		matches.clear();
		if (!wanted.isEmpty()) {
			scene.nodes().stream().filter(node -> node.box() != null && Stream.concat(Stream.of(node.style().name()), content.namesWithin(node.element()))
					.anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(wanted)))
					.sorted(Comparator.comparingDouble((SceneNode node) -> node.box().y()).thenComparingDouble(node -> node.box().x()))
					.forEach(node -> matches.add(node.element()));
		}
		if (!before.equals(matches())) {
			matched.run();
		}
	}

	public List<Object> matches() {
		return List.copyOf(matches);
	}

	public OptionalInt matchIndex() {
		int at = focus == null ? -1 : matches().indexOf(focus);
		return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
	}

	/** @param listener is run after other nodes are marked, or another of them was gone to */
	public void onMatch(Runnable listener) {
		matched = listener;
	}

	public Image snapshot() {
		Rectangle area = getClientArea();
		Image image = new Image(getDisplay(), Math.max(1, area.width), Math.max(1, area.height));
		GC gc = new GC(image);
		try {
			paint(gc, true);
		} finally {
			gc.dispose();
		}
		return image;
	}

	public List<Object> selection() {
		return List.copyOf(selected);
	}

	public void select(List<?> elements) {
		select(elements, elements.isEmpty() ? focus : elements.getFirst());
	}

	private void select(List<?> elements, Object focused) {
		selected.clear();
		for (Object element : elements) {
			if (scene.node(element) != null || scene.edge(element) != null) {
				selected.add(element);
			}
		}
		focus = focused;
		access.selectionChanged();
		redraw();
	}

	void selectByHand(List<?> elements) {
		selectByHand(elements, elements.isEmpty() ? focus : elements.getLast());
	}

	/** Selects elements as people do, and lets keys act on one of them. */
	void selectByHand(List<?> elements, Object focused) {
		select(elements, focused);
		selectionChanged.run();
	}

	Object elementAt(int x, int y) {
		double sceneX = toSceneX(x);
		double sceneY = toSceneY(y);
		Picture picture = scene.picture();
		index = index == null ? new SceneIndex(picture) : index.of(picture);
		Optional<DrawnNode> node = index.nodeAt(sceneX, sceneY);
		if (node.isPresent() && !node.get().field()) {
			return node.get().element();
		}
		Optional<DrawnEdge> edge = index.edgeAt(sceneX, sceneY, 6 / zoom);
		return edge.map(DrawnEdge::element).or(() -> node.map(DrawnNode::element)).orElse(null);
	}

	private String tooltip(Object element) {
		SceneNode node = scene.node(element);
		SceneEdge edge = scene.edge(element);
		return node != null ? node.style().tooltip() : edge != null ? edge.style().tooltip() : "";
	}

	void hover(Object element) {
		if (element == hovered || element != null && element.equals(hovered)) {
			return;
		}
		hovered = element;
		String text = tooltip(element);
		setToolTipText(text.isEmpty() ? null : text.replace("&", "&&"));
		redraw();
	}

	/** The element that keys act on; null before there was one. */
	Object focusElement() {
		return focus;
	}

	public void setContentKeys(ContentKeys takes) {
		contentKeys = takes;
	}

	void changeContent(GraphKey key) {
		contentKeys.pressed(key);
	}

	void open() {
		opened.run();
	}

	/** Selects all nodes that lie in no container or are cards; the workbench's own command calls it by this name. */
	public void selectAll() {
		selectByHand(scene.nodes().stream().filter(node -> !node.isField()).map(SceneNode::element).toList(), focus);
	}

	/** Moves the view until a place of the graph is in the middle. */
	void center(Minimap.Place place) {
		Rectangle area = getClientArea();
		fitted = false;
		originX = place.x() - area.width / zoom / 2;
		originY = place.y() - area.height / zoom / 2;
		redraw();
	}

	/** Moves the view by so many points. */
	void pan(double right, double down) {
		fitted = false;
		originX += right / zoom;
		originY += down / zoom;
		redraw();
	}

	/** Pins the selected cards; releases them if all are pinned. */
	public void togglePinned() {
		List<Object> cards = selected.stream().filter(element -> scene.node(element) != null && !scene.node(element).isField()).toList();
		boolean pin = !cards.stream().allMatch(arrangement::isPinned);
		cards.forEach(card -> setPinned(card, pin));
	}

	public void setPinned(Object card, boolean pin) {
		arrangement.pin(card, pin);
		access.looksChanged(card);
		redraw();
	}

	/** Goes to another of the nodes that were searched for, from the focus on. */
	public Optional<Object> nextMatch(int step) {
		List<Object> all = List.copyOf(matches);
		if (all.isEmpty()) {
			return Optional.empty();
		}
		int at = focus == null ? -1 : all.indexOf(focus);
		Object next = all.get(at < 0 ? step > 0 ? 0 : all.size() - 1 : Math.floorMod(at + step, all.size()));
		selectByHand(List.of(next), next);
		reveal(next);
		matched.run();
		return Optional.of(next);
	}

	/** Shows the tooltip of the focused element beside it, until a key or button is pressed. */
	public void showTip() {
		tip.show(tooltip(focus), boundsOf(focus).map(this::onControl));
	}

	private Rectangle onControl(Box box) {
		return new Rectangle((int) ((box.x() - originX) * zoom), (int) ((box.y() - originY) * zoom), (int) (box.width() * zoom),
				(int) (box.height() * zoom));
	}

	/* A menu that is asked for by a key belongs to the focused element, not to where the pointer happens to be. */
	private void menuDetected(Event event) {
		if (event.detail == SWT.MENU_KEYBOARD) {
			boundsOf(focus).map(this::onControl).map(bounds -> bounds.intersection(getClientArea())).filter(bounds -> !bounds.isEmpty())
					.ifPresent(bounds -> {
						Point at = toDisplay(bounds.x + bounds.width / 2, bounds.y + bounds.height);
						event.x = at.x;
						event.y = at.y;
					});
		}
	}

	/** Nodes were moved by hand. */
	void moved(Optional<GraphMove> move) {
		redraw();
		move.ifPresent(movedByHand);
	}

	/** Puts nodes where they are to be; those that are gone are passed over. */
	public void place(Map<Object, Box> places) {
		settle();
		places.forEach((element, box) -> {
			SceneNode node = scene.node(element);
			if (node != null) {
				node.box(box);
			}
		});
		redraw();
	}

	/** Moves nodes, with what they hold, as by hand. */
	public void moveBy(Collection<?> elements, double dx, double dy) {
		settle();
		var move = new HandMove(scene, elements);
		move.by(dx, dy);
		moved(move.end());
	}

	/** What a screen reader asks for. */
	private final class Spoken implements SpokenGraph {
		@Override
		public Scene scene() {
			return scene;
		}

		@Override
		public Optional<Object> focus() {
			return Optional.ofNullable(focus);
		}

		@Override
		public boolean hasKeyboard() {
			return isFocusControl();
		}

		@Override
		public List<Object> selection() {
			return GraphCanvas.this.selection();
		}

		@Override
		public boolean isSelected(Object element) {
			return selected.contains(element);
		}

		@Override
		public boolean isPinned(Object node) {
			return arrangement.isPinned(node);
		}

		@Override
		public boolean isCollapsed(Object node) {
			return content != null && content.isStandIn(node);
		}

		@Override
		public Optional<Rectangle> boundsOf(Object element) {
			return GraphCanvas.this.boundsOf(element).map(GraphCanvas.this::onControl);
		}

		@Override
		public Optional<Object> elementAt(int x, int y) {
			return Optional.ofNullable(GraphCanvas.this.elementAt(x, y));
		}

		@Override
		public List<Action> actions(Object element) {
			List<Action> actions = new ArrayList<>(List.of(new Action("open", "Opens it, as a double click does", "Enter", () -> {
				selectByHand(List.of(element));
				opened.run();
			}), new Action("select", "Selects it alone", "", () -> selectByHand(List.of(element))),
					new Action(isPinned(element) ? "release" : "pin", "Lets no layout move it, or lets it", "P", () -> {
						selectByHand(List.of(element));
						togglePinned();
					})));
			SceneNode node = scene.node(element);
			if (node != null && (node.isField() || isCollapsed(element))) {
				actions.add(new Action(node.isField() ? "collapse" : "expand", "Collapses the container to a card, or opens it", "E", () -> {
					selectByHand(List.of(element));
					changeContent(GraphKey.COLLAPSE);
				}));
			}
			return actions;
		}
	}
}
