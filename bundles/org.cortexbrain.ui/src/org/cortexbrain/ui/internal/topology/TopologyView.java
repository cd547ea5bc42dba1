package org.cortexbrain.ui.internal.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.cortexbrain.graph.GraphMove;
import org.cortexbrain.graph.GraphPlaces;
import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.export.GraphExport;
import org.cortexbrain.graph.layout.StandardLayout;
import org.cortexbrain.model.Edge;
import org.cortexbrain.ui.internal.look.Motion;
import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.look.Tokens;
import org.cortexbrain.ui.internal.session.Session;
import org.cortexbrain.ui.internal.session.Snapshot;
import org.cortexbrain.ui.internal.start.StartPage;
import org.cortexbrain.ui.internal.undo.Undoing;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.State;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.contexts.IContextActivation;
import org.eclipse.ui.contexts.IContextService;
import org.eclipse.ui.handlers.RadioState;
import org.eclipse.ui.handlers.RegistryToggleState;
import org.eclipse.ui.part.ViewPart;

/** The mesh as a graph; the start page while nothing is observed. */
public final class TopologyView extends ViewPart {
	public static final String ID = "org.cortexbrain.ui.topology";
	private static final String IDLE_HIDDEN = "idleHidden";
	private static final String LAYOUT = "layout";
	private static final String PLACES = "places";
	private static final String COLLAPSED = "collapsed";
	private static final String EXPANDED = "expanded";
	private static final String GRAPH_CONTEXT = "org.cortexbrain.ui.graph";
	private static final String LAYOUT_COMMAND = "org.cortexbrain.ui.layout";
	private static final String IDLE_COMMAND = "org.cortexbrain.ui.idleEdges";
	private static final double ZOOM_STEP = 1.25;

	private final TopologyModel model = new TopologyModel();
	private final List<Runnable> ends = new ArrayList<>();
	private final ISelectionListener others = this::selectedElsewhere;
	private Composite stack;
	private StartPage start;
	private Composite graphPage;
	private SearchBar search;
	private LeftOutBar leftOut;
	private TroubleBar trouble;
	private GraphViewer viewer;
	private StandardLayout layout = StandardLayout.AUTOMATIC;
	private GraphPlaces remembered = GraphPlaces.NONE;
	/** What was collapsed in the last session. */
	private final List<TopologyNode> collapsed = new ArrayList<>();
	private boolean following;
	private boolean fitted;

	@Override
	public void init(IViewSite site, IMemento memento) throws PartInitException {
		super.init(site, memento);
		if (memento != null && Boolean.TRUE.equals(memento.getBoolean(IDLE_HIDDEN))) {
			model.setIdleShown(false);
		}
		if (memento != null) {
			layout = rememberedLayout(memento.getString(LAYOUT));
			model.expandAgain(Arrays.stream(memento.getChildren(EXPANDED)).map(IMemento::getTextData).filter(Objects::nonNull)
					.collect(Collectors.toSet()));
			for (IMemento each : memento.getChildren(COLLAPSED)) {
				TopologyModel.place(each.getID(), each.getTextData()).ifPresent(collapsed::add);
			}
			IMemento places = memento.getChild(PLACES);
			remembered = rememberedPlaces(places == null ? null : places.getTextData());
		}
	}

	private static StandardLayout rememberedLayout(String name) {
		for (StandardLayout each : StandardLayout.values()) {
			if (each.name().equals(name)) {
				return each;
			}
		}
		return StandardLayout.AUTOMATIC;
	}

	private static GraphPlaces rememberedPlaces(String text) {
		if (text == null) {
			return GraphPlaces.NONE;
		}
		try {
			return GraphPlaces.ofText(text);
		} catch (IllegalArgumentException e) {
			ILog.of(TopologyView.class).warn("The places of the topology's last session cannot be read; it is laid out anew", e);
			return GraphPlaces.NONE;
		}
	}

	@Override
	public void saveState(IMemento memento) {
		memento.putBoolean(IDLE_HIDDEN, !model.isIdleShown());
		memento.putString(LAYOUT, layout.name());
		model.expandedIds().forEach(id -> memento.createChild(EXPANDED).putTextData(id));
		viewer.getCollapsed().stream().limit(TopologyModel.MOST_EXPANDED).map(TopologyNode.class::cast).forEach(node -> {
			IMemento child = memento.createChild(COLLAPSED, node.kind());
			child.putTextData(node.name());
		});
		memento.createChild(PLACES).putTextData(viewer.places(TopologyModel::id).toText());
	}

	@Override
	public void createPartControl(Composite parent) {
		stack = new Composite(parent, SWT.NONE);
		stack.setLayout(new StackLayout());
		start = new StartPage(stack);
		graphPage = new Composite(stack, SWT.NONE);
		var rows = new GridLayout();
		rows.marginWidth = rows.marginHeight = rows.verticalSpacing = 0;
		graphPage.setLayout(rows);
		search = new SearchBar(graphPage, () -> viewer);
		trouble = new TroubleBar(graphPage);
		leftOut = new LeftOutBar(graphPage, () -> viewer.showAll());
		viewer = new GraphViewer(graphPage, problem -> ILog.of(TopologyView.class).warn(problem));
		viewer.getControl().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		viewer.getControl().setData("org.cortexbrain.ui.id", "topology.graph");
		viewer.setEmptyText("No traffic yet. Connections appear here as soon as they are made.");
		viewer.setLegendVisible(true);
		viewer.setContentProvider(new TopologyContent(model));
		viewer.setStyleProvider(new TopologyStyles(model));
		viewer.setLayout(layout);
		viewer.setPlaces(remembered, TopologyModel::id);
		collapsed.forEach(node -> viewer.setCollapsed(node, true));
		viewer.setInput(model);
		viewer.addDoubleClickListener(event -> {
			if (((IStructuredSelection) event.getSelection()).getFirstElement() instanceof TopologyNode node) {
				toggleExpanded(node);
			}
		});
		ends.add(viewer.onMove(this::moved));
		ends.add(viewer.onVisibility(() -> leftOut.show(viewer)));
		ends.add(viewer.onMatch(search::show));
		keysWhileFocused();
		var menu = new MenuManager();
		viewer.getControl().setMenu(menu.createContextMenu(viewer.getControl()));
		getSite().registerContextMenu(menu, viewer);
		getSite().setSelectionProvider(viewer);
		getSite().getPage().addSelectionListener(others);
		ends.add(() -> getSite().getPage().removeSelectionListener(others));
		ends.add(Themes.onChange(this::themeChanged));
		viewer.setAnimated(Motion.isAnimated());
		ends.add(Motion.onChange(parent.getDisplay(), () -> viewer.setAnimated(Motion.isAnimated())));
		themeChanged();
		showToggle();
		ends.add(Session.current().onChange(Turn.by(model), this::show));
		ends.add(Session.current().onChange(Snapshot::trouble, trouble::show));
	}

	/* Letters are keys of commands only here: in a field they are letters. */
	private void keysWhileFocused() {
		IContextService contexts = getSite().getService(IContextService.class);
		IContextActivation[] active = new IContextActivation[1];
		viewer.getControl().addListener(SWT.FocusIn, _ -> {
			if (active[0] == null) {
				active[0] = contexts.activateContext(GRAPH_CONTEXT);
			}
		});
		Listener end = _ -> {
			if (active[0] != null) {
				contexts.deactivateContext(active[0]);
				active[0] = null;
			}
		};
		viewer.getControl().addListener(SWT.FocusOut, end);
		viewer.getControl().addListener(SWT.Dispose, end);
	}

	private void moved(GraphMove move) {
		try {
			Undoing.execute(new MoveOperation(viewer, move));
		} catch (ExecutionException e) {
			ILog.of(TopologyView.class).error("The move cannot be undone", e);
		}
	}

	/** Goes to another hit; opens the search field if there is none. */
	public void findNext(int step) {
		search.next(step);
	}

	/** Opens the search field, or goes to the next hit if it has the focus. */
	public void find() {
		search.open();
	}

	public void fit() {
		viewer.fit();
	}

	/** @param steps above 0 to come closer */
	public void zoom(int steps) {
		viewer.setZoom(viewer.getZoom() * Math.pow(ZOOM_STEP, steps));
	}

	public void layoutAgain() {
		viewer.layout();
	}

	public StandardLayout layout() {
		return layout;
	}

	/** Lays the topology out in a way that it keeps from one start to the next. */
	public void setLayout(StandardLayout now) {
		layout = now;
		showToggle();
		viewer.setLayout(now);
		viewer.whenLaidOut(viewer::fit);
	}

	public boolean isIdleShown() {
		return model.isIdleShown();
	}

	public void setIdleShown(boolean shown) {
		model.setIdleShown(shown);
		showToggle();
		viewer.refresh();
	}

	/** The commands' marks follow the view, which remembers the choices from one start to the next. */
	private void showToggle() {
		mark(IDLE_COMMAND, RegistryToggleState.STATE_ID, model.isIdleShown());
		mark(LAYOUT_COMMAND, RadioState.STATE_ID, layout.name().toLowerCase(Locale.ROOT));
	}

	private void mark(String command, String stateId, Object value) {
		State state = getSite().getService(ICommandService.class).getCommand(command).getState(stateId);
		if (state != null) {
			state.setValue(value);
		}
	}

	/** Shows the pods of the selected workloads, collapses the selected namespaces and nodes to a card, or the reverse. */
	public void toggleExpanded() {
		for (Object each : viewer.getStructuredSelection()) {
			if (each instanceof TopologyNode node) {
				toggleExpanded(node);
			}
		}
	}

	private void toggleExpanded(TopologyNode node) {
		TopologyNode subject = node instanceof TopologyNode.Single ? model.containerOf(node).filter(model::isExpandable).orElse(node) : node;
		if (model.isExpandable(subject)) {
			model.setExpanded(subject, !model.isExpanded(subject));
			viewer.refresh();
		} else if (TopologyModel.isPlace(subject)) {
			viewer.setCollapsed(subject, !viewer.isCollapsed(subject));
		}
	}

	/** Selects the link that does worst, if nothing is selected; of several the one with most failures. */
	public void selectWorst() {
		if (viewer.getStructuredSelection().isEmpty()) {
			model.links().stream().max(Comparator.comparing((Link link) -> model.flow(link).orElseThrow().health().health().state())
					.thenComparing(link -> model.flow(link).orElseThrow().traffic().failed())
					.thenComparing(link -> model.flow(link).orElseThrow().traffic().bytesToTarget()))
					.ifPresent(link -> viewer.setSelection(new StructuredSelection(link), false));
		}
	}

	/** The graph as it is now, to be written as a file; the kinds of its elements among their attributes. */
	public GraphExport export() {
		return viewer.export().withAttributes(element -> element instanceof TopologyNode node ? Map.of("kind", node.kind()) : Map.of());
	}

	/** The same of what is selected, or of all if nothing is. */
	public GraphExport exportOfSelection() {
		IStructuredSelection selection = viewer.getStructuredSelection();
		return selection.isEmpty() ? export() : export().only(selection.toList());
	}

	public GraphViewer viewer() {
		return viewer;
	}

	/** What is ready to be shown. */
	private record Turn(boolean nothingObserved, TopologyModel.Prepared picture) {
		static Function<Snapshot, Turn> by(TopologyModel model) {
			return snapshot -> new Turn(snapshot.sources().isEmpty(), model.prepare(snapshot));
		}
	}

	private void show(Turn turn) {
		if (stack.isDisposed()) {
			return;
		}
		boolean empty = turn.nothingObserved;
		var layout = (StackLayout) stack.getLayout();
		Control page = empty ? start.control() : graphPage;
		if (layout.topControl != page) {
			layout.topControl = page;
			fitted = false;
			start.refresh();
			stack.layout();
		}
		model.take(turn.picture).ifPresentOrElse(changed -> viewer.update(changed.toArray(), null), viewer::refresh);
		if (!fitted && !model.nodes().isEmpty()) {
			fitted = true;
			viewer.whenLaidOut(viewer::fit);
		}
	}

	private void themeChanged() {
		Tokens tokens = Themes.tokens();
		viewer.setTheme(tokens.graph());
		start.setTheme(tokens);
	}

	private void selectedElsewhere(IWorkbenchPart part, ISelection selection) {
		if (part == this || following || !(selection instanceof IStructuredSelection structured)) {
			return;
		}
		List<Link> links = new ArrayList<>();
		for (Object each : structured) {
			if (each instanceof Edge.Key key) {
				model.linkOf(key).filter(link -> !links.contains(link)).ifPresent(links::add);
			}
		}
		if (!links.isEmpty()) {
			following = true;
			try {
				viewer.setSelection(new StructuredSelection(links), false);
			} finally {
				following = false;
			}
		}
	}

	public TopologyModel model() {
		return model;
	}

	@Override
	public void setFocus() {
		if (((StackLayout) stack.getLayout()).topControl == graphPage) {
			viewer.getControl().setFocus();
		} else {
			start.setFocus();
		}
	}

	@Override
	public void dispose() {
		ends.forEach(Runnable::run);
		super.dispose();
	}
}
