package org.cortexbrain.ui.internal.application;

import java.util.Optional;

import org.cortexbrain.ui.internal.capture.Capture;
import org.cortexbrain.ui.internal.clusters.DesktopClusters;
import org.cortexbrain.ui.internal.session.Session;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;

/** The desktop, from its command line to its exit code: 0 at a normal end, 2 when the command line is wrong. */
public final class Application implements IApplication {
	private static final Integer WRONG_USE = 2;

	@Override
	public Object start(IApplicationContext context) throws Exception {
		/* Pictures are painted by Java2D, which must not open a connection to the display of its own beside SWT's. */
		System.setProperty("java.awt.headless", "true");
		Options options;
		try {
			options = Options.of((String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS));
		} catch (IllegalArgumentException e) {
			context.applicationRunning();
			System.err.println("cortexbrain: " + e.getMessage());
			return WRONG_USE;
		}
		if (options.help()) {
			context.applicationRunning();
			System.out.print(Options.HELP);
			return EXIT_OK;
		}
		Display display = PlatformUI.createDisplay();
		try (var session = new Session(display); var _ = new DesktopClusters(display, session)) {
			Optional<Capture> capture = options.capture().map(folder -> new Capture(display, session, folder));
			var advisor = new MeshWorkbenchAdvisor(options, session, () -> capture.ifPresent(Capture::begin));
			int result = PlatformUI.createAndRunWorkbench(display, advisor);
			return result == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
		} finally {
			display.dispose();
		}
	}

	@Override
	public void stop() {
		if (!PlatformUI.isWorkbenchRunning()) {
			return;
		}
		IWorkbench workbench = PlatformUI.getWorkbench();
		Display display = workbench.getDisplay();
		display.syncExec(() -> {
			if (!display.isDisposed()) {
				workbench.close();
			}
		});
	}
}
