package org.cortexbrain.ui.internal.connect;

import java.util.List;
import java.util.Optional;

import org.cortexbrain.connect.ClusterFacts;
import org.cortexbrain.connect.ClusterId;
import org.cortexbrain.connect.ContextChoice;
import org.cortexbrain.connect.Offer;
import org.cortexbrain.connect.Trials.State;
import org.cortexbrain.connect.Trials;
import org.cortexbrain.ui.internal.agents.AgentsWizard;
import org.cortexbrain.ui.internal.agents.ChangedCluster;
import org.cortexbrain.ui.internal.look.Numbers;
import org.cortexbrain.ui.internal.look.Widgets;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** Which agents there are in the clusters that will be connected, and what to do where there is none. */
final class AgentsPage extends WizardPage {
	private final ContextChoice choice;
	private final Trials trials;
	private final TestPage tests;
	private Table table;
	private Button install;
	private StyledText details;
	private Optional<ClusterId> selected = Optional.empty();

	AgentsPage(ContextChoice choice, Trials trials, TestPage tests) {
		super("agents");
		this.choice = choice;
		this.trials = trials;
		this.tests = tests;
		setTitle("Agents");
		setDescription("An agent on each node reads its kernel. You see what they tell, through the API server, with your rights.");
	}

	@Override
	public void createControl(Composite parent) {
		Composite page = Widgets.grid(parent, 1, true);
		table = Widgets.table(page, SWT.SINGLE, "connect.agents", new String[] { "Cluster", "Agents ready", "Version" }, 220, 180, 200);
		var data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = 110;
		table.setLayoutData(data);
		table.addListener(SWT.Selection, _ -> {
			selected = Optional.of((ClusterId) table.getSelection()[0].getData());
			show();
		});
		install = Widgets.push(page, "&Install or change agents\u2026", "connect.agents.install", this::install);
		install.setLayoutData(new GridData(SWT.BEGINNING, SWT.TOP, false, false));
		details = Widgets.words(page, "connect.agents.details", 150, 1);
		((GridData) details.getLayoutData()).grabExcessVerticalSpace = true;
		setControl(page);
		show();
	}

	private Optional<Offer> shown() {
		List<Offer> accepted = tests.accepted();
		return accepted.stream().filter(offer -> selected.filter(offer.id()::equals).isPresent()).findFirst().or(() -> accepted.stream().findFirst());
	}

	private void install() {
		shown().ifPresent(offer -> AgentsWizard.open(new ChangedCluster(offer.id(), choice.look(offer.id()).name(), choice.look(offer.id()).production())));
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible) {
			show();
		}
	}

	private Optional<ClusterFacts> facts(ClusterId id) {
		return trials.find(id).flatMap(trial -> trial.state() instanceof State.Passed(Optional<ClusterFacts> facts) ? facts : Optional.empty());
	}

	/** Shows what is known now. */
	void show() {
		if (table == null || table.isDisposed()) {
			return;
		}
		List<Offer> accepted = tests.accepted();
		if (table.getItemCount() != accepted.size()) {
			table.setItemCount(accepted.size());
		}
		Optional<Offer> shown = shown();
		install.setEnabled(shown.flatMap(offer -> facts(offer.id())).isPresent());
		for (int i = 0; i < accepted.size(); i++) {
			Offer offer = accepted.get(i);
			TableItem item = table.getItem(i);
			item.setData(offer.id());
			Widgets.cells(item, choice.look(offer.id()).name(), facts(offer.id()).map(TrialWords::agents).orElse(Numbers.UNKNOWN),
					facts(offer.id()).map(TrialWords::versions).orElse(Numbers.UNKNOWN));
			if (shown.filter(offer::equals).isPresent() && table.getSelectionIndex() != i) {
				table.select(i);
			}
		}
		Widgets.set(details, shown.map(offer -> facts(offer.id()).map(TrialWords::aboutAgents)
				.orElse("The cluster did not answer, so that nothing is known of its agents. It is asked again once it does.")).orElse(""));
	}
}
