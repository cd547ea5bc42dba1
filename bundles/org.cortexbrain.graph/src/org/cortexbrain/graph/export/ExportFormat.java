package org.cortexbrain.graph.export;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a graph can be written as. */
public enum ExportFormat {
	/** A vector picture whose texts are texts and whose elements are groups with titles. */
	SVG("svg", "SVG picture"),
	/** A vector picture on one page of its size. */
	PDF("pdf", "PDF document"),
	/** A raster picture. */
	PNG("png", "PNG picture"),
	/** Nodes and edges with attributes, as yEd, Gephi and NetworkX read them; containers are nested graphs. */
	GRAPHML("graphml", "GraphML graph"),
	/** Nodes and edges with attributes, as Graphviz reads them; containers are clusters. */
	DOT("dot", "Graphviz DOT graph");

	private final String ending;
	private final String label;

	ExportFormat(String ending, String label) {
		this.ending = ending;
		this.label = label;
	}

	/** What the name of such a file ends with, after a dot. */
	public String ending() {
		return ending;
	}

	/** What a person calls it. */
	public String label() {
		return label;
	}

	/** The format that the ending of a file's name asks for, whatever its case; empty if there is none such. */
	public static Optional<ExportFormat> of(String fileName) {
		String name = fileName.toLowerCase(Locale.ROOT);
		return Arrays.stream(values()).filter(format -> name.endsWith("." + format.ending)).findFirst();
	}

	/** All endings. */
	public static List<String> endings() {
		return Arrays.stream(values()).map(ExportFormat::ending).toList();
	}
}
