package org.cortexbrain.ui.internal.agents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.cortexbrain.agents.AgentObjects;
import org.cortexbrain.agents.AgentPlan;
import org.cortexbrain.agents.Change;
import org.cortexbrain.agents.Finding;
import org.cortexbrain.connect.Shown;
import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.look.Widgets;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** What would be in the way of an installation, and what it would change; nothing is changed yet. */
final class ChangesPage extends WizardPage {
	private final AgentSetup setup;
	private final AgentWork work;
	private Table findings;
	private StyledText finding;
	private Table changes;
	private ObjectDiff diff;
	private Button again;
	private Button stop;
	private Button save;
	private Button takeOver;
	private Optional<AgentPlan> shown = Optional.empty();

	ChangesPage(AgentSetup setup, AgentWork work) {
		super("changes");
		this.setup = setup;
		this.work = work;
		setTitle("What will change");
		setDescription("The cluster was asked what it would do, without doing it. Finish makes it so.");
	}

	@Override
	public void createControl(Composite parent) {
		Composite page = Widgets.grid(parent, 1, true);
		var sash = new SashForm(page, SWT.VERTICAL);
		sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		Composite upper = Widgets.grid(sash, 1, false);
		findings = Widgets.table(upper, SWT.SINGLE, "agents.findings", new String[] { "Found", "About", "What" }, 100, 150, 480);
		findings.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		findings.addListener(SWT.Selection, _ -> showFinding());
		finding = Widgets.words(upper, "agents.finding", 56, 1);
		Composite lower = Widgets.grid(sash, 1, false);
		changes = Widgets.table(lower, SWT.SINGLE, "agents.changes", new String[] { "Effect", "Object" }, 150, 580);
		var data = new GridData(SWT.FILL, SWT.FILL, true, false);
		data.heightHint = 110;
		changes.setLayoutData(data);
		changes.addListener(SWT.Selection, _ -> showDiff());
		diff = new ObjectDiff(lower);
		sash.setWeights(5, 8);
		takeOver = new Button(page, SWT.CHECK);
		takeOver.setText("Take over the &fields that others have set");
		takeOver.setData(Widgets.ID, "agents.takeOver");
		takeOver.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		takeOver.addListener(SWT.Selection, _ -> show());
		Composite buttons = Widgets.grid(page, 3, false);
		buttons.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		again = Widgets.push(buttons, "&Check again", "agents.again", setup::plan);
		stop = Widgets.push(buttons, "&Stop", "agents.stop", work::cancel);
		save = Widgets.push(buttons, "Save as &YAML\u2026", "agents.yaml", this::save);
		setControl(page);
		show();
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible && setup.planned().isEmpty()) {
			setup.plan();
			show();
		}
	}

	boolean isTakeOver() {
		return takeOver != null && takeOver.getSelection();
	}

	private void save() {
		var dialog = new FileDialog(getShell(), SWT.SAVE);
		dialog.setFileName("cortexbrain-agents.yaml");
		dialog.setOverwrite(true);
		String name = dialog.open();
		if (name == null) {
			return;
		}
		try {
			Files.writeString(Path.of(name), new AgentObjects(setup.settings()).yaml());
			setMessage("Saved: kubectl apply --server-side -f " + name, INFORMATION);
		} catch (IOException e) {
			setErrorMessage("The file " + name + " could not be written: " + e.getMessage() + ". Choose another place.");
		}
	}

	/** Shows the plan as it is. */
	void show() {
		if (findings == null || findings.isDisposed()) {
			return;
		}
		AgentWork.State state = work.state();
		Optional<AgentPlan> plan = setup.planned();
		if (!plan.equals(shown)) {
			shown = plan;
			fill(plan);
		}
		again.setEnabled(!state.isBusy());
		stop.setEnabled(state.isBusy());
		save.setEnabled(setup.faults().isEmpty());
		boolean conflicts = plan.filter(AgentPlan::hasConflicts).isPresent();
		takeOver.setEnabled(conflicts);
		if (!conflicts) {
			takeOver.setSelection(false);
		}
		boolean blocked = plan.filter(AgentPlan::isBlocked).isPresent();
		setErrorMessage(!state.cause().isEmpty() ? state.cause() + " " + state.remedy()
				: blocked ? "It would fail: see what is in the way."
						: conflicts && !takeOver.getSelection() ? "Others have set fields that would be changed: tick to take these over, or leave it." : null);
		setMessage(state.isBusy() ? state.doing() + "\u2026" : plan.map(AgentWords::summary).orElse(null));
		setPageComplete(plan.isPresent() && !blocked && !state.isBusy() && (!conflicts || takeOver.getSelection()));
	}

	private void fill(Optional<AgentPlan> plan) {
		List<Finding> found = plan.map(AgentPlan::findings).orElse(List.of());
		findings.setItemCount(0);
		for (Finding each : found) {
			var item = new TableItem(findings, SWT.NONE);
			Widgets.cells(item, AgentWords.sign(each.severity()), Shown.of(each.title()), Shown.of(each.cause()));
			item.setForeground(0, Themes.tokens().of(AgentWords.state(each.severity())));
		}
		select(findings, first(found, each -> each.severity() == Finding.Severity.BLOCKING)
				.orElseGet(() -> first(found, each -> each.severity() == Finding.Severity.WARNED).orElse(0)));
		List<Change> all = plan.map(AgentPlan::changes).orElse(List.of());
		changes.setItemCount(0);
		for (Change each : all) {
			Widgets.cells(new TableItem(changes, SWT.NONE), AgentWords.sign(each), Shown.of(each.object()));
		}
		/* What changes, else the daemon set, which is the last of what is made. */
		select(changes, first(all, each -> each.effect() == Change.Effect.CHANGED).orElse(all.size() - 1));
		showFinding();
		showDiff();
	}

	private static <T> OptionalInt first(List<T> all, Predicate<T> wanted) {
		return IntStream.range(0, all.size()).filter(index -> wanted.test(all.get(index))).findFirst();
	}

	private static void select(Table table, int index) {
		if (index >= 0 && index < table.getItemCount()) {
			table.setSelection(index);
		}
	}

	private void showFinding() {
		int index = findings.getSelectionIndex();
		Widgets.set(finding, index < 0 ? "" : shown.map(plan -> plan.findings().get(index)).map(each -> Shown.of(each.cause()) + (each.remedy().isEmpty() ? "" : "\n" + each.remedy()))
				.orElse(""));
	}

	private void showDiff() {
		int index = changes.getSelectionIndex();
		if (index < 0 || shown.isEmpty()) {
			diff.show("", "");
		} else {
			Change change = shown.get().changes().get(index);
			diff.show(change.before(), change.after());
		}
	}
}
