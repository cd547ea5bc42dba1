package org.cortexbrain.graph.internal.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleActionAdapter;
import org.eclipse.swt.accessibility.AccessibleActionEvent;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleAttributeAdapter;
import org.eclipse.swt.accessibility.AccessibleAttributeEvent;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;

/**
 * Tells screen readers of a graph as of a tree ({@link GraphOutline}). An element gets an {@link Accessible} when somebody asks for it, or
 * when it gets the focus: while nobody listens, thousands of elements cost nothing. UI thread.
 */
public final class GraphAccess {
	/** Of a selection of thousands no reader wants to hear each. */
	private static final int MOST_TOLD = 50;
	/** How many neighbours are given as relations that a reader can follow. */
	private static final int MOST_RELATIONS = 50;

	private final Control control;
	private final SpokenGraph graph;
	private final Accessible root;
	private final Map<Object, Spoken> spoken = new HashMap<>();
	private GraphOutline outline;
	private Object focus;
	private Set<Object> selection = Set.of();

	/** What has been said of an element so far. */
	private static final class Spoken {
		final Accessible accessible;
		final Optional<Object> above;
		final List<Runnable> relations = new ArrayList<>();
		List<List<Object>> related = List.of();
		String name;
		boolean open;

		Spoken(Accessible accessible, Optional<Object> above, String name) {
			this.accessible = accessible;
			this.above = above;
			this.name = name;
		}
	}

	public GraphAccess(Control control, SpokenGraph graph) {
		this.control = control;
		this.graph = graph;
		root = control.getAccessible();
		listen(root, Optional.empty());
		control.addListener(SWT.Dispose, _ -> {
			spoken.values().forEach(said -> GtkPresence.end(said.accessible));
			spoken.clear();
		});
		control.addListener(SWT.FocusIn, _ -> focus().ifPresent(each -> accessible(each).setFocus(ACC.CHILDID_SELF)));
	}

	private GraphOutline outline() {
		if (outline == null) {
			outline = new GraphOutline(graph.scene());
		}
		return outline;
	}

	private Optional<Object> focus() {
		return graph.focus().filter(this::isThere);
	}

	private boolean isThere(Object element) {
		return graph.scene().node(element) != null || graph.scene().edge(element) != null;
	}

	/** Elements have come, gone, or lie in another container. */
	public void contentChanged() {
		outline = null;
		if (!spoken.isEmpty()) {
			List<Object> stale = spoken.keySet().stream().filter(this::isStale).toList();
			if (!stale.isEmpty()) {
				/* A relation must not outlive its end. */
				spoken.values().forEach(GraphAccess::forgetRelations);
				stale.forEach(element -> GtkPresence.end(spoken.get(element).accessible));
				stale.forEach(element -> spoken.remove(element).accessible.dispose());
			}
			boolean told = focus != null && spoken.containsKey(focus);
			focus().filter(each -> each.equals(focus)).ifPresent(told ? this::relate : this::tellFocus);
			looksChanged();
		}
	}

	/* An accessible cannot move to another parent. */
	private boolean isStale(Object element) {
		Spoken said = spoken.get(element);
		return said == null || !isThere(element) || !outline().above(element).equals(said.above)
				|| said.above.isPresent() && isStale(said.above.get());
	}

	/** Elements look different: who reads keeps names, and must be told. */
	public void looksChanged() {
		spoken.forEach(this::tellName);
	}

	/** One element looks different. */
	public void looksChanged(Object element) {
		Spoken said = spoken.get(element);
		if (said != null) {
			tellName(element, said);
		}
	}

	private void tellName(Object element, Spoken said) {
		if (said.open != isOpen(element)) {
			said.open = !said.open;
			state(said.accessible, ACC.STATE_EXPANDED, said.open);
		}
		String now = name(element);
		if (!now.equals(said.name)) {
			said.name = now;
			said.accessible.sendEvent(ACC.EVENT_NAME_CHANGED, null);
		}
	}

	/** The focus or the selection has changed. */
	public void selectionChanged() {
		Object now = focus().orElse(null);
		if (!Objects.equals(now, focus)) {
			Spoken before = focus == null ? null : spoken.get(focus);
			focus = now;
			if (before != null) {
				forgetRelations(before);
				state(before.accessible, ACC.STATE_FOCUSED, false);
			}
			if (now != null) {
				tellFocus(now);
			}
		}
		Set<Object> selected = new HashSet<>(graph.selection());
		if (!selected.equals(selection)) {
			Set<Object> changed = new LinkedHashSet<>(selected);
			changed.removeAll(selection);
			selection.stream().filter(element -> !selected.contains(element)).forEach(changed::add);
			selection = selected;
			changed.stream().filter(spoken::containsKey).limit(MOST_TOLD)
					.forEach(element -> state(spoken.get(element).accessible, ACC.STATE_SELECTED, selected.contains(element)));
			root.selectionChanged();
		}
	}

	private void tellFocus(Object element) {
		relate(element);
		if (graph.hasKeyboard()) {
			accessible(element).setFocus(ACC.CHILDID_SELF);
		}
	}

	private static void state(Accessible accessible, int state, boolean now) {
		accessible.sendEvent(ACC.EVENT_STATE_CHANGED, new int[] { state, now ? 1 : 0 });
	}

	/* Only from the focused element: relations of all would make an object for each. */
	private void relate(Object element) {
		SceneNode node = graph.scene().node(element);
		List<Object> to = node != null ? outline().outgoing(node).stream().map(edge -> edge.target().element()).toList()
				: List.of(graph.scene().edge(element).target().element());
		List<Object> from = node != null ? outline().incoming(node).stream().map(edge -> edge.source().element()).toList()
				: List.of(graph.scene().edge(element).source().element());
		accessible(element);
		Spoken said = spoken.get(element);
		if (!said.related.equals(List.of(to, from))) {
			forgetRelations(said);
			relate(element, said, ACC.RELATION_FLOWS_TO, to);
			relate(element, said, ACC.RELATION_FLOWS_FROM, from);
			said.related = List.of(to, from);
		}
	}

	private void relate(Object element, Spoken said, int type, List<Object> others) {
		others.stream().distinct().filter(other -> !other.equals(element)).limit(MOST_RELATIONS).forEach(other -> {
			Accessible end = accessible(other);
			said.accessible.addRelation(type, end);
			said.relations.add(() -> said.accessible.removeRelation(type, end));
		});
	}

	private static void forgetRelations(Spoken said) {
		said.relations.forEach(Runnable::run);
		said.relations.clear();
		said.related = List.of();
	}

	private Accessible accessible(Object element) {
		Spoken there = spoken.get(element);
		if (there == null) {
			Optional<Object> above = outline().above(element);
			there = new Spoken(new Accessible(above.map(this::accessible).orElse(root)), above, name(element));
			there.open = isOpen(element);
			GtkPresence.begin(there.accessible, control);
			spoken.put(element, there);
			listen(there.accessible, Optional.of(element));
		}
		return there.accessible;
	}

	/* A container that shows what it holds. */
	private boolean isOpen(Object element) {
		SceneNode node = graph.scene().node(element);
		return node != null && node.isField();
	}

	private String name(Object element) {
		SceneNode node = graph.scene().node(element);
		SceneEdge edge = graph.scene().edge(element);
		return node != null ? GraphWords.name(node, graph.isCollapsed(element), graph.isPinned(element))
				: edge != null ? GraphWords.name(edge) : "";
	}

	private List<Object> below(Optional<Object> element) {
		return element.map(outline()::below).orElseGet(outline()::top);
	}

	private void listen(Accessible accessible, Optional<Object> element) {
		accessible.addAccessibleListener(new AccessibleAdapter() {
			@Override
			public void getName(AccessibleEvent event) {
				event.result = element.map(GraphAccess.this::name).orElseGet(() -> GraphWords.ofGraph(graph.scene()));
			}

			@Override
			public void getDescription(AccessibleEvent event) {
				element.map(graph.scene()::node).ifPresent(node -> event.result = GraphWords.neighbours(node, outline()));
			}
		});
		accessible.addAccessibleControlListener(new ControlAnswers(element));
		element.ifPresent(each -> {
			accessible.addAccessibleAttributeListener(new AccessibleAttributeAdapter() {
				@Override
				public void getAttributes(AccessibleAttributeEvent event) {
					event.groupLevel = outline().depth(each) + 1;
					event.groupCount = outline().siblings(each).size();
					event.groupIndex = outline().index(each) + 1;
				}
			});
			accessible.addAccessibleActionListener(new ActionAnswers(each));
		});
	}

	/** Role, state, place, and what lies below. */
	private final class ControlAnswers extends AccessibleControlAdapter {
		private final Optional<Object> element;

		ControlAnswers(Optional<Object> element) {
			this.element = element;
		}

		@Override
		public void getRole(AccessibleControlEvent event) {
			event.detail = element.isPresent() ? ACC.ROLE_TREEITEM : ACC.ROLE_TREE;
		}

		@Override
		public void getState(AccessibleControlEvent event) {
			if (element.isEmpty()) {
				event.detail = ACC.STATE_FOCUSABLE | ACC.STATE_MULTISELECTABLE | ACC.STATE_READONLY
						| (graph.hasKeyboard() ? ACC.STATE_FOCUSED : 0);
				return;
			}
			Object each = element.get();
			int state = ACC.STATE_FOCUSABLE | ACC.STATE_SELECTABLE | ACC.STATE_READONLY;
			state |= graph.isSelected(each) ? ACC.STATE_SELECTED : 0;
			state |= graph.hasKeyboard() && graph.focus().filter(each::equals).isPresent() ? ACC.STATE_FOCUSED : 0;
			state |= graph.isCollapsed(each) ? ACC.STATE_COLLAPSED : isOpen(each) ? ACC.STATE_EXPANDED : 0;
			state |= graph.boundsOf(each).filter(bounds -> bounds.intersects(clientArea())).isEmpty()
					? ACC.STATE_OFFSCREEN : 0;
			event.detail = state;
		}

		private Rectangle clientArea() {
			Point size = control.getSize();
			return new Rectangle(0, 0, size.x, size.y);
		}

		@Override
		public void getLocation(AccessibleControlEvent event) {
			Rectangle area = element.isEmpty() ? clientArea() : graph.boundsOf(element.get()).orElse(new Rectangle(0, 0, 0, 0));
			Rectangle onScreen = control.getDisplay().map(control, null, area);
			event.x = onScreen.x;
			event.y = onScreen.y;
			event.width = onScreen.width;
			event.height = onScreen.height;
		}

		@Override
		public void getChildCount(AccessibleControlEvent event) {
			event.detail = below(element).size();
		}

		@Override
		public void getChild(AccessibleControlEvent event) {
			if (event.childID == ACC.CHILDID_CHILD_AT_INDEX) {
				List<Object> all = below(element);
				if (event.detail >= 0 && event.detail < all.size()) {
					event.accessible = accessible(all.get(event.detail));
				}
			} else if (event.childID == ACC.CHILDID_CHILD_INDEX && element.isPresent()) {
				event.detail = outline().index(element.get());
			}
		}

		@Override
		public void getChildren(AccessibleControlEvent event) {
			/* GTK asks for each child by its index, and calls this at every event, too: thousands of objects for nothing. */
			if (!"gtk".equals(SWT.getPlatform())) {
				event.children = below(element).stream().map(GraphAccess.this::accessible).toArray();
			}
		}

		@Override
		public void getChildAtPoint(AccessibleControlEvent event) {
			Point at = control.toControl(event.x, event.y);
			Optional<Object> found = graph.elementAt(at.x, at.y);
			if (found.isPresent() && !found.equals(element)) {
				event.accessible = accessible(found.get());
			} else {
				event.childID = ACC.CHILDID_SELF;
			}
		}

		@Override
		public void getFocus(AccessibleControlEvent event) {
			if (!graph.hasKeyboard()) {
				event.childID = ACC.CHILDID_NONE;
				return;
			}
			Optional<Object> now = focus();
			if (now.isPresent() && !now.equals(element)) {
				event.accessible = accessible(now.get());
			} else {
				event.childID = ACC.CHILDID_SELF;
			}
		}

		@Override
		public void getSelection(AccessibleControlEvent event) {
			List<Object> selected = graph.selection();
			if (selected.isEmpty()) {
				event.childID = ACC.CHILDID_NONE;
			} else if (selected.size() == 1) {
				event.accessible = accessible(selected.getFirst());
			} else {
				event.childID = ACC.CHILDID_MULTIPLE;
				event.children = selected.stream().limit(MOST_TOLD).map(GraphAccess.this::accessible).toArray();
			}
		}

		@Override
		public void getDefaultAction(AccessibleControlEvent event) {
			element.map(graph::actions).filter(actions -> !actions.isEmpty()).ifPresent(actions -> event.result = actions.getFirst().name());
		}
	}

	/** What a reader can have done. */
	private final class ActionAnswers extends AccessibleActionAdapter {
		private final Object element;

		ActionAnswers(Object element) {
			this.element = element;
		}

		private Optional<SpokenGraph.Action> action(int index) {
			List<SpokenGraph.Action> all = graph.actions(element);
			return index >= 0 && index < all.size() ? Optional.of(all.get(index)) : Optional.empty();
		}

		@Override
		public void getActionCount(AccessibleActionEvent event) {
			event.count = graph.actions(element).size();
		}

		@Override
		public void getName(AccessibleActionEvent event) {
			action(event.index).ifPresent(action -> event.result = action.name());
		}

		@Override
		public void getDescription(AccessibleActionEvent event) {
			action(event.index).ifPresent(action -> event.result = action.description());
		}

		@Override
		public void getKeyBinding(AccessibleActionEvent event) {
			action(event.index).ifPresent(action -> event.result = action.keys());
		}

		@Override
		public void doAction(AccessibleActionEvent event) {
			action(event.index).ifPresent(action -> {
				/* A reader waits for the answer; what is done may open a dialog. */
				control.getDisplay().asyncExec(() -> {
					if (!control.isDisposed()) {
						action.run().run();
					}
				});
				event.result = ACC.OK;
			});
		}
	}
}
