/**
 * A graph viewer for SWT with Zest's programming model: {@link org.cortexbrain.graph.GraphViewer} is a JFace viewer whose content comes from
 * a {@link org.cortexbrain.graph.GraphContentProvider} and whose looks come from a {@link org.cortexbrain.graph.GraphStyleProvider}.
 *
 * <p>Inside, a scene that knows no widget is laid out off the UI thread and painted through an interface of a few primitives, on the screen
 * or as SVG. It knows nothing of what the graph means.
 */
package org.cortexbrain.graph;
