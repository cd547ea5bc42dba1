package org.cortexbrain.ui.internal.connect;

import java.util.Locale;

import org.cortexbrain.connect.ContextChoice.Look;
import org.cortexbrain.connect.ContextChoice;
import org.cortexbrain.connect.Offer;
import org.cortexbrain.connect.Origin;
import org.cortexbrain.connect.Shown;
import org.cortexbrain.ui.internal.look.Widgets;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;

/** What happens when the wizard ends. */
final class SummaryPage extends WizardPage {
	private final ContextChoice choice;
	private final TestPage tests;
	private StyledText summary;

	SummaryPage(ContextChoice choice, TestPage tests) {
		super("summary");
		this.choice = choice;
		this.tests = tests;
		setTitle("Summary");
		setDescription("Finish connects in the background. Clusters shows how it goes, and disconnects again.");
	}

	@Override
	public void createControl(Composite parent) {
		Composite page = Widgets.grid(parent, 1, true);
		summary = Widgets.words(page, "connect.summary", 240, 1);
		((GridData) summary.getLayoutData()).grabExcessVerticalSpace = true;
		((GridData) summary.getLayoutData()).verticalAlignment = SWT.FILL;
		setControl(page);
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		if (visible) {
			Widgets.set(summary, text());
		}
	}

	private String text() {
		var text = new StringBuilder("These clusters are connected:\n");
		boolean pasted = false;
		for (Offer offer : tests.accepted()) {
			Look look = choice.look(offer.id());
			text.append("\n\u25A0 ").append(look.name()).append(" (").append(look.color().word().toLowerCase(Locale.ROOT)).append(")\n");
			text.append("    context ").append(Shown.of(offer.context().name())).append(" of ").append(offer.origin().name()).append('\n');
			text.append("    ").append(Shown.of(offer.context().server())).append(" as ").append(Shown.of(offer.context().user())).append('\n');
			text.append(look.production() ? "    production: read-only, until you type its name to allow a change\n" : "    changes are allowed where your rights allow them\n");
			pasted |= offer.origin() instanceof Origin.Pasted;
		}
		text.append("\nNothing is changed in them now. This desktop remembers names, colours, marks and which file each comes from; credentials stay where the kubeconfig has them.");
		if (pasted) {
			text.append("\n\nWhat was pasted is not kept: its clusters are gone after a restart. Save as… on the first page keeps them.");
		}
		return text.toString();
	}
}
