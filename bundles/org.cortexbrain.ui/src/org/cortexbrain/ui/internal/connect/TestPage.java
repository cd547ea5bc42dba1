package org.cortexbrain.ui.internal.connect;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.cortexbrain.connect.ClusterId;
import org.cortexbrain.connect.ContextChoice;
import org.cortexbrain.connect.Offer;
import org.cortexbrain.connect.PluginConversation;
import org.cortexbrain.connect.Trials.State;
import org.cortexbrain.connect.Trials.Trial;
import org.cortexbrain.connect.Trials;
import org.cortexbrain.kubeconfig.Credentials;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.Resolution;
import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.look.Tokens;
import org.cortexbrain.ui.internal.look.Widgets;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** Tests every chosen cluster, and says of each step what came of it. */
final class TestPage extends WizardPage {
	private final ContextChoice choice;
	private final Trials trials;
	private final PluginConversation conversation;
	private Composite page;
	private Table table;
	private StyledText steps;
	private PluginPart plugin;
	private Button again;
	private Button stop;
	private Button anyway;
	private Optional<ClusterId> selected = Optional.empty();

	TestPage(ContextChoice choice, Trials trials, PluginConversation conversation) {
		super("test");
		this.choice = choice;
		this.trials = trials;
		this.conversation = conversation;
		setTitle("Test");
		setDescription("Can the clusters be reached, and what may you do there? Only questions are asked; nothing is changed.");
	}

	@Override
	public void createControl(Composite parent) {
		page = Widgets.grid(parent, 2, true);
		table = Widgets.table(page, SWT.SINGLE, "connect.trials", new String[] { "Cluster", "Result" }, 180, 470);
		var data = new GridData(SWT.FILL, SWT.FILL, true, false);
		data.heightHint = 90;
		table.setLayoutData(data);
		table.addListener(SWT.Selection, _ -> {
			selected = Optional.of((ClusterId) table.getSelection()[0].getData());
			show();
		});
		Composite buttons = Widgets.grid(page, 1, false);
		buttons.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		again = Widgets.push(buttons, "&Test again", "connect.again", () -> selection().map(Trial::id).ifPresent(trials::again));
		stop = Widgets.push(buttons, "&Stop", "connect.stop", () -> selection().map(Trial::id).ifPresent(trials::cancel));
		plugin = new PluginPart(page, conversation, always -> selection().map(Trial::id).ifPresent(id -> trials.allow(id, always)),
				() -> selection().map(Trial::id).ifPresent(trials::cancel));
		spanAll(page.getChildren()[page.getChildren().length - 1].getLayoutData());
		steps = Widgets.words(page, "connect.steps", 160, 2);
		((GridData) steps.getLayoutData()).grabExcessVerticalSpace = true;
		anyway = new Button(page, SWT.CHECK);
		anyway.setText("Connect also those that did not pass, and &keep trying");
		anyway.setData(Widgets.ID, "connect.anyway");
		anyway.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		anyway.addListener(SWT.Selection, _ -> show());
		setControl(page);
		show();
	}

	private static void spanAll(Object data) {
		((GridData) data).horizontalSpan = 2;
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible) {
			trials.want(choice.chosen().stream().map(Offer::id).toList());
			show();
		}
	}

	private Optional<Trial> selection() {
		List<Trial> all = trials.all();
		return all.stream().filter(trial -> selected.filter(trial.id()::equals).isPresent()).findFirst()
				.or(() -> all.stream().filter(trial -> trial.state() instanceof State.NeedsConsent).findFirst())
				.or(() -> all.stream().filter(trial -> trial.state() instanceof State.Failed).findFirst()).or(() -> all.stream().findFirst());
	}

	/** Those that are to be connected when the wizard ends. */
	List<Offer> accepted() {
		return choice.chosen().stream().filter(offer -> isAnyway() || trials.find(offer.id()).filter(Trial::isPassed).isPresent()).toList();
	}

	private boolean isAnyway() {
		return anyway != null && anyway.getSelection();
	}

	/** Shows the trials as they are now. */
	void show() {
		if (page == null || page.isDisposed()) {
			return;
		}
		List<Trial> all = trials.all();
		if (table.getItemCount() != all.size()) {
			table.setItemCount(all.size());
		}
		Optional<Trial> shown = selection();
		for (int i = 0; i < all.size(); i++) {
			Trial trial = all.get(i);
			TableItem item = table.getItem(i);
			item.setData(trial.id());
			Widgets.cells(item, choice.look(trial.id()).name(), TrialWords.result(trial));
			item.setForeground(1, color(trial));
			if (shown.map(Trial::id).filter(trial.id()::equals).isPresent() && table.getSelectionIndex() != i) {
				table.setSelection(i);
			}
		}
		Widgets.set(steps, shown.map(TrialWords::steps).orElse(""));
		boolean asked = shown.filter(trial -> trial.state() instanceof State.NeedsConsent).isPresent();
		if (plugin.show(shown.flatMap(this::plugin), asked)) {
			page.layout(true, true);
		}
		again.setEnabled(shown.filter(Trial::isOver).isPresent());
		stop.setEnabled(shown.filter(trial -> trial.state() instanceof State.Running).isPresent());
		showTrouble(all);
	}

	private Optional<ExecPlugin> plugin(Trial trial) {
		return choice.offers().stream().filter(offer -> offer.id().equals(trial.id())).map(Offer::resolution)
				.flatMap(resolution -> resolution instanceof Resolution.Usable(var access, var _)
						&& access.credentials() instanceof Credentials.FromPlugin(ExecPlugin program) ? Stream.of(program)
								: Stream.empty())
				.findFirst();
	}

	private void showTrouble(List<Trial> all) {
		Optional<String> trouble = trials.trouble(isAnyway());
		boolean over = !all.isEmpty() && all.stream().allMatch(Trial::isOver);
		long failed = all.stream().filter(trial -> trial.isOver() && !trial.isPassed()).count();
		setErrorMessage(over ? trouble.orElse(null) : null);
		setMessage(!over ? trouble.orElse(null) : failed == 0 ? null
				: isAnyway() ? failed + " of " + all.size() + " did not pass and will be tried again and again."
						: failed + " of " + all.size() + " did not pass and will be left out.",
				over && failed > 0 ? WARNING : NONE);
		anyway.setEnabled(over && failed > 0);
		setPageComplete(trouble.isEmpty());
	}

	private static Color color(Trial trial) {
		Tokens tokens = Themes.tokens();
		return switch (trial.state()) {
		case State.Passed _ -> Tokens.color(tokens.graph().healthy());
		case State.Failed _ -> Tokens.color(tokens.graph().failing());
		case State.NeedsConsent _ -> Tokens.color(tokens.graph().degraded());
		case State.Running _, State.Cancelled _ -> tokens.mutedText();
		};
	}
}
