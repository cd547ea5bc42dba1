package org.cortexbrain.graph.internal.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.graph.internal.paint.SkijaPainter;
import org.cortexbrain.graph.internal.scene.Scene;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;

/** A graph as PNG, painted and packed in strips by some threads: the memory that it takes does not grow with its height. */
public final class PngPicture {
	/** 32 MB. In smaller ones long edges are painted more often, larger ones gain nothing. */
	private static final long STRIP_PIXELS = 8L << 20;
	/** What common viewers and libraries still open. */
	private static final double MOST_SIDE = 65_535;
	/** Pixels per metre of a screen of 96 to the inch. */
	private static final double SCREEN_DENSITY = 96 / 0.0254;
	/** Each has memory for a strip of its own. */
	private static final int MOST_THREADS = 4;
	/** Not the desktop's own: a file looks the same whoever writes it. */
	private static final String FONT = "sans-serif";

	/** What makes painters of strips of so many pixels by so many rows at most. */
	private interface Studio {
		Strips strips(int width, int mostRows, IProgressMonitor wanted);
	}

	private final Sheet sheet;
	private final ExportOptions options;
	private final int width;
	private final int height;

	private PngPicture(Sheet sheet, ExportOptions options) throws IOException {
		this.sheet = sheet;
		this.options = options;
		double scale = options.scale();
		double wide = Math.ceil(sheet.view().width() * scale);
		double high = Math.ceil(sheet.view().height() * scale);
		if (Math.max(wide, high) > MOST_SIDE) {
			throw new IOException(String.format(Locale.ROOT,
					"the picture would be %.0f by %.0f pixels, and programs open %.0f at most; choose a scale of %.2f or less, or SVG", wide, high, MOST_SIDE,
					Math.floor(scale * MOST_SIDE / Math.max(wide, high) * 100) / 100));
		}
		width = (int) wide;
		height = (int) high;
	}

	/**
	 * Writes the picture; the stream is left open.
	 *
	 * @throws IOException if the picture would be larger than common programs open, too
	 */
	public static void write(Scene scene, ExportOptions options, OutputStream out, IProgressMonitor monitor) throws IOException {
		double scale = options.scale();
		double zoom = Math.min(1, scale);
		SubMonitor progress = SubMonitor.convert(monitor, "PNG", 10);
		Optional<SkijaPainter> skija = skija();
		if (skija.isEmpty()) {
			Sheet sheet = Sheet.of(scene, options, zoom, new Graphics2DPainter());
			new PngPicture(sheet, options).write(out, progress, (wide, rows, wanted) -> new Java2DStrips(sheet, options.theme(), scale, wide, rows, wanted));
			return;
		}
		try (SkijaPainter painter = skija.get()) {
			Sheet sheet = Sheet.of(scene, options, zoom, painter);
			new PngPicture(sheet, options).write(out, progress,
					(wide, rows, wanted) -> new SkijaStrips(sheet, new SkijaPainter(FONT, 1), options.theme(), scale, wide, rows, wanted));
		}
	}

	/* Java2D paints where Skia is not: a picture is better late than never. */
	private static Optional<SkijaPainter> skija() {
		try {
			return Optional.of(new SkijaPainter(FONT, 1));
		} catch (LinkageError _) {
			return Optional.empty();
		}
	}

	private void write(OutputStream out, SubMonitor progress, Studio studio) throws IOException {
		int rows = (int) Math.clamp(STRIP_PIXELS / width, 1, height);
		int strips = (height + rows - 1) / rows;
		int threads = Math.min(strips, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
		progress.setWorkRemaining(strips);
		/* Only looks, so that the threads do not report to a monitor that is for one. */
		var wanted = new NullProgressMonitor() {
			@Override
			public boolean isCanceled() {
				return super.isCanceled() || progress.isCanceled();
			}
		};
		List<Strips> painters = new ArrayList<>();
		try {
			for (int i = 0; i < threads; i++) {
				painters.add(studio.strips(width, rows, wanted));
			}
			var png = new PngStream(out, width, height, SCREEN_DENSITY * options.scale(), Map.of("Title", options.title(), "Description", options.caption()));
			strips(png, rows, painters, wanted, progress);
			png.end();
		} finally {
			painters.forEach(Strips::close);
		}
	}

	private void strips(PngStream png, int rows, List<Strips> painters, IProgressMonitor wanted, SubMonitor progress) throws IOException {
		BlockingQueue<Strips> free = new ArrayBlockingQueue<>(painters.size(), false, painters);
		Queue<Future<PngStrip>> begun = new ArrayDeque<>();
		try (ExecutorService threads = Executors.newFixedThreadPool(painters.size(), Thread.ofPlatform().name("graph-export").factory())) {
			try {
				for (int top = 0; top < height || !begun.isEmpty();) {
					/* One more than there are painters, so that none waits while a strip is written. */
					while (top < height && begun.size() <= painters.size()) {
						int first = top;
						begun.add(threads.submit(() -> strip(first, Math.min(rows, height - first), free, wanted)));
						top += rows;
					}
					png.strip(finished(begun.remove()));
					progress.split(1);
				}
			} finally {
				wanted.setCanceled(true);
			}
		}
	}

	private PngStrip strip(int top, int rows, BlockingQueue<Strips> free, IProgressMonitor wanted) throws InterruptedException {
		if (wanted.isCanceled()) {
			throw new OperationCanceledException();
		}
		Strips painter = free.take();
		try {
			painter.paint(top, rows);
			return PngStrip.of(painter, width, rows);
		} finally {
			free.add(painter);
		}
	}

	private static PngStrip finished(Future<PngStrip> strip) {
		try {
			return strip.get();
		} catch (ExecutionException e) {
			switch (e.getCause()) {
			case RuntimeException thrown -> throw thrown;
			case Error thrown -> throw thrown;
			default -> throw new IllegalStateException("a strip of the picture could not be painted", e.getCause());
			}
		} catch (InterruptedException _) {
			Thread.currentThread().interrupt();
			throw new OperationCanceledException();
		}
	}
}
