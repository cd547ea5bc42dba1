package org.cortexbrain.ui.internal.application;

import org.cortexbrain.ui.internal.clusters.DesktopClusters;
import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.session.Session;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** The workbench: remembers its windows, begins with what the command line asks for. */
final class MeshWorkbenchAdvisor extends WorkbenchAdvisor {
	private final Options options;
	private final Session session;
	private final Runnable started;

	MeshWorkbenchAdvisor(Options options, Session session, Runnable started) {
		this.options = options;
		this.session = session;
		this.started = started;
	}

	@Override
	public void initialize(IWorkbenchConfigurer configurer) {
		super.initialize(configurer);
		configurer.setSaveAndRestore(true);
	}

	@Override
	public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
		return new MeshWindowAdvisor(configurer);
	}

	@Override
	public String getInitialWindowPerspectiveId() {
		return MeshPerspective.ID;
	}

	@Override
	public String getMainPreferencePageId() {
		return "org.cortexbrain.ui.preferences.general";
	}

	@Override
	public void postStartup() {
		Themes.apply();
		Themes.follow(Display.getCurrent());
		options.observe().ifPresent(session::observe);
		options.open().ifPresent(file -> session.play(file, 1));
		DesktopClusters.current().resume();
		started.run();
	}
}
