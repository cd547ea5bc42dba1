package org.cortexbrain.graph.internal.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.graph.internal.paint.SvgPainter;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;

/** Writes a graph as GraphML (http://graphml.graphdrawing.org/specification.html): what a container holds is a graph nested in its node. */
public final class GraphMlWriter {
	private static final String NAMESPACE = "http://graphml.graphdrawing.org/xmlns";
	private static final String SCHEMA = "http://www.w3.org/2001/XMLSchema-instance";

	private final XMLStreamWriter xml;
	private final Steps steps;
	private final Map<SceneNode, String> ids = new HashMap<>();
	private final Map<SceneNode, Map<String, String>> nodeAttributes = new LinkedHashMap<>();
	private final Map<SceneEdge, Map<String, String>> edgeAttributes = new LinkedHashMap<>();

	private GraphMlWriter(XMLStreamWriter xml, Steps steps) {
		this.xml = xml;
		this.steps = steps;
	}

	/** Writes the graph; the stream is left open. */
	public static void write(Scene scene, ExportOptions options, Function<Object, Map<String, String>> more, OutputStream out,
			IProgressMonitor monitor) throws IOException {
		SubMonitor progress = SubMonitor.convert(monitor, "GraphML", scene.nodes().size() + scene.edges().size());
		try {
			XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
			new GraphMlWriter(xml, new Steps(progress)).graph(scene, options, new ElementAttributes(more));
			xml.close();
		} catch (XMLStreamException e) {
			throw e.getNestedException() instanceof IOException cause ? cause : new IOException("the graph cannot be written: " + e.getMessage(), e);
		}
	}

	private void graph(Scene scene, ExportOptions options, ElementAttributes attributes) throws XMLStreamException {
		for (SceneNode node : scene.nodes()) {
			ids.put(node, "n" + ids.size());
			nodeAttributes.put(node, attributes.of(node));
		}
		scene.edges().forEach(edge -> edgeAttributes.put(edge, attributes.of(edge)));
		xml.writeStartDocument("UTF-8", "1.0");
		xml.writeStartElement("graphml");
		xml.writeDefaultNamespace(NAMESPACE);
		xml.writeNamespace("xsi", SCHEMA);
		xml.writeAttribute("xsi", SCHEMA, "schemaLocation", NAMESPACE + " " + NAMESPACE + "/1.0/graphml.xsd");
		element("desc", String.join("\n", options.title(), options.caption()).strip());
		Map<String, String> nodeKeys = keys("node", nodeAttributes.values());
		for (String name : new String[] { "x", "y", "width", "height" }) {
			key("node", "node." + name, name, "double");
		}
		Map<String, String> edgeKeys = keys("edge", edgeAttributes.values());
		key("edge", "edge.width", "width", "double");
		xml.writeStartElement("graph");
		xml.writeAttribute("id", "g");
		xml.writeAttribute("edgedefault", "directed");
		for (SceneNode node : scene.nodes()) {
			if (node.container() == null) {
				node(node, nodeKeys);
			}
		}
		for (SceneEdge edge : scene.edges()) {
			edge(edge, edgeKeys);
		}
		xml.writeEndDocument();
	}

	private Map<String, String> keys(String of, Collection<Map<String, String>> all) throws XMLStreamException {
		Set<String> names = new LinkedHashSet<>();
		all.forEach(each -> names.addAll(each.keySet()));
		Map<String, String> ids = new HashMap<>();
		for (String name : names) {
			/* A name need not be what XML takes as an id. */
			String id = of + "." + ids.size();
			ids.put(name, id);
			key(of, id, name, "string");
		}
		return ids;
	}

	private void key(String of, String id, String name, String type) throws XMLStreamException {
		xml.writeEmptyElement("key");
		xml.writeAttribute("id", id);
		xml.writeAttribute("for", of);
		xml.writeAttribute("attr.name", SvgPainter.legal(name));
		xml.writeAttribute("attr.type", type);
	}

	private void node(SceneNode node, Map<String, String> keys) throws XMLStreamException {
		steps.done();
		xml.writeStartElement("node");
		xml.writeAttribute("id", ids.get(node));
		for (Map.Entry<String, String> attribute : nodeAttributes.get(node).entrySet()) {
			value(keys.get(attribute.getKey()), attribute.getValue());
		}
		if (node.box() != null) {
			value("node.x", Double.toString(node.box().x()));
			value("node.y", Double.toString(node.box().y()));
			value("node.width", Double.toString(node.box().width()));
			value("node.height", Double.toString(node.box().height()));
		}
		if (!node.children().isEmpty()) {
			xml.writeStartElement("graph");
			xml.writeAttribute("id", ids.get(node) + "g");
			xml.writeAttribute("edgedefault", "directed");
			for (SceneNode child : node.children()) {
				node(child, keys);
			}
			xml.writeEndElement();
		}
		xml.writeEndElement();
	}

	private void edge(SceneEdge edge, Map<String, String> keys) throws XMLStreamException {
		steps.done();
		xml.writeStartElement("edge");
		xml.writeAttribute("source", ids.get(edge.source()));
		xml.writeAttribute("target", ids.get(edge.target()));
		for (Map.Entry<String, String> attribute : edgeAttributes.get(edge).entrySet()) {
			value(keys.get(attribute.getKey()), attribute.getValue());
		}
		value("edge.width", Double.toString(edge.style().width()));
		xml.writeEndElement();
	}

	private void value(String key, String value) throws XMLStreamException {
		xml.writeStartElement("data");
		xml.writeAttribute("key", key);
		xml.writeCharacters(SvgPainter.legal(value));
		xml.writeEndElement();
	}

	private void element(String name, String text) throws XMLStreamException {
		xml.writeStartElement(name);
		xml.writeCharacters(SvgPainter.legal(text));
		xml.writeEndElement();
	}
}
