package org.cortexbrain.ui.internal.capture;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.cortexbrain.graph.export.ExportFormat;
import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.report.MeshJson;
import org.cortexbrain.ui.internal.session.Session;
import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** Records all the time, and writes pictures and the mesh when lines on standard input ask for it. Works on a thread of its own. */
public final class Capture {
	private static final int PATIENCE_SECONDS = 30;

	private final Display display;
	private final Session session;
	private final Path folder;

	public Capture(Display display, Session session, Path folder) {
		this.display = display;
		this.session = session;
		this.folder = folder;
	}

	/** Begins to obey. */
	public void begin() {
		Thread.ofPlatform().name("capture").daemon().start(this::obey);
	}

	private interface Deed {
		void run() throws Exception;
	}

	private void obey() {
		try {
			Files.createDirectories(folder);
			session.record(folder.resolve("recording.cortex"), true, problem -> System.out.println("error recording: " + problem));
		} catch (IOException e) {
			System.out.println("error recording: " + e);
		}
		try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			String line;
			while ((line = in.readLine()) != null && !line.equals("finish")) {
				switch (line) {
				case "picture" -> answer("picture", this::picture);
				default -> System.out.println("error unknown line " + line + "; there are picture and finish");
				}
			}
		} catch (IOException e) {
			System.out.println("error standard input cannot be read: " + e.getMessage());
		}
		answer("finish", this::finish);
		display.asyncExec(() -> PlatformUI.getWorkbench().close());
	}

	private static void answer(String name, Deed deed) {
		try {
			deed.run();
			System.out.println("ok " + name);
		} catch (Exception e) {
			ILog.of(Capture.class).error("Capture: " + name, e);
			System.out.println("error " + name + ": " + e);
		}
	}

	private void finish() throws IOException, InterruptedException {
		var ended = new CountDownLatch(1);
		session.stopRecording(ended::countDown);
		if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
			throw new IOException("the recording did not end within " + PATIENCE_SECONDS + " s");
		}
		MeshJson.write(session.telemetry().mesh(), folder.resolve("mesh.json"));
	}

	private void picture() throws IOException, InterruptedException, ExecutionException, TimeoutException {
		var laidOut = new CompletableFuture<TopologyView>();
		display.asyncExec(() -> {
			TopologyView view = topology();
			workbenchWindow().getActivePage().activate(view);
			view.selectWorst();
			view.viewer().whenLaidOut(() -> {
				view.fit();
				/* One more turn of the loop, so that it is painted. */
				display.timerExec(500, () -> laidOut.complete(view));
			});
		});
		TopologyView view = laidOut.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		var pixels = new CompletableFuture<ImageData>();
		var svg = new CompletableFuture<byte[]>();
		display.asyncExec(() -> {
			try {
				pixels.complete(window());
				var out = new ByteArrayOutputStream();
				view.export().write(ExportFormat.SVG, ExportOptions.DEFAULT.withTheme(view.viewer().getTheme()).withTitle("CortexBrain topology"), out,
						new NullProgressMonitor());
				svg.complete(out.toByteArray());
			} catch (IOException | RuntimeException e) {
				pixels.completeExceptionally(e);
				svg.completeExceptionally(e);
			}
		});
		var loader = new ImageLoader();
		loader.data = new ImageData[] { pixels.get(PATIENCE_SECONDS, TimeUnit.SECONDS) };
		try (var out = Files.newOutputStream(folder.resolve("topology.png"))) {
			loader.save(out, SWT.IMAGE_PNG);
		}
		Files.write(folder.resolve("topology.svg"), svg.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
	}

	private static IWorkbenchWindow workbenchWindow() {
		return PlatformUI.getWorkbench().getWorkbenchWindows()[0];
	}

	private static TopologyView topology() {
		return (TopologyView) workbenchWindow().getActivePage().findView(TopologyView.ID);
	}

	/** The window as it is on the screen. */
	private ImageData window() {
		Shell shell = workbenchWindow().getShell();
		shell.forceActive();
		shell.update();
		Rectangle bounds = shell.getBounds();
		var image = new Image(display, bounds.width, bounds.height);
		var gc = new GC(display);
		try {
			gc.copyArea(image, bounds.x, bounds.y);
			return image.getImageData();
		} finally {
			gc.dispose();
			image.dispose();
		}
	}
}
