package org.cortexbrain.ui.internal.inspector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

import org.cortexbrain.model.Edge;
import org.cortexbrain.telemetry.HistoryPoint;
import org.cortexbrain.ui.internal.look.Numbers;
import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.look.Tokens;
import org.cortexbrain.ui.internal.session.Session;
import org.cortexbrain.ui.internal.session.Snapshot;
import org.cortexbrain.ui.internal.topology.Link;
import org.cortexbrain.ui.internal.topology.TopologyModel;
import org.cortexbrain.ui.internal.topology.TopologyNode;
import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.ViewPart;

/** Shows the node or edge that is selected in Topology or Flows. */
public final class InspectorView extends ViewPart {
	public static final String ID = "org.cortexbrain.ui.inspector";
	/** Points; a value that needs more than the view has is wrapped. */
	private static final int LEAST_VALUE = 60;

	private final List<Runnable> ends = new ArrayList<>();
	private final ISelectionListener selected = this::selected;
	private ScrolledComposite scroll;
	private Composite body;
	private Label title;
	private Label kind;
	private Label health;
	private Sparkline rate;
	private Sparkline failures;
	private Sparkline latency;
	private Label chartNote;
	private Composite numbers;
	private final List<Label> labels = new ArrayList<>();
	private final List<Label> values = new ArrayList<>();
	private List<String> shape = List.of();
	private List<Object> selection = List.of();
	private Optional<Subject> shown = Optional.empty();
	/** Sums over thousands of edges take longer than the UI thread has. */
	private final AtomicReference<Charting> wanted = new AtomicReference<>();
	private final Job charting = Job.createSystem("Charts of the inspector", this::sum);
	private int selections;

	/**
	 * Charts that are wanted.
	 *
	 * @param selection the number of the selection that they are of
	 * @param measured those edges that have rates, and so must have a history
	 */
	private record Charting(int selection, String charted, List<Edge.Key> edges, int measured, Instant now) {
	}

	@Override
	public void createPartControl(Composite parent) {
		parent.setLayout(new FillLayout());
		scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
		scroll.setExpandHorizontal(true);
		scroll.setExpandVertical(true);
		body = new Composite(scroll, SWT.NONE);
		scroll.setContent(body);
		var layout = new GridLayout();
		layout.marginWidth = 3 * Tokens.GRID;
		layout.marginHeight = 2 * Tokens.GRID;
		layout.verticalSpacing = Tokens.GRID;
		body.setLayout(layout);
		title = label(body, "inspector.title");
		title.setFont(JFaceResources.getHeaderFont());
		kind = label(body, "inspector.kind");
		health = label(body, "inspector.health");
		rate = chart("Opened", Numbers::perSecond);
		failures = chart("Failed", Numbers::perSecond);
		latency = chart("RTT p95", Numbers::latency);
		chartNote = label(body, "inspector.chartNote");
		numbers = new Composite(body, SWT.NONE);
		var stack = new GridLayout();
		stack.marginWidth = stack.marginHeight = 0;
		numbers.setLayout(stack);
		numbers.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		scroll.addListener(SWT.Resize, _ -> fitHeight());
		getSite().<IHandlerService>getService(IHandlerService.class).activateHandler("org.eclipse.ui.edit.copy", new AbstractHandler() {
			@Override
			public Object execute(ExecutionEvent event) {
				copy();
				return null;
			}
		});
		getSite().getPage().addSelectionListener(selected);
		ends.add(() -> getSite().getPage().removeSelectionListener(selected));
		ends.add(Themes.onChange(() -> show(Session.current().shown())));
		ends.add(Session.current().onChange(this::show));
	}

	private Label label(Composite parent, String id) {
		var label = new Label(parent, SWT.WRAP);
		label.setData("org.cortexbrain.ui.id", id);
		label.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		return label;
	}

	private Sparkline chart(String name, java.util.function.Function<OptionalDouble, String> text) {
		var chart = new Sparkline(body, name, text);
		chart.setData("org.cortexbrain.ui.id", "inspector.chart." + name);
		var data = new GridData(SWT.FILL, SWT.TOP, true, false);
		data.verticalIndent = Tokens.GRID;
		chart.setLayoutData(data);
		return chart;
	}

	private void selected(IWorkbenchPart part, ISelection now) {
		if (part != this && now instanceof IStructuredSelection structured && !structured.isEmpty()
				&& (structured.getFirstElement() instanceof Edge.Key || structured.getFirstElement() instanceof Link
						|| structured.getFirstElement() instanceof TopologyNode)) {
			selection = List.copyOf(structured.toList());
			selections++;
			List.of(rate, failures, latency).forEach(Sparkline::await);
			show(Session.current().shown());
		}
	}

	private Optional<Subject> subject(Snapshot snapshot) {
		Set<Edge.Key> keys = new HashSet<>();
		Optional<TopologyModel> topology = topology();
		for (Object each : selection) {
			switch (each) {
			case Edge.Key key -> keys.add(key);
			case Link link -> topology.flatMap(model -> model.flow(link)).ifPresent(flow -> flow.edges().forEach(edge -> keys.add(edge.key())));
			case TopologyNode node when selection.size() == 1 -> {
				TopologyModel.Load load = topology.map(model -> model.load(node)).orElse(null);
				if (load != null && !load.endpoints().isEmpty()) {
					return Optional.of(Subject.of(snapshot, node, load.endpoints(), load.health()));
				}
			}
			case TopologyNode node -> topology.ifPresent(model -> {
				var own = new HashSet<>(model.load(node).endpoints());
				snapshot.mesh().edges().stream().map(Edge::key).filter(key -> own.contains(key.target())).forEach(keys::add);
			});
			default -> {
			}
			}
		}
		List<Edge> edges = keys.isEmpty() ? List.of() : snapshot.mesh().edges().stream().filter(edge -> keys.contains(edge.key())).toList();
		if (edges.isEmpty()) {
			return Optional.empty();
		}
		if (edges.size() == 1) {
			return Optional.of(Subject.of(snapshot, edges.getFirst()));
		}
		String name = selection.size() == 1 && selection.getFirst() instanceof Link link ? link.source().name() + " \u2192 " + link.target().name()
				: edges.size() + " edges";
		return Optional.of(Subject.of(snapshot, name, edges.size() + " edges together", edges));
	}

	private Optional<TopologyModel> topology() {
		return getSite().getPage().findView(TopologyView.ID) instanceof TopologyView view ? Optional.of(view.model()) : Optional.empty();
	}

	private void show(Snapshot snapshot) {
		if (body.isDisposed()) {
			return;
		}
		shown = subject(snapshot);
		Tokens tokens = Themes.tokens();
		set(title, shown.map(Subject::title).orElse(selection.isEmpty() ? "Nothing selected" : "No longer there"));
		set(kind, shown.map(Subject::kind)
				.orElse(selection.isEmpty() ? "Select a node or an edge in Topology, or rows in Flows." : "What was selected has left the mesh."));
		set(health, shown.map(subject -> Tokens.inWords(subject.health())).orElse(""));
		title.setForeground(tokens.text());
		kind.setForeground(tokens.mutedText());
		health.setForeground(shown.map(subject -> tokens.of(subject.health().health().state())).orElse(tokens.text()));
		for (Sparkline each : List.of(rate, failures, latency)) {
			((GridData) each.getLayoutData()).exclude = shown.isEmpty();
			each.setVisible(shown.isPresent());
		}
		chartNote.setForeground(tokens.mutedText());
		shown.ifPresentOrElse(subject -> chart(subject, snapshot.mesh().at()), () -> note(""));
		showNumbers(shown.map(Subject::groups).orElse(Map.of()), tokens);
	}

	private void chart(Subject subject, Instant now) {
		int measured = (int) subject.edges().stream().filter(edge -> edge.observation().rates().isPresent()).count();
		wanted.set(new Charting(selections, subject.charted(), subject.edges().stream().map(Edge::key).toList(), measured, now));
		charting.schedule();
	}

	/** Off the UI thread. */
	private void sum(IProgressMonitor monitor) {
		Charting charts = wanted.getAndSet(null);
		if (charts == null) {
			return;
		}
		var telemetry = Session.current().telemetry();
		var sums = new EdgeSums();
		int known = 0;
		for (Edge.Key edge : charts.edges()) {
			List<HistoryPoint> history = telemetry.history(edge);
			known += history.isEmpty() ? 0 : 1;
			sums.add(history);
		}
		List<EdgeSums.Point> points = sums.points();
		int without = Math.max(0, charts.measured() - known);
		Display display = PlatformUI.getWorkbench().getDisplay();
		if (!display.isDisposed()) {
			display.asyncExec(() -> show(charts, points, without));
		}
	}

	private void show(Charting charts, List<EdgeSums.Point> points, int without) {
		if (body.isDisposed() || charts.selection() != selections || shown.isEmpty()) {
			return;
		}
		rate.setValues(charts.charted(), values(points, EdgeSums.Point::opened), charts.now());
		failures.setValues(charts.charted(), values(points, EdgeSums.Point::failed), charts.now());
		latency.setValues(charts.charted(),
				points.stream().map(each -> new Sparkline.Value(each.at(), each.roundTrip().quantile(0.95))).toList(), charts.now());
		note(without == 0 ? "" : "The charts lack " + Numbers.count(without) + " of " + Numbers.count(charts.edges().size())
				+ " edges: their past is not kept. The numbers below are of all.");
	}

	private void note(String text) {
		var data = (GridData) chartNote.getLayoutData();
		if (!chartNote.getText().equals(text) || data.exclude != text.isEmpty()) {
			chartNote.setText(text);
			data.exclude = text.isEmpty();
			chartNote.setVisible(!text.isEmpty());
			fitHeight();
		}
	}

	private static List<Sparkline.Value> values(List<EdgeSums.Point> points, ToDoubleFunction<EdgeSums.Point> value) {
		return points.stream().map(each -> new Sparkline.Value(each.at(), OptionalDouble.of(value.applyAsDouble(each)))).toList();
	}

	private void showNumbers(Map<String, List<Subject.Line>> groups, Tokens tokens) {
		List<String> wanted = new ArrayList<>();
		List<String> texts = new ArrayList<>();
		groups.forEach((group, lines) -> {
			wanted.add("# " + group);
			texts.add("");
			lines.forEach(line -> {
				wanted.add(line.label());
				texts.add(line.value());
			});
		});
		if (!wanted.equals(shape)) {
			rebuild(wanted);
		}
		for (int i = 0; i < labels.size(); i++) {
			boolean heading = shape.get(i).startsWith("# ");
			labels.get(i).setForeground(heading ? tokens.text() : tokens.mutedText());
			values.get(i).setForeground(tokens.text());
			set(values.get(i), texts.get(i));
		}
		fitHeight();
	}

	private void rebuild(List<String> wanted) {
		shape = wanted;
		numbers.setRedraw(false);
		for (Control each : numbers.getChildren()) {
			each.dispose();
		}
		labels.clear();
		values.clear();
		Composite group = numbers;
		for (String each : wanted) {
			boolean heading = each.startsWith("# ");
			if (heading) {
				group = group();
			}
			var label = new Label(group, SWT.NONE);
			label.setText(heading ? each.substring(2) : each);
			var value = new Label(group, SWT.RIGHT | SWT.WRAP);
			var data = new GridData(SWT.FILL, SWT.TOP, true, false);
			data.widthHint = LEAST_VALUE;
			value.setLayoutData(data);
			if (heading) {
				label.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
			}
			labels.add(label);
			values.add(value);
		}
		numbers.setRedraw(true);
	}

	/* Each group has columns of its own: a long name in one must not squeeze the numbers of another. */
	private Composite group() {
		var group = new Composite(numbers, SWT.NONE);
		var grid = new GridLayout(2, false);
		grid.marginWidth = grid.marginHeight = 0;
		grid.verticalSpacing = Tokens.GRID / 2;
		grid.horizontalSpacing = 3 * Tokens.GRID;
		group.setLayout(grid);
		var data = new GridData(SWT.FILL, SWT.TOP, true, false);
		data.verticalIndent = 2 * Tokens.GRID;
		group.setLayoutData(data);
		return group;
	}

	private static void set(Label label, String text) {
		if (!label.getText().equals(text)) {
			label.setText(text);
			label.setToolTipText(text);
		}
	}

	private void fitHeight() {
		body.layout(true, true);
		scroll.setMinHeight(body.computeSize(scroll.getClientArea().width, SWT.DEFAULT).y);
	}

	/** Copies all that is shown as text. */
	public void copy() {
		shown.ifPresent(subject -> {
			var clipboard = new Clipboard(body.getDisplay());
			try {
				clipboard.setContents(new Object[] { subject.asText() }, new Transfer[] { TextTransfer.getInstance() });
			} finally {
				clipboard.dispose();
			}
		});
	}

	@Override
	public void setFocus() {
		scroll.setFocus();
	}

	@Override
	public void dispose() {
		ends.forEach(Runnable::run);
		wanted.set(null);
		charting.cancel();
		super.dispose();
	}
}
