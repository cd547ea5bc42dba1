package org.cortexbrain.ui.internal.clusters;

import java.time.Instant;
import java.util.stream.Stream;

import org.cortexbrain.connect.ClusterColor;
import org.cortexbrain.connect.Clusters.Observed;
import org.cortexbrain.connect.KnownCluster;
import org.cortexbrain.connect.Shown;
import org.cortexbrain.kubeconfig.Resolution;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** All that is known of a cluster; its name, colour and mark can be changed. */
public final class ClusterProperties extends TitleAreaDialog {
	private static final String ID = "org.cortexbrain.ui.id";

	private final DesktopClusters desktop;
	private final Observed observed;
	private Text name;
	private Combo color;
	private Button production;

	public ClusterProperties(Shell parent, DesktopClusters desktop, Observed observed) {
		super(parent);
		this.desktop = desktop;
		this.observed = observed;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Properties of " + observed.cluster().name());
	}

	@Override
	protected boolean isResizable() {
		return true;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle(observed.cluster().name());
		setMessage("What it is called here. Its kubeconfig stays as it is.");
		var area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
		area.setLayout(new GridLayout(2, false));
		area.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		new Label(area, SWT.NONE).setText("&Name here:");
		name = new Text(area, SWT.BORDER | SWT.SINGLE);
		name.setData(ID, "cluster.name");
		name.setText(observed.cluster().name());
		name.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		name.addModifyListener(_ -> check());
		new Label(area, SWT.NONE).setText("&Colour:");
		color = new Combo(area, SWT.READ_ONLY);
		color.setData(ID, "cluster.color");
		color.setItems(Stream.of(ClusterColor.values()).map(ClusterColor::word).toArray(String[]::new));
		color.select(observed.cluster().color().ordinal());
		production = new Button(area, SWT.CHECK);
		production.setText("&Production: read-only, until you type its name to allow a change");
		production.setSelection(observed.cluster().production());
		production.setData(ID, "cluster.production");
		production.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		var details = new StyledText(area, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER);
		details.setData(ID, "cluster.details");
		details.setAlwaysShowScrollBars(false);
		details.setText(details());
		var data = new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1);
		data.widthHint = 520;
		data.heightHint = 220;
		details.setLayoutData(data);
		return area;
	}

	private String details() {
		var text = new StringBuilder("Context ").append(Shown.of(observed.cluster().id().context())).append('\n');
		desktop.origins().all().stream().filter(listed -> listed.origin().key().equals(observed.cluster().id().origin())).findFirst()
				.ifPresent(listed -> text.append("From ").append(listed.origin().name()).append('\n'));
		desktop.origins().resolution(observed.cluster().id()).ifPresent(resolution -> {
			if (resolution instanceof Resolution.Usable(var access, var _)) {
				text.append("Server ").append(access.server()).append("\nUser ").append(Shown.of(access.userName())).append("\nNamespace ")
						.append(Shown.of(access.namespace())).append('\n');
			}
		});
		observed.facts().ifPresent(facts -> text.append("Kubernetes ").append(Shown.of(facts.version())).append('\n'));
		return text.append('\n').append(ClusterRow.of(observed, Instant.now()).asText()).toString();
	}

	private void check() {
		String typed = name.getText().strip();
		String error = typed.isEmpty() ? "A cluster has a name."
				: desktop.clusters().all().stream().map(Observed::cluster)
						.anyMatch(other -> !other.id().equals(observed.cluster().id()) && other.name().equals(typed))
								? "There is another cluster of this name."
								: null;
		setErrorMessage(error);
		getButton(OK).setEnabled(error == null);
	}

	@Override
	protected void okPressed() {
		KnownCluster now = observed.cluster();
		var changed = new KnownCluster(now.id(), name.getText().strip(), ClusterColor.values()[color.getSelectionIndex()], production.getSelection(),
				now.connected());
		if (!changed.equals(now)) {
			desktop.clusters().put(changed);
		}
		super.okPressed();
	}
}
