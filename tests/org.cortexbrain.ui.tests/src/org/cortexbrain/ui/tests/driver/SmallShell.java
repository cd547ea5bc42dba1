package org.cortexbrain.ui.tests.driver;

import java.util.function.Consumer;

import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.UiThread;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Shell;
import org.junit.rules.ExternalResource;

/** A rule that opens a shell for a test and disposes it afterwards. */
final class SmallShell extends ExternalResource {
	static final String TITLE = "Small shell";
	private Shell shell;

	@Override
	protected void before() {
		shell = UiThread.call(() -> {
			var opened = new Shell(UiThread.display(), SWT.SHELL_TRIM);
			opened.setText(TITLE);
			opened.setLayout(new RowLayout(SWT.VERTICAL));
			opened.setSize(500, 400);
			return opened;
		});
	}

	@Override
	protected void after() {
		UiThread.run(shell::dispose);
	}

	/** Fills the shell, opens it, and hands out the place to look in. */
	Scope with(Consumer<Shell> content) {
		UiThread.run(() -> {
			content.accept(shell);
			shell.layout();
			shell.open();
		});
		return Scope.shell(TITLE);
	}

	Shell shell() {
		return shell;
	}
}
