/** What lies over the graph and does not move with it. */
package org.cortexbrain.graph.internal.overlay;
