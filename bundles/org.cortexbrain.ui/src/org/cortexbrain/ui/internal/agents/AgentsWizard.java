package org.cortexbrain.ui.internal.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.agents.AgentPlan;
import org.cortexbrain.ui.internal.clusters.DesktopClusters;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.FrameworkUtil;

/** Installs agents in a cluster, or changes those that it has: first the settings, then what would change, and only then the change. */
public final class AgentsWizard extends Wizard {
	private static final String IMAGES = "images";
	private static final int REMEMBERED = 8;

	private final ChangedCluster cluster;
	private final AgentWork work;
	private final AgentSetup setup;
	private final SettingsPage settings;
	private final ChangesPage changes;

	private AgentsWizard(ChangedCluster cluster) {
		this.cluster = cluster;
		work = new AgentWork(() -> DesktopClusters.current().connections().open(cluster.id()));
		List<String> images = images();
		setup = new AgentSetup(work, images.isEmpty() ? "" : images.getFirst());
		settings = new SettingsPage(setup, work, images);
		changes = new ChangesPage(setup, work);
		setWindowTitle("Agents of " + cluster.name());
	}

	/** Opens it; it is not modal. Returns at once. UI thread. */
	public static void open(ChangedCluster cluster) {
		var wizard = new AgentsWizard(cluster);
		var dialog = new WizardDialog(AgentsDialog.window(), wizard) {
			@Override
			protected IDialogSettings getDialogBoundsSettings() {
				return section("agents.bounds");
			}
		};
		dialog.setModal(false);
		dialog.setBlockOnOpen(false);
		dialog.setPageSize(820, 560);
		dialog.open();
	}

	private static IDialogSettings section(String name) {
		IDialogSettings all = PlatformUI.getDialogSettingsProvider(FrameworkUtil.getBundle(AgentsWizard.class)).getDialogSettings();
		IDialogSettings own = all.getSection(name);
		return own == null ? all.addNewSection(name) : own;
	}

	private static List<String> images() {
		return List.of(Optional.ofNullable(section("agents").getArray(IMAGES)).orElse(new String[0]));
	}

	private static void remember(String image) {
		List<String> images = new ArrayList<>(List.of(image));
		images().stream().filter(each -> !each.equals(image)).limit(REMEMBERED - 1).forEach(images::add);
		section("agents").put(IMAGES, images.toArray(String[]::new));
	}

	@Override
	public void addPages() {
		addPage(settings);
		addPage(changes);
	}

	@Override
	public void createPageControls(Composite parent) {
		super.createPageControls(parent);
		Display display = parent.getDisplay();
		work.onChange(() -> {
			if (!display.isDisposed()) {
				display.asyncExec(() -> {
					if (!parent.isDisposed()) {
						settings.show();
						changes.show();
						getContainer().updateButtons();
					}
				});
			}
		});
		setup.find();
	}

	@Override
	public boolean canFinish() {
		return super.canFinish() && getContainer().getCurrentPage() == changes;
	}

	@Override
	public boolean performFinish() {
		AgentPlan plan = setup.planned().orElseThrow();
		if (!cluster.isChangeAllowed(getShell())) {
			return false;
		}
		remember(plan.settings().image());
		boolean takeOver = changes.isTakeOver();
		AgentsDialog.open(cluster, Optional.of(plan.settings().namespace()), "Installs the agents",
				(connection, progress) -> plan.apply(connection, takeOver, progress));
		return true;
	}

	@Override
	public void dispose() {
		work.close();
		super.dispose();
	}
}
