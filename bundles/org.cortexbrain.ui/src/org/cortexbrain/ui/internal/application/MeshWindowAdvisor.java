package org.cortexbrain.ui.internal.application;

import org.cortexbrain.ui.internal.start.RecordingDrop;
import org.eclipse.e4.ui.model.application.ui.basic.MTrimmedWindow;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** The window: its size, its bars. Menus, toolbar and status bar come from the bundle's extensions. */
final class MeshWindowAdvisor extends WorkbenchWindowAdvisor {
	private static final String STATUS_LINE = "org.eclipse.ui.StatusLine";

	MeshWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
		super(configurer);
	}

	@Override
	public void preWindowOpen() {
		IWorkbenchWindowConfigurer configurer = getWindowConfigurer();
		/* Without a window manager nobody else would keep it on the screen. */
		Rectangle room = Display.getCurrent().getPrimaryMonitor().getClientArea();
		configurer.setInitialSize(new Point(Math.min(1600, room.width), Math.min(1000, room.height)));
		configurer.setShowCoolBar(true);
		configurer.setShowPerspectiveBar(false);
		configurer.setShowProgressIndicator(true);
		configurer.setTitle("CortexBrain");
	}

	@Override
	public void postWindowCreate() {
		RecordingDrop.accept(getWindowConfigurer().getWindow().getShell());
	}

	@Override
	public void postWindowOpen() {
		/* The platform's own keeps a half of the window for messages, which no view of ours has, and pushes the rest into a second line. */
		if (getWindowConfigurer().getWindow().getService(MWindow.class) instanceof MTrimmedWindow window) {
			/* Not hidden only: the bar would go on keeping its place. */
			window.getTrimBars().forEach(bar -> bar.getChildren().removeIf(each -> STATUS_LINE.equals(each.getElementId())));
		}
	}
}
