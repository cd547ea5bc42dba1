package org.cortexbrain.ui.internal.start;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.telemetry.RecordingWriter;
import org.cortexbrain.ui.internal.connect.ConnectWizard;
import org.cortexbrain.ui.internal.look.Icons;
import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.look.Tokens;
import org.cortexbrain.ui.internal.preferences.Preferences;
import org.cortexbrain.ui.internal.session.Session;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Text;

/** What is seen while nothing is observed: the three ways to begin, and what was open before. */
public final class StartPage {
	private static final int WIDTH = 540;

	private final Composite page;
	private final LocalResourceManager resources;
	private final ScrolledComposite scroll;
	private final Composite home;
	private final Button observe;
	private final Composite trouble;
	private final Label cause;
	private final Text command;
	private final Composite recent;

	public StartPage(Composite parent) {
		page = new Composite(parent, SWT.NONE);
		resources = new LocalResourceManager(JFaceResources.getResources(), page);
		page.setLayout(new StackLayout());
		scroll = new ScrolledComposite(page, SWT.V_SCROLL);
		scroll.setExpandHorizontal(true);
		scroll.setExpandVertical(true);
		home = centred(scroll);
		scroll.setContent(home);
		Composite column = column(home);
		var title = new Label(column, SWT.NONE);
		title.setText("CortexBrain");
		title.setFont(resources.create(JFaceResources.getHeaderFontDescriptor().increaseHeight(8)));
		text(column, "See the traffic of this machine's own kernel, of a cluster, or of a recording, as a live graph.");
		observe = way(column, "start.observe", "observe", "Observe this machine", "Connects the agent of this machine, and shows who talks to whom.");
		observe.addListener(SWT.Selection, _ -> observe());
		trouble = new Composite(column, SWT.NONE);
		trouble.setLayout(compact(3));
		trouble.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		cause = text(trouble, "");
		cause.setData("org.cortexbrain.ui.id", "start.trouble");
		((GridData) cause.getLayoutData()).horizontalSpan = 3;
		command = new Text(trouble, SWT.READ_ONLY | SWT.BORDER);
		command.setData("org.cortexbrain.ui.id", "start.command");
		command.setFont(JFaceResources.getTextFont());
		command.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		push(trouble, "Copy", "start.copy", this::copyCommand);
		push(trouble, "Retry", "start.retry", this::observe);
		way(column, "start.open", "open", "Open a recording", "Plays a file that was recorded before. Or drop one on this window.").addListener(SWT.Selection,
				_ -> openRecording());
		way(column, "start.cluster", "cluster", "Connect a cluster", "Finds the clusters of your kubeconfig, tests them, and shows them live. Nothing is changed in them.").addListener(
				SWT.Selection, _ -> ConnectWizard.open(page.getShell()));
		shippedRecording().ifPresent(file -> way(column, "start.demo", "flows", "Play the demo",
				"A recording of a small mesh in trouble that ships with the product.").addListener(SWT.Selection,
						_ -> Session.current().play(file, 1)));
		recent = new Composite(column, SWT.NONE);
		recent.setData("org.cortexbrain.ui.id", "start.recent");
		recent.setLayout(compact(1));
		recent.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		((StackLayout) page.getLayout()).topControl = scroll;
		showTrouble(false);
		refresh();
	}

	private static Composite centred(Composite parent) {
		var composite = new Composite(parent, SWT.NONE);
		composite.setLayout(new GridLayout());
		return composite;
	}

	private static Composite column(Composite in) {
		var column = new Composite(in, SWT.NONE);
		var layout = new GridLayout();
		layout.verticalSpacing = 2 * Tokens.GRID;
		column.setLayout(layout);
		var data = new GridData(SWT.CENTER, SWT.CENTER, true, true);
		data.widthHint = WIDTH;
		column.setLayoutData(data);
		return column;
	}

	private static Optional<Path> shippedRecording() {
		Location install = Platform.getInstallLocation();
		if (install == null || install.getURL() == null) {
			return Optional.empty();
		}
		/* The platform's URL is not encoded where the path has spaces. */
		return Optional.of(Path.of(install.getURL().getPath(), "demo" + RecordingWriter.EXTENSION)).filter(Files::isReadable);
	}

	private static GridLayout compact(int columns) {
		var layout = new GridLayout(columns, false);
		layout.marginWidth = layout.marginHeight = 0;
		return layout;
	}

	private static Label text(Composite parent, String text) {
		var label = new Label(parent, SWT.WRAP);
		label.setText(text);
		label.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		return label;
	}

	private Button way(Composite parent, String id, String icon, String name, String explanation) {
		var button = new Button(parent, SWT.PUSH | SWT.LEFT);
		button.setText(name);
		button.setImage(resources.create(Icons.of(icon)));
		button.setData("org.cortexbrain.ui.id", id);
		var data = new GridData(SWT.FILL, SWT.TOP, true, false);
		data.heightHint = 10 * Tokens.GRID;
		data.verticalIndent = 2 * Tokens.GRID;
		button.setLayoutData(data);
		text(parent, explanation);
		return button;
	}

	private static void push(Composite parent, String name, String id, Runnable action) {
		var button = new Button(parent, SWT.PUSH);
		button.setText(name);
		button.setData("org.cortexbrain.ui.id", id);
		button.addListener(SWT.Selection, _ -> action.run());
	}

	/** Connects this machine, and says what to do where that does not work. */
	public void observe() {
		observe.setEnabled(false);
		var job = new ObserveThisMachine(page.getDisplay(), Session.current(), problem -> {
			if (page.isDisposed()) {
				return;
			}
			observe.setEnabled(true);
			showTrouble(problem.isPresent());
			problem.ifPresent(it -> {
				cause.setText(it.cause());
				command.setText(it.command());
				command.setVisible(!it.command().isEmpty());
				layOut();
			});
		});
		job.schedule();
	}

	private void layOut() {
		home.layout(true, true);
		scroll.setMinHeight(home.computeSize(SWT.DEFAULT, SWT.DEFAULT).y);
	}

	private void showTrouble(boolean shown) {
		((GridData) trouble.getLayoutData()).exclude = !shown;
		trouble.setVisible(shown);
		layOut();
	}

	private void copyCommand() {
		var clipboard = new Clipboard(page.getDisplay());
		try {
			clipboard.setContents(new Object[] { command.getText() }, new Transfer[] { TextTransfer.getInstance() });
		} finally {
			clipboard.dispose();
		}
	}

	private void openRecording() {
		var dialog = new FileDialog(page.getShell(), SWT.OPEN);
		dialog.setText("Open a recording");
		dialog.setFilterExtensions("*" + RecordingWriter.EXTENSION, "*");
		String file = dialog.open();
		if (file != null) {
			Session.current().play(Path.of(file), 1);
		}
	}

	/** Shows what was opened before. */
	public void refresh() {
		for (Control each : recent.getChildren()) {
			each.dispose();
		}
		List<String> names = Preferences.recent();
		if (!names.isEmpty()) {
			var heading = text(recent, "Recent");
			heading.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
			((GridData) heading.getLayoutData()).verticalIndent = 3 * Tokens.GRID;
		}
		for (String each : names) {
			var link = new Link(recent, SWT.NONE);
			boolean agent = each.startsWith("http://");
			link.setText("<a>" + (agent ? each : Path.of(each).getFileName()).toString().replace("&", "&&") + "</a>");
			link.setToolTipText(each);
			Themes.paint(link);
			link.addListener(SWT.Selection, _ -> {
				if (agent) {
					Session.current().observe(URI.create(each));
				} else {
					Session.current().play(Path.of(each), 1);
				}
			});
		}
		layOut();
	}

	/** Colours what the style sheets do not. */
	public void setTheme(Tokens tokens) {
		cause.setForeground(Tokens.color(tokens.graph().degraded()));
	}

	public Control control() {
		return page;
	}

	public void setFocus() {
		observe.setFocus();
	}
}
