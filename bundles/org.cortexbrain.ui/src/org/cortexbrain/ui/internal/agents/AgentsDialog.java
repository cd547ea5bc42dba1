package org.cortexbrain.ui.internal.agents;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.cortexbrain.agents.AgentInstallation;
import org.cortexbrain.agents.AgentPlan;
import org.cortexbrain.agents.AgentRemoval;
import org.cortexbrain.agents.AgentRollout;
import org.cortexbrain.agents.AgentRollout.Revision;
import org.cortexbrain.agents.AgentSettings;
import org.cortexbrain.agents.Change;
import org.cortexbrain.agents.Change.Effect;
import org.cortexbrain.agents.NodeRollout;
import org.cortexbrain.agents.NodeRollout.Stage;
import org.cortexbrain.agents.Rollout;
import org.cortexbrain.agents.RolloutWatch;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.cluster.ConnectionTest;
import org.cortexbrain.cluster.Feature;
import org.cortexbrain.cluster.Right;
import org.cortexbrain.connect.Shown;
import org.cortexbrain.ui.internal.agents.AgentWork.Work;
import org.cortexbrain.ui.internal.clusters.DesktopClusters;
import org.cortexbrain.ui.internal.look.Numbers;
import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.look.Widgets;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.FrameworkUtil;

/** How the agents of one cluster do, node by node, while they are installed, changed or removed, and afterwards. */
public final class AgentsDialog extends Dialog {
	private static final Set<String> CHANGING = Set.of("create", "patch", "delete");
	private static final Point FIRST_SIZE = new Point(860, 640);

	private final ChangedCluster cluster;
	private final AgentWork work;
	private final Optional<Work> first;
	private final String firstName;
	private final boolean toRemove;
	/** Where the agents are; empty until that is known. Written by the work. */
	private volatile Optional<String> namespace;
	private volatile boolean looked;
	private volatile Optional<Rollout> rollout = Optional.empty();
	private volatile Optional<RolloutWatch> watch = Optional.empty();
	private volatile List<Revision> revisions = List.of();
	/** Rights to change something that this person lacks. */
	private volatile List<Right> missing = List.of();
	/** What differs from the settings: changed by hand, or installed by another version of this program. */
	private volatile List<String> drift = List.of();
	private volatile Optional<AgentRemoval> removal = Optional.empty();
	private volatile Optional<String> kept = Optional.empty();
	private boolean closed;
	private Runnable endTheme = () -> {
	};
	private Label summary;
	private ProgressBar bar;
	private Label step;
	private Button stop;
	private Table nodes;
	private StyledText details;
	private Button change;
	private Button pause;
	private Button restart;
	private Button rollBack;
	private Button log;
	private Button remove;
	private Optional<String> selected = Optional.empty();

	private AgentsDialog(ChangedCluster cluster, Optional<String> namespace, String firstName, Optional<Work> first, boolean toRemove) {
		super(window());
		setShellStyle(SWT.CLOSE | SWT.MODELESS | SWT.BORDER | SWT.TITLE | SWT.RESIZE);
		setBlockOnOpen(false);
		this.cluster = Objects.requireNonNull(cluster);
		this.namespace = namespace;
		this.firstName = firstName;
		this.first = first;
		this.toRemove = toRemove;
		work = new AgentWork(() -> DesktopClusters.current().connections().open(cluster.id()));
	}

	/* Not that of a wizard, which would take it along when it ends. */
	static Shell window() {
		return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell();
	}

	/** Opens it on what is there. Returns at once. UI thread. */
	public static void open(ChangedCluster cluster) {
		new AgentsDialog(cluster, Optional.empty(), "", Optional.empty(), false).open();
	}

	/** Opens it, and asks whether to remove what is there. Returns at once. UI thread. */
	public static void openToRemove(ChangedCluster cluster) {
		new AgentsDialog(cluster, Optional.empty(), "", Optional.empty(), true).open();
	}

	/** Opens it with something to do first. Returns at once. UI thread. */
	static void open(ChangedCluster cluster, Optional<String> namespace, String doing, Work first) {
		new AgentsDialog(cluster, namespace, doing, Optional.of(first), false).open();
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Agents of " + cluster.name());
	}

	@Override
	protected IDialogSettings getDialogBoundsSettings() {
		IDialogSettings all = PlatformUI.getDialogSettingsProvider(FrameworkUtil.getBundle(AgentsDialog.class)).getDialogSettings();
		IDialogSettings own = all.getSection("agents.dialog");
		return own == null ? all.addNewSection("agents.dialog") : own;
	}

	@Override
	protected Point getInitialSize() {
		return getDialogBoundsSettings().get("DIALOG_WIDTH") == null ? FIRST_SIZE : super.getInitialSize();
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = Widgets.grid((Composite) super.createDialogArea(parent), 2, false);
		summary = Widgets.text(area, "", 2);
		summary.setData(Widgets.ID, "agents.summary");
		Composite progress = Widgets.grid(area, 3, false);
		progress.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1));
		bar = new ProgressBar(progress, SWT.HORIZONTAL | SWT.SMOOTH);
		bar.setLayoutData(new GridData(160, SWT.DEFAULT));
		step = new Label(progress, SWT.NONE);
		step.setData(Widgets.ID, "agents.step");
		step.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		stop = Widgets.push(progress, "&Stop", "agents.stop", work::cancel);
		nodes = Widgets.table(area, SWT.SINGLE, "agents.nodes", new String[] { "Node", "Agent", "Why" }, 190, 130, 380);
		nodes.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		nodes.addListener(SWT.Selection, _ -> {
			selected = Optional.of((String) nodes.getSelection()[0].getData());
			show();
		});
		createButtons(area);
		details = Widgets.words(area, "agents.details", 110, 2);
		Display display = area.getDisplay();
		work.onChange(() -> {
			if (!display.isDisposed()) {
				display.asyncExec(this::show);
			}
		});
		endTheme = Themes.onChange(this::show);
		begin();
		return area;
	}

	private void createButtons(Composite area) {
		Composite buttons = Widgets.grid(area, 1, false);
		buttons.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		change = button(buttons, "&Install or change\u2026", "agents.change", () -> AgentsWizard.open(cluster));
		pause = button(buttons, "&Pause", "agents.pause", this::pause);
		restart = button(buttons, "Res&tart\u2026", "agents.restart", this::restart);
		rollBack = button(buttons, "Roll &back\u2026", "agents.rollBack", this::rollBack);
		log = button(buttons, "&Log\u2026", "agents.log", this::openLog);
		remove = button(buttons, "Re&move\u2026", "agents.remove", this::planRemoval);
	}

	private static Button button(Composite parent, String name, String id, Runnable action) {
		Button button = Widgets.push(parent, name, id, action);
		button.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		return button;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.CLOSE_ID, IDialogConstants.CLOSE_LABEL, false);
	}

	@Override
	protected void buttonPressed(int button) {
		close();
	}

	/* --- What is done ---------------------------------------------------------------------------------------------------------------- */

	private void begin() {
		if (first.isPresent()) {
			work.start(firstName, (connection, progress) -> {
				try {
					first.get().run(connection, progress);
				} finally {
					/* Also what was done in part is watched. */
					watch(connection);
				}
			});
		} else {
			work.start("Looks for agents", (connection, _) -> {
				find(connection);
				if (toRemove) {
					findRemoval(connection);
				}
			});
		}
		show();
	}

	private void find(ClusterConnection connection) throws ClusterFault, InterruptedException {
		missing = ConnectionTest.missing(connection, Feature.AGENT_INSTALLATION).stream().filter(right -> CHANGING.contains(right.verb())).toList();
		List<AgentInstallation> found = AgentInstallation.find(connection);
		namespace = found.stream().filter(AgentInstallation::whole).findFirst().or(() -> found.stream().findFirst()).map(AgentInstallation::namespace);
		watch(connection);
	}

	private void watch(ClusterConnection connection) throws ClusterFault, InterruptedException {
		looked = true;
		if (namespace.isPresent() && watch.isEmpty()) {
			RolloutWatch begun = RolloutWatch.begin(connection, namespace.get(), now -> {
				boolean more = rollout.filter(before -> before.count(Stage.READY) == now.count(Stage.READY)).isEmpty();
				rollout = Optional.of(now);
				if (more) {
					DesktopClusters.current().clusters().look(cluster.id());
				}
				work.told();
			});
			synchronized (this) {
				if (closed) {
					begun.close();
					return;
				}
				watch = Optional.of(begun);
			}
		}
		if (namespace.isPresent()) {
			revisions = new AgentRollout(connection, namespace.get()).revisions();
			findDrift(connection);
		}
	}

	/* Who may not ask for it is told what differs when he opens the settings. */
	private void findDrift(ClusterConnection connection) throws ClusterFault, InterruptedException {
		Optional<AgentSettings> settings = AgentInstallation.find(connection).stream().filter(each -> namespace.filter(each.namespace()::equals).isPresent()).findFirst()
				.flatMap(AgentInstallation::settings).filter(each -> each.faults().isEmpty());
		drift = List.of();
		if (settings.isPresent() && missing.isEmpty()) {
			AgentPlan plan = AgentPlan.of(connection, settings.get());
			drift = plan.changes().stream().filter(each -> each.effect() == Effect.MADE || each.effect() == Effect.CHANGED || each.effect() == Effect.REMOVED)
					.map(Change::object).toList();
		}
	}

	private void change(String doing, Work change) {
		if (cluster.isChangeAllowed(getShell())) {
			work.start(doing, (connection, progress) -> {
				change.run(connection, progress);
				watch(connection);
			});
		}
	}

	private AgentRollout agents(ClusterConnection connection) {
		return new AgentRollout(connection, namespace.orElseThrow());
	}

	private void pause() {
		boolean paused = rollout.filter(Rollout::paused).isPresent();
		change(paused ? "Goes on with the rollout" : "Pauses the rollout", (connection, _) -> {
			if (paused) {
				agents(connection).resume();
			} else {
				agents(connection).pause();
			}
		});
	}

	private void restart() {
		if (isConfirmed("Restart", "Restart the agents of " + cluster.name(),
				"Restart all agents, node after node? Each one's counters begin anew; what this desktop has seen stays.")) {
			change("Restarts the agents", (connection, _) -> agents(connection).restart(Instant.now()));
		}
	}

	private boolean isConfirmed(String action, String title, String question) {
		return MessageDialog.open(MessageDialog.QUESTION, getShell(), title, question, SWT.NONE, action, IDialogConstants.CANCEL_LABEL) == 0;
	}

	private void rollBack() {
		RevisionDialog.choose(getShell(), revisions).ifPresent(revision -> change("Rolls back to revision " + revision.number(),
				(connection, _) -> agents(connection).rollBack(revision, false)));
	}

	private void openLog() {
		selection().ifPresent(node -> new AgentLogDialog(getShell(), cluster, namespace.orElseThrow(), node.pod(), node.node()).open());
	}

	private void planRemoval() {
		work.start("Looks for what would be removed", (connection, _) -> findRemoval(connection));
	}

	private void findRemoval(ClusterConnection connection) throws ClusterFault, InterruptedException {
		for (AgentInstallation there : AgentInstallation.find(connection)) {
			if (namespace.filter(there.namespace()::equals).isPresent()) {
				removal = Optional.of(AgentRemoval.of(connection, there));
			}
		}
	}

	private void confirmRemoval(AgentRemoval plan) {
		if (nodes.isDisposed()) {
			return;
		}
		String objects = AgentWords.list(plan.objects());
		if (isConfirmed("Remove", "Remove the agents of " + cluster.name(), "Remove these from the cluster?\n\n" + objects
				+ (plan.namespaceRemoved() ? "" : "\n\nThe namespace stays. " + Shown.of(plan.namespaceKept())) + "\n\nNothing else is changed. The traffic of its nodes is seen no more.")) {
			change("Removes the agents", (connection, progress) -> {
				plan.apply(connection, progress);
				kept = Optional.of(plan.namespaceKept());
			});
		}
	}

	/* --- What is shown --------------------------------------------------------------------------------------------------------------- */

	private Optional<NodeRollout> selection() {
		List<NodeRollout> all = rollout.map(Rollout::nodes).orElse(List.of());
		return all.stream().filter(node -> selected.filter(node.pod()::equals).isPresent()).findFirst().or(() -> all.stream().findFirst());
	}

	private void show() {
		if (nodes == null || nodes.isDisposed()) {
			return;
		}
		AgentWork.State state = work.state();
		Widgets.set(summary, summary(state));
		showProgress(state);
		showNodes();
		boolean there = rollout.filter(Rollout::there).isPresent();
		boolean idle = !state.isBusy();
		boolean changes = idle && missing.isEmpty();
		change.setEnabled(idle);
		pause.setEnabled(changes && there);
		pause.setText(rollout.filter(Rollout::paused).isPresent() ? "&Go on" : "&Pause");
		restart.setEnabled(changes && there);
		rollBack.setEnabled(changes && there && revisions.size() > 1);
		log.setEnabled(selection().isPresent());
		remove.setEnabled(changes && namespace.isPresent() && kept.isEmpty());
		summary.getParent().layout();
		Optional<AgentRemoval> found = removal;
		if (found.isPresent() && idle && missing.isEmpty()) {
			removal = Optional.empty();
			/* After this, so that the window shows what is, while it is asked. */
			nodes.getDisplay().asyncExec(() -> confirmRemoval(found.get()));
		}
	}

	private String summary(AgentWork.State state) {
		if (!state.cause().isEmpty()) {
			return "\u2715 " + Shown.of(state.cause()) + " " + state.remedy();
		}
		if (kept.isPresent()) {
			return "\u2713 The agents are removed." + (kept.get().isEmpty() ? "" : " " + Shown.of(kept.get()));
		}
		if (rollout.isPresent()) {
			Rollout now = rollout.get();
			return (now.isDone() ? "\u2713 " : now.isStuck() ? "\u2715 " : "\u2026 ") + AgentWords.summary(now)
					+ (now.cause().isEmpty() || !now.there() ? "" : " " + Shown.of(now.cause()) + " " + now.remedy())
					+ readOnly() + (drift.isEmpty() ? "" : "\n\u25B2 " + Numbers.counted(drift.size(), "object") + " not as the settings say: " + Shown.of(String.join(", ", drift))
							+ ". Install or change\u2026 shows what differs, and mends it.");
		}
		return looked && namespace.isEmpty() ? "No agent is installed in this cluster. Install or change\u2026 puts one on each node." + readOnly() : "The cluster is asked.";
	}

	/* A button that is disabled says nothing. */
	private String readOnly() {
		return missing.isEmpty() ? "" : "\nRead-only: you may not " + missing.getFirst() + (missing.size() > 1 ? " (and " + (missing.size() - 1) + " rights more)" : "")
				+ ", which changing or removing agents takes.";
	}

	private void showProgress(AgentWork.State state) {
		bar.setVisible(state.isBusy());
		stop.setVisible(state.isBusy());
		if (state.all() > 0) {
			bar.setMaximum(state.all());
			bar.setSelection(state.done());
		}
		Widgets.set(step, state.isBusy() ? state.doing() + (state.step().isEmpty() ? "" : ": " + Shown.of(state.step())) : "");
	}

	private void showNodes() {
		List<NodeRollout> all = rollout.map(Rollout::nodes).orElse(List.of());
		if (nodes.getItemCount() != all.size()) {
			nodes.setItemCount(all.size());
		}
		Optional<NodeRollout> shown = selection();
		for (int i = 0; i < all.size(); i++) {
			NodeRollout node = all.get(i);
			TableItem item = nodes.getItem(i);
			item.setData(node.pod());
			Widgets.cells(item, node.node().isEmpty() ? "no node yet" : Shown.of(node.node()), AgentWords.sign(node.stage()), Shown.of(node.cause()));
			item.setForeground(1, Themes.tokens().of(AgentWords.state(node.stage())));
			if (shown.filter(node::equals).isPresent() && nodes.getSelectionIndex() != i) {
				nodes.setSelection(i);
			}
		}
		Widgets.set(details, shown.map(AgentWords::details).orElse(""));
	}

	@Override
	public boolean close() {
		Optional<RolloutWatch> running;
		synchronized (this) {
			closed = true;
			running = watch;
		}
		running.ifPresent(each -> Thread.ofVirtual().name("close watch").start(each::close));
		endTheme.run();
		work.close();
		return super.close();
	}
}
