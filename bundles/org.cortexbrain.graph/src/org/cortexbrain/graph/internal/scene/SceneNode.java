package org.cortexbrain.graph.internal.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.NodeStyle;

/** A node of a scene: an element, its looks, and where it stands. */
public final class SceneNode {
	/** The size of a card. */
	public static final double WIDTH = 164;
	public static final double HEIGHT = 48;
	/** The air around what a field holds, and the room of its name at the top. */
	public static final double PADDING = 16;
	public static final double HEADER = 30;

	private final Scene scene;
	private final Object element;
	private final List<SceneNode> children = new ArrayList<>();
	private NodeStyle style;
	private SceneNode container;
	private Box box;
	private boolean pinned;
	private DrawnNode drawn;

	SceneNode(Scene scene, Object element, NodeStyle style) {
		this.scene = scene;
		this.element = element;
		this.style = style;
	}

	public Object element() {
		return element;
	}

	public NodeStyle style() {
		return style;
	}

	/* An equal style is no change: a provider makes new ones at each refresh, and what did not change is not painted again. */
	void style(NodeStyle now) {
		if (!now.equals(style)) {
			style = now;
			scene.looksChanged();
		}
	}

	/** The node that holds this one; null at the top. */
	public SceneNode container() {
		return container;
	}

	void container(SceneNode now) {
		if (container != null) {
			container.children.remove(this);
		}
		container = now;
		scene.changed();
		if (now != null) {
			now.children.add(this);
		}
	}

	public List<SceneNode> children() {
		return List.copyOf(children);
	}

	/** Whether it is drawn as a field around others. */
	public boolean isField() {
		return style.holds() && !children.isEmpty();
	}

	/** The field around what it holds. */
	public static Box fieldAround(Box inside) {
		return new Box(inside.x() - PADDING, inside.y() - PADDING - HEADER, inside.width() + 2 * PADDING, inside.height() + 2 * PADDING + HEADER);
	}

	/** The field around what it holds; empty while nothing in it has a place. */
	public Optional<Box> around() {
		return children.stream().map(SceneNode::box).filter(Objects::nonNull).reduce(Box::union).map(SceneNode::fieldAround);
	}

	/** Where it stands; null before it was placed. */
	public Box box() {
		return box;
	}

	public void box(Box now) {
		if (box == now) {
			return;
		}
		box = now;
		scene.changed();
	}

	/** Whether no layout moves it. */
	public boolean isPinned() {
		return pinned;
	}

	/** Its card says so. */
	public void pinned(boolean now) {
		if (pinned != now) {
			pinned = now;
			scene.looksChanged();
		}
	}

	/** How deep it lies: 0 at the top. */
	public int depth() {
		return container == null ? 0 : container.depth() + 1;
	}

	/** This node as it is now; the same object as before where nothing has changed. It must have a place. */
	DrawnNode drawn() {
		boolean field = isField();
		int depth = depth();
		if (drawn == null || drawn.box() != box || drawn.style() != style || drawn.field() != field || drawn.depth() != depth || drawn.pinned() != pinned) {
			drawn = new DrawnNode(element, style, box, field, depth, pinned);
		}
		return drawn;
	}
}
