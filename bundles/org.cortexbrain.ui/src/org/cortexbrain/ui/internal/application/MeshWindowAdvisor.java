package org.cortexbrain.ui.internal.application;

import org.cortexbrain.ui.internal.session.Session;
import org.eclipse.jface.action.IStatusLineManager;
import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** The window: its size, its bars, its status line. Menus and toolbar come from the bundle's extensions. */
final class MeshWindowAdvisor extends WorkbenchWindowAdvisor {
	private final Session session;

	MeshWindowAdvisor(IWorkbenchWindowConfigurer configurer, Session session) {
		super(configurer);
		this.session = session;
	}

	@Override
	public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
		return new ActionBarAdvisor(configurer) {
			@Override
			protected void fillStatusLine(IStatusLineManager line) {
				line.add(new StatusItem("org.cortexbrain.ui.status", session));
			}
		};
	}

	@Override
	public void preWindowOpen() {
		IWorkbenchWindowConfigurer configurer = getWindowConfigurer();
		configurer.setInitialSize(new Point(1600, 1000));
		configurer.setShowCoolBar(true);
		configurer.setShowStatusLine(true);
		configurer.setShowPerspectiveBar(false);
		configurer.setShowProgressIndicator(true);
		configurer.setTitle("CortexBrain");
	}
}
