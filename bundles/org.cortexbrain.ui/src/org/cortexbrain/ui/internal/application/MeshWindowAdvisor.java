package org.cortexbrain.ui.internal.application;

import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** The window: its size, its bars. Menus, toolbar and status bar come from the bundle's extensions. */
final class MeshWindowAdvisor extends WorkbenchWindowAdvisor {
	MeshWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
		super(configurer);
	}

	@Override
	public void preWindowOpen() {
		IWorkbenchWindowConfigurer configurer = getWindowConfigurer();
		configurer.setInitialSize(new Point(1600, 1000));
		configurer.setShowCoolBar(true);
		/* The platform's own would begin in the middle: it keeps the left half for messages, which no view of ours has. */
		configurer.setShowStatusLine(false);
		configurer.setShowPerspectiveBar(false);
		configurer.setShowProgressIndicator(true);
		configurer.setTitle("CortexBrain");
	}
}
