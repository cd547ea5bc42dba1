package org.cortexbrain.graph.internal.access;

import java.util.List;
import java.util.Optional;

import org.cortexbrain.graph.internal.scene.Scene;
import org.eclipse.swt.graphics.Rectangle;

/** What a screen reader may ask of a graph that is shown, beside what is in its scene. UI thread. */
public interface SpokenGraph {
	/** Something that can be done with an element. */
	record Action(String name, String description, String keys, Runnable run) {
	}

	Scene scene();

	/** The element that keys act on. */
	Optional<Object> focus();

	/** Whether the graph has the keyboard. */
	boolean hasKeyboard();

	List<Object> selection();

	boolean isSelected(Object element);

	boolean isPinned(Object node);

	/** Whether a container is folded to a card. */
	boolean isCollapsed(Object node);

	/** Where an element is, in points of the control; empty if it has no place. */
	Optional<Rectangle> boundsOf(Object element);

	/** What is at a place of the control. */
	Optional<Object> elementAt(int x, int y);

	/** What can be done with an element, the usual first. */
	List<Action> actions(Object element);
}
