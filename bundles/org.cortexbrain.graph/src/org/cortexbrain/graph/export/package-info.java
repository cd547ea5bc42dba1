/**
 * How a graph leaves its window: {@link org.cortexbrain.graph.export.GraphExport} is a graph as it was at one moment, written as a picture
 * (SVG, PDF, PNG) or as a graph (GraphML, DOT) on any thread and without a display.
 */
package org.cortexbrain.graph.export;
