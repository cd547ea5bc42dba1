package org.cortexbrain.ui.internal.connect;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.cortexbrain.connect.ClusterColor;
import org.cortexbrain.connect.ClusterId;
import org.cortexbrain.connect.ContextChoice.Look;
import org.cortexbrain.connect.ContextChoice;
import org.cortexbrain.connect.Offer;
import org.cortexbrain.connect.Shown;
import org.cortexbrain.ui.internal.look.ClusterColors;
import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.look.Widgets;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;

/** Which contexts become clusters, and what each is called, coloured and marked as. */
final class ContextsPage extends WizardPage {
	private final ContextChoice choice;
	private Text filter;
	private Table table;
	private Text name;
	private Combo color;
	private Label swatch;
	private Button production;
	private StyledText problems;
	private Optional<ClusterId> selected = Optional.empty();
	/** While the page itself writes into the fields, nobody has typed. */
	private boolean filling;

	ContextsPage(ContextChoice choice) {
		super("contexts");
		this.choice = choice;
		setTitle("Contexts");
		setDescription("A context is a cluster, and as whom you talk to it. Tick all that you want to see; several can be live at once.");
	}

	@Override
	public void createControl(Composite parent) {
		Composite page = Widgets.grid(parent, 1, true);
		filter = new Text(page, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
		filter.setMessage("Filter: parts of a context's, cluster's, server's, user's or file's name");
		filter.setData(Widgets.ID, "connect.filter");
		filter.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		filter.addModifyListener(_ -> show());
		table = Widgets.table(page, SWT.CHECK | SWT.SINGLE, "connect.contexts",
				new String[] { "Context", "State", "Server", "User", "Kubeconfig" }, 170, 120, 210, 120, 160);
		var data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = 150;
		table.setLayoutData(data);
		table.addListener(SWT.Selection, this::selected);
		createLook(page);
		problems = Widgets.words(page, "connect.context.problems", 50, 1);
		setControl(page);
		show();
	}

	private void createLook(Composite page) {
		Composite look = Widgets.grid(page, 5, false);
		look.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		new Label(look, SWT.NONE).setText("&Name here:");
		name = new Text(look, SWT.BORDER | SWT.SINGLE);
		name.setData(Widgets.ID, "connect.name");
		name.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		name.addModifyListener(_ -> lookChanged());
		new Label(look, SWT.NONE).setText("C&olour:");
		color = new Combo(look, SWT.READ_ONLY);
		color.setData(Widgets.ID, "connect.color");
		color.setItems(Stream.of(ClusterColor.values()).map(ClusterColor::word).toArray(String[]::new));
		color.addListener(SWT.Selection, _ -> lookChanged());
		swatch = new Label(look, SWT.NONE);
		swatch.setText("\u25A0");
		swatch.setLayoutData(new GridData(16, SWT.DEFAULT));
		production = new Button(look, SWT.CHECK);
		production.setText("&Production: read-only, until you type its name to allow a change");
		production.setData(Widgets.ID, "connect.production");
		production.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 5, 1));
		production.addListener(SWT.Selection, _ -> lookChanged());
	}

	private void selected(Event event) {
		var item = (TableItem) event.item;
		var id = (ClusterId) item.getData();
		if (event.detail == SWT.CHECK) {
			choice.choose(id, item.getChecked());
			table.setSelection(item);
		}
		selected = Optional.of(id);
		show();
	}

	private void lookChanged() {
		if (!filling) {
			selection().map(Offer::id).ifPresent(id -> {
				choice.setLook(id, new Look(name.getText(), ClusterColor.values()[color.getSelectionIndex()], production.getSelection()));
				if (!choice.isChosen(id)) {
					/* Who gives it a name wants it. */
					choice.choose(id, true);
				}
			});
			show();
		}
	}

	private Optional<Offer> selection() {
		List<Offer> shown = choice.matching(filter.getText());
		return shown.stream().filter(offer -> selected.filter(offer.id()::equals).isPresent()).findFirst().or(() -> shown.stream().findFirst());
	}

	/** Shows the contexts as they are now. */
	void show() {
		if (table == null || table.isDisposed()) {
			return;
		}
		List<Offer> shown = choice.matching(filter.getText());
		if (table.getItemCount() != shown.size()) {
			table.setItemCount(shown.size());
		}
		Optional<Offer> current = selection();
		for (int i = 0; i < shown.size(); i++) {
			fill(table.getItem(i), shown.get(i));
			if (current.filter(shown.get(i)::equals).isPresent() && table.getSelectionIndex() != i) {
				table.select(i);
			}
		}
		showLook(current);
		Widgets.set(problems, current.map(this::remarks).orElse("No context passes the filter."));
		setPageComplete(choice.trouble().isEmpty());
		boolean anyChosen = !choice.chosen().isEmpty();
		setErrorMessage(anyChosen ? choice.trouble().orElse(null) : null);
		setMessage(anyChosen ? null : choice.trouble().orElse(null), INFORMATION);
	}

	private void fill(TableItem item, Offer offer) {
		item.setData(offer.id());
		Widgets.cells(item, Shown.of(offer.context().name()) + (offer.current() ? " (current)" : ""), Words.state(offer),
				Shown.of(offer.context().server()), Shown.of(offer.context().user()), offer.origin().name());
		if (item.getChecked() != choice.isChosen(offer.id())) {
			item.setChecked(choice.isChosen(offer.id()));
		}
		item.setForeground(offer.isUsable() ? Themes.tokens().text() : Themes.tokens().mutedText());
	}

	private void showLook(Optional<Offer> current) {
		filling = true;
		try {
			boolean usable = current.filter(Offer::isUsable).isPresent();
			name.setEnabled(usable);
			color.setEnabled(usable);
			production.setEnabled(usable);
			swatch.setVisible(usable);
			current.ifPresent(offer -> {
				Look look = choice.look(offer.id());
				if (!name.getText().equals(look.name())) {
					name.setText(look.name());
				}
				color.select(look.color().ordinal());
				swatch.setForeground(ClusterColors.of(look.color(), Themes.isDark()));
				production.setSelection(look.production());
			});
		} finally {
			filling = false;
		}
	}

	private String remarks(Offer offer) {
		var text = new StringBuilder(Words.problems(offer));
		if (choice.isKnown(offer.id())) {
			line(text, "It is among the clusters already; what you choose here takes the place of what was chosen before.");
		}
		if (choice.looksLikeProduction(offer.id())) {
			line(text, "It is marked as production since its name looks like it.");
		}
		return text.isEmpty() ? "Nothing is wrong with this context, as far as its files tell." : text.toString();
	}

	private static void line(StringBuilder text, String line) {
		text.append(text.isEmpty() ? "" : "\n").append(line);
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible) {
			show();
			filter.setFocus();
		}
	}
}
