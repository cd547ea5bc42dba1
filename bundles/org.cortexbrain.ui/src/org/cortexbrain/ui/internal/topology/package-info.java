/** The view that draws the mesh as a graph. {@code TopologyModel} decides what is drawn, and knows no widget. */
package org.cortexbrain.ui.internal.topology;
