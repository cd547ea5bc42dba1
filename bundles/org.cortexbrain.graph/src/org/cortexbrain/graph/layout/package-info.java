/**
 * Layouts of graphs. A {@link org.cortexbrain.graph.layout.GraphLayout} computes places from a
 * {@link org.cortexbrain.graph.layout.LayoutGraph}, a picture of the structure without widgets, on any thread;
 * {@link org.cortexbrain.graph.layout.StandardLayout} has those that come with the viewer.
 */
package org.cortexbrain.graph.layout;
