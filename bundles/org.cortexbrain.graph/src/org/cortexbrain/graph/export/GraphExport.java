package org.cortexbrain.graph.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphContentProvider;
import org.cortexbrain.graph.GraphStyleProvider;
import org.cortexbrain.graph.internal.export.DotWriter;
import org.cortexbrain.graph.internal.export.ExportScene;
import org.cortexbrain.graph.internal.export.GraphMlWriter;
import org.cortexbrain.graph.internal.export.PdfPicture;
import org.cortexbrain.graph.internal.export.PngPicture;
import org.cortexbrain.graph.internal.export.SvgPicture;
import org.cortexbrain.graph.internal.export.WholeFile;
import org.cortexbrain.graph.internal.scene.Scene;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

/**
 * A graph as it was at one moment, to be written as a file. Needs no display; may be handed to any thread, and writes for one thread at a
 * time.
 */
public final class GraphExport {
	private final Scene scene;
	private final Function<Object, Map<String, String>> attributes;

	private GraphExport(Scene scene, Function<Object, Map<String, String>> attributes) {
		this.scene = scene;
		this.attributes = attributes;
	}

	/**
	 * A graph that no viewer shows.
	 *
	 * @param places where the middle of each node is, x and y in points; containers are drawn around what they hold. A node without a place
	 *            is in GraphML and DOT, but in no picture
	 */
	public static GraphExport of(Object input, GraphContentProvider content, GraphStyleProvider styles, Map<?, double[]> places) {
		return new GraphExport(ExportScene.of(input, content, styles, places), _ -> Map.of());
	}

	/** For {@link org.cortexbrain.graph.GraphViewer}: a copy of what it shows. To be called on the thread that the scene belongs to. */
	public static GraphExport copyOf(Scene scene) {
		return new GraphExport(ExportScene.all(scene), _ -> Map.of());
	}

	/**
	 * Some of this graph: these elements, what these containers hold, the ends of these connections, and all connections between what is
	 * there.
	 */
	public GraphExport only(Collection<?> elements) {
		return new GraphExport(ExportScene.only(scene, elements), attributes);
	}

	/**
	 * The same graph with more attributes of each element for GraphML and DOT, by name; the name {@code kind} replaces the one given.
	 *
	 * @param more called on the thread that writes
	 */
	public GraphExport withAttributes(Function<Object, Map<String, String>> more) {
		return new GraphExport(scene, Objects.requireNonNull(more));
	}

	/** How many nodes there are, containers among them. */
	public int nodes() {
		return scene.nodes().size();
	}

	/** How many connections there are. */
	public int connections() {
		return scene.edges().size();
	}

	/** What surrounds all nodes that have a place, in points; a picture has a margin around it, and the legend below. Empty if none has a place. */
	public Optional<Box> bounds() {
		return scene.bounds();
	}

	/**
	 * Writes the graph; the stream is left open.
	 *
	 * @throws IOException from the stream
	 * @throws OperationCanceledException as soon as the monitor is cancelled; something of the graph was written then
	 */
	public synchronized void write(ExportFormat format, ExportOptions options, OutputStream out, IProgressMonitor monitor) throws IOException {
		try {
			switch (format) {
			case SVG -> SvgPicture.write(scene, options, out, monitor);
			case PNG -> PngPicture.write(scene, options, out, monitor);
			case PDF -> PdfPicture.write(scene, options, out, monitor);
			case GRAPHML -> GraphMlWriter.write(scene, options, attributes, out, monitor);
			case DOT -> DotWriter.write(scene, options, attributes, out, monitor);
			}
		} catch (UncheckedIOException e) {
			throw e.getCause();
		}
	}

	/**
	 * Writes the graph as a file. A file of that name is replaced when the new one is complete, and untouched if that fails or is cancelled.
	 *
	 * @throws IOException if the file cannot be written
	 * @throws OperationCanceledException if the monitor is cancelled
	 */
	public void write(ExportFormat format, ExportOptions options, Path file, IProgressMonitor monitor) throws IOException {
		WholeFile.write(file, out -> write(format, options, out, monitor));
	}
}
