package org.cortexbrain.graph.internal.scene;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.NodeStyle;

/**
 * A node as it is drawn. Fixed, so that any thread may read it.
 *
 * @param field whether it is drawn as a field around others
 * @param depth how deep it lies: 0 at the top
 * @param pinned whether no layout moves it
 */
public record DrawnNode(Object element, NodeStyle style, Box box, boolean field, int depth, boolean pinned) {
}
