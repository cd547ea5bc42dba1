package org.cortexbrain.ui.internal.application;

import java.lang.management.ManagementFactory;

import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

public class MeshWorkbenchAdvisor extends WorkbenchAdvisor {
	@Override
	public void initialize(IWorkbenchConfigurer configurer) {
		super.initialize(configurer);
		configurer.setSaveAndRestore(true);
	}

	@Override
	public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
		return new WorkbenchWindowAdvisor(configurer) {
			@Override
			public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer c) {
				return new ActionBarAdvisor(c);
			}

			@Override
			public void preWindowOpen() {
				IWorkbenchWindowConfigurer c = getWindowConfigurer();
				c.setInitialSize(new Point(900, 600));
				c.setShowCoolBar(true);
				c.setShowStatusLine(true);
				c.setShowPerspectiveBar(true);
				c.setTitle("CortexBrain");
			}

			@Override
			public void postWindowOpen() {
				getWindowConfigurer().getActionBarConfigurer().getStatusLineManager().setMessage("Ready");
				System.out.println("WINDOW-OPEN after "
						+ (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) + " ms since JVM start");
			}
		};
	}

	@Override
	public String getInitialWindowPerspectiveId() {
		return "org.cortexbrain.ui.mesh";
	}
}
