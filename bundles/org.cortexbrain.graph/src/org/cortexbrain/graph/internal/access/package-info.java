/** The graph as people hear it: an outline of the scene, words for its elements, and what a screen reader asks for. */
package org.cortexbrain.graph.internal.access;
