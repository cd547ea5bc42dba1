package org.cortexbrain.graph.internal.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.graph.internal.paint.SvgPainter;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;

/**
 * Writes a graph in Graphviz' language (https://graphviz.org/doc/info/lang.html): what a container holds is a cluster. A cluster cannot be the
 * end of an edge, so each has an invisible node for that, and the edge is clipped at the cluster.
 */
public final class DotWriter {
	private final Writer out;
	private final Steps steps;
	private final ElementAttributes attributes;
	private final Map<SceneNode, String> ids = new HashMap<>();

	private DotWriter(Writer out, Steps steps, ElementAttributes attributes) {
		this.out = out;
		this.steps = steps;
		this.attributes = attributes;
	}

	/** Writes the graph; the stream is left open. */
	public static void write(Scene scene, ExportOptions options, Function<Object, Map<String, String>> more, OutputStream out,
			IProgressMonitor monitor) throws IOException {
		SubMonitor progress = SubMonitor.convert(monitor, "DOT", scene.nodes().size() + scene.edges().size());
		var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
		new DotWriter(writer, new Steps(progress), new ElementAttributes(more)).graph(scene, options);
		writer.flush();
	}

	/**
	 * A text as a quoted string. A backslash is doubled, since labels take it as an escape; an ampersand is written as what HTML calls it, since
	 * labels take such names; what no XML may hold would make Graphviz write broken SVG, so it becomes U+FFFD.
	 */
	static String quoted(String text) {
		return "\"" + SvgPainter.legal(text.replace("\r\n", "\n").replace('\r', '\n')).replace("\\", "\\\\").replace("\"", "\\\"").replace("&", "&amp;")
				.replace("\n", "\\n") + "\"";
	}

	private void graph(Scene scene, ExportOptions options) throws IOException {
		for (SceneNode node : scene.nodes()) {
			ids.put(node, "n" + ids.size());
		}
		out.write("digraph " + quoted(options.title().isEmpty() ? "graph" : options.title()) + " {\n");
		out.write("\tgraph [compound=true, rankdir=LR, fontname=\"sans-serif\", charset=\"UTF-8\"");
		if (!options.caption().isEmpty()) {
			out.write(", label=" + quoted(options.caption()));
		}
		out.write("];\n\tnode [shape=box, style=rounded, fontname=\"sans-serif\"];\n\tedge [fontname=\"sans-serif\"];\n");
		for (SceneNode node : scene.nodes()) {
			if (node.container() == null) {
				node(node, "\t");
			}
		}
		for (SceneEdge edge : scene.edges()) {
			edge(edge);
		}
		out.write("}\n");
	}

	private void node(SceneNode node, String indent) throws IOException {
		steps.done();
		String id = ids.get(node);
		if (node.children().isEmpty()) {
			out.write(indent + id + " [label=" + quoted(node.style().name()) + attributes(attributes.of(node)) + place(node) + "];\n");
			return;
		}
		out.write(indent + "subgraph cluster_" + id + " {\n");
		String inner = indent + "\t";
		out.write(inner + "graph [label=" + quoted(node.style().name()) + attributes(attributes.of(node)) + "];\n");
		out.write(inner + id + " [shape=point, style=invis, width=0, label=\"\"];\n");
		for (SceneNode child : node.children()) {
			node(child, inner);
		}
		out.write(indent + "}\n");
	}

	/* Graphviz' plane has y upwards and points of 1/72 inch; neato -n takes these places. */
	private static String place(SceneNode node) {
		return node.box() == null ? ""
				: String.format(Locale.ROOT, ", pos=\"%.2f,%.2f\"", node.box().centerX() * 0.75, -node.box().centerY() * 0.75);
	}

	private void edge(SceneEdge edge) throws IOException {
		steps.done();
		String clipped = (edge.source().children().isEmpty() ? "" : ", ltail=cluster_" + ids.get(edge.source()))
				+ (edge.target().children().isEmpty() ? "" : ", lhead=cluster_" + ids.get(edge.target()));
		String look = switch (edge.style().sign()) {
		case UNKNOWN -> "dotted";
		case FAILING -> "dashed";
		case HEALTHY, DEGRADED -> "solid";
		};
		Map<String, String> all = attributes.of(edge);
		out.write("\t" + ids.get(edge.source()) + " -> " + ids.get(edge.target()) + " [label=" + quoted(edge.style().label()) + attributes(all)
				+ String.format(Locale.ROOT, ", penwidth=%.2f", edge.style().width()) + ", style=" + look + clipped + "];\n");
	}

	/* "label" is what is drawn, so an element's line of detail has another name here. */
	private static String attributes(Map<String, String> all) {
		var text = new StringBuilder();
		all.forEach((name, value) -> text.append(", ").append(quoted(name.equals("label") ? "detail" : name)).append('=').append(quoted(value)));
		return text.toString();
	}
}
