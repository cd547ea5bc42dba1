package org.cortexbrain.ui.internal.topology;

import java.util.Optional;

import org.cortexbrain.telemetry.Telemetry.Trouble;
import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.look.Tokens;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Lines above the graph that say why it stands still, and what to do. Not there while it does not. */
final class TroubleBar {
	private final Composite page;
	private final Label text;

	TroubleBar(Composite page) {
		this.page = page;
		text = new Label(page, SWT.WRAP);
		text.setData("org.cortexbrain.ui.id", "topology.trouble");
		var data = new GridData(SWT.FILL, SWT.TOP, true, false);
		data.horizontalIndent = ((GridLayout) page.getLayout()).marginWidth + 8;
		data.verticalIndent = 4;
		/* So wide as the page is, not as the text would be in one line. */
		data.widthHint = 1;
		text.setLayoutData(data);
		paint();
		Runnable end = Themes.onChange(this::paint);
		text.addDisposeListener(_ -> end.run());
		show(Optional.empty());
	}

	private void paint() {
		text.setForeground(Tokens.color(Themes.tokens().graph().failing()));
	}

	void show(Optional<Trouble> trouble) {
		String told = trouble.map(each -> "\u25B2 " + each.cause() + " " + each.remedy()).orElse("");
		if (text.isDisposed() || told.equals(text.getText()) && text.isVisible() != told.isEmpty()) {
			return;
		}
		text.setText(told.replace("&", "&&"));
		((GridData) text.getLayoutData()).exclude = told.isEmpty();
		text.setVisible(!told.isEmpty());
		page.layout();
	}
}
