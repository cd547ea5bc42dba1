package org.cortexbrain.ui.internal.connect;

import java.util.Optional;
import java.util.function.Supplier;

import org.cortexbrain.connect.ClusterId;
import org.cortexbrain.connect.ClusterState;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.ui.internal.clusters.DesktopClusters;
import org.cortexbrain.ui.internal.look.Widgets;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** Asks whether the program of a cluster may run, and shows what it says until the cluster is connected. Not modal. */
public final class PluginDialog extends Dialog {
	private final DesktopClusters desktop;
	private final String name;
	private final ExecPlugin plugin;
	private final Supplier<Optional<ClusterState>> state;
	private PluginPart part;
	private Label progress;
	private String shown = "";

	/** @param plugin that the cluster asks to run */
	public PluginDialog(Shell parent, DesktopClusters desktop, ClusterId id, String name, ExecPlugin plugin) {
		super(parent);
		this.desktop = desktop;
		this.name = name;
		this.plugin = plugin;
		state = () -> desktop.clusters().find(id).map(each -> each.state());
		setShellStyle(SWT.CLOSE | SWT.TITLE | SWT.BORDER | SWT.RESIZE | SWT.MODELESS);
		setBlockOnOpen(false);
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Connect " + name);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		var area = (Composite) super.createDialogArea(parent);
		((GridData) area.getLayoutData()).widthHint = 560;
		progress = Widgets.text(area, "", 1);
		progress.setData(Widgets.ID, "plugin.progress");
		part = new PluginPart(area, desktop.conversation(), this::allow, this::close);
		Runnable end = desktop.onChange(this::show);
		area.addDisposeListener(_ -> end.run());
		area.getDisplay().asyncExec(this::show);
		return area;
	}

	private void allow(boolean always) {
		/* The hash that is remembered takes a tenth of a second. */
		Thread.ofVirtual().name("consent").start(() -> {
			desktop.consent().allow(plugin, always);
			desktop.clusters().wakeAll();
		});
	}

	private void show() {
		if (getShell() == null || getShell().isDisposed()) {
			return;
		}
		Optional<ClusterState> now = state.get();
		Widgets.set(progress, now.map(each -> switch (each) {
		case ClusterState.NeedsConsent _ -> "";
		case ClusterState.Connecting _ -> "\u2026 connecting";
		case ClusterState.Failed(String cause, String remedy) -> "\u2715 " + cause + " " + remedy;
		case ClusterState.Retrying(String cause, String remedy, var _) -> "\u25B2 " + cause + " " + remedy;
		default -> "";
		}).orElse(""));
		if (now.isEmpty() || now.get() instanceof ClusterState.Live || now.get() instanceof ClusterState.Disconnected) {
			close();
			return;
		}
		String before = shown;
		shown = progress.getText();
		if (part.show(Optional.of(plugin), now.get() instanceof ClusterState.NeedsConsent) || !shown.equals(before)) {
			getShell().layout(true, true);
			getShell().pack();
		}
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.CLOSE_ID, IDialogConstants.CLOSE_LABEL, false);
	}

	@Override
	protected void buttonPressed(int button) {
		close();
	}
}
