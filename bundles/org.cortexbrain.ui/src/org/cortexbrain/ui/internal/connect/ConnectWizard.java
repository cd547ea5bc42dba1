package org.cortexbrain.ui.internal.connect;

import java.util.ArrayList;
import java.util.List;

import org.cortexbrain.connect.Clusters;
import org.cortexbrain.connect.ContextChoice;
import org.cortexbrain.connect.Trials;
import org.cortexbrain.ui.internal.clusters.ClustersView;
import org.cortexbrain.ui.internal.clusters.DesktopClusters;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.FrameworkUtil;

/**
 * Connects clusters, from the kubeconfig to the live graph. It changes nothing anywhere until it ends; then it hands what was chosen to the
 * desktop's clusters, which connect by themselves.
 */
public final class ConnectWizard extends Wizard {
	private static final Point FIRST_SIZE = new Point(860, 640);

	private final DesktopClusters desktop;
	private final ContextChoice choice;
	private final Trials trials;
	private final WhereFromPage whereFrom;
	private final ContextsPage contexts;
	private final TestPage tests;
	private final AgentsPage agents;
	private final List<Runnable> ends = new ArrayList<>();

	private ConnectWizard(DesktopClusters desktop) {
		this.desktop = desktop;
		choice = new ContextChoice(desktop.clusters().all().stream().map(Clusters.Observed::cluster).toList());
		trials = desktop.trials();
		whereFrom = new WhereFromPage(desktop.origins());
		contexts = new ContextsPage(choice);
		tests = new TestPage(choice, trials, desktop.conversation());
		agents = new AgentsPage(choice, trials, tests);
		setWindowTitle("Connect clusters");
		setNeedsProgressMonitor(false);
	}

	/** Opens it; it is not modal, so that the graph can be watched beside. Returns at once. UI thread. */
	public static void open(Shell parent) {
		DesktopClusters desktop = DesktopClusters.current();
		desktop.begin();
		var dialog = new Window(parent, new ConnectWizard(desktop));
		dialog.setBlockOnOpen(false);
		dialog.open();
	}

	/** Remembers where it stood and how large it was. */
	private static final class Window extends WizardDialog {
		Window(Shell parent, ConnectWizard wizard) {
			super(parent, wizard);
			setModal(false);
			setMinimumPageSize(FIRST_SIZE.x - 100, FIRST_SIZE.y - 250);
		}

		@Override
		protected IDialogSettings getDialogBoundsSettings() {
			IDialogSettings all = PlatformUI.getDialogSettingsProvider(FrameworkUtil.getBundle(ConnectWizard.class)).getDialogSettings();
			IDialogSettings own = all.getSection("connect");
			return own == null ? all.addNewSection("connect") : own;
		}

		@Override
		protected Point getInitialSize() {
			Point remembered = super.getInitialSize();
			return getDialogBoundsSettings().get("DIALOG_WIDTH") == null ? FIRST_SIZE : remembered;
		}
	}

	@Override
	public void addPages() {
		addPage(whereFrom);
		addPage(contexts);
		addPage(tests);
		addPage(agents);
		addPage(new SummaryPage(choice, tests));
	}

	@Override
	public void createPageControls(Composite parent) {
		super.createPageControls(parent);
		ends.add(desktop.onChange(this::show));
		ends.add(trials.onChange(() -> {
			if (!parent.isDisposed()) {
				parent.getDisplay().asyncExec(this::showTrials);
			}
		}));
		show();
	}

	private void show() {
		choice.offer(desktop.origins().offers());
		whereFrom.show();
		contexts.show();
		showTrials();
	}

	private void showTrials() {
		tests.show();
		agents.show();
	}

	@Override
	public boolean canFinish() {
		return super.canFinish() && !tests.accepted().isEmpty();
	}

	@Override
	public boolean performFinish() {
		tests.accepted().forEach(offer -> desktop.clusters().put(choice.cluster(offer.id())));
		try {
			PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage().showView(ClustersView.ID, null, IWorkbenchPage.VIEW_VISIBLE);
		} catch (PartInitException e) {
			/* They are connected all the same. */
			ILog.of(ConnectWizard.class).error("The Clusters view could not be shown", e);
		}
		return true;
	}

	@Override
	public void dispose() {
		ends.forEach(Runnable::run);
		trials.close();
		super.dispose();
	}
}
