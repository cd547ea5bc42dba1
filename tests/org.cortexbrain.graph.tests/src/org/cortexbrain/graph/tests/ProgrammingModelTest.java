package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.LabelStyleProvider;
import org.cortexbrain.graph.NeighbourContentProvider;
import org.cortexbrain.graph.NeighbourContentProvider.Connection;
import org.cortexbrain.graph.NodeStyle;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerComparator;
import org.eclipse.jface.viewers.ViewerFilter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What RCP people know of JFace and Zest. */
public class ProgrammingModelTest {
	private final List<String> problems = new ArrayList<>();
	private Shell shell;
	private GraphViewer viewer;

	@Before
	public void open() {
		shell = new Shell(Display.getDefault());
		shell.setLayout(new FillLayout());
		viewer = new GraphViewer(shell, problems::add);
		viewer.setAnimated(false);
	}

	@After
	public void close() {
		shell.dispose();
	}

	private void show(MeshGraph graph) {
		graph.showIn(viewer);
	}

	private static ViewerFilter hiding(Object... hidden) {
		return new ViewerFilter() {
			@Override
			public boolean select(Viewer viewer, Object parent, Object element) {
				return !Set.of(hidden).contains(element);
			}
		};
	}

	@Test
	public void aFilterHidesANodeAndItsConnections() {
		show(MeshGraph.shop());
		viewer.addFilter(hiding("redis"));
		assertFalse(viewer.elements().contains("redis"));
		assertFalse(viewer.elements().contains(List.of("cart", "redis")));
		assertTrue(viewer.elements().contains(List.of("front", "cart")));
		assertEquals("a hidden end is nothing to report", List.of(), problems);
	}

	@Test
	public void aFilterHidesAConnectionAlone() {
		show(MeshGraph.shop());
		viewer.addFilter(hiding(List.of("cart", "redis")));
		assertTrue(viewer.elements().containsAll(List.of("cart", "redis", List.of("redis", "cart"))));
		assertFalse(viewer.elements().contains(List.of("cart", "redis")));
	}

	@Test
	public void aHiddenContainerHidesWhatItHolds() {
		show(MeshGraph.shop());
		viewer.addFilter(hiding("data"));
		assertFalse(viewer.elements().contains("orders-db"));
		assertTrue(viewer.elements().contains("orders"));
	}

	@Test
	public void aRemovedFilterShowsAllAgain() {
		show(MeshGraph.shop());
		ViewerFilter filter = hiding("redis", "data");
		viewer.addFilter(filter);
		viewer.removeFilter(filter);
		assertEquals(MeshGraph.shop().nodes.size() + MeshGraph.shop().connections.size(), viewer.elements().size());
	}

	@Test
	public void aComparatorOrdersTheElements() {
		viewer.setComparator(new ViewerComparator());
		show(new MeshGraph().node("c", "").node("a", "").node("b", ""));
		assertEquals(List.of("a", "b", "c"), viewer.elements());
	}

	@Test
	public void aProviderOfNeighboursIsEnough() {
		viewer.setContentProvider(new NeighbourContentProvider() {
			@Override
			public Collection<?> nodes(Object input) {
				return List.of("a", "b");
			}

			@Override
			public Collection<?> neighbours(Object node) {
				return node.equals("a") ? List.of("b", "a") : List.of();
			}
		});
		viewer.setStyleProvider(new LabelStyleProvider(new ColumnLabelProvider()));
		viewer.setInput("input");
		assertEquals(List.of("a", "b", new Connection("a", "b"), new Connection("a", "a")), viewer.elements());
	}

	@Test
	public void aLabelProviderGivesNamesAndTooltips() {
		var styles = new LabelStyleProvider(new ColumnLabelProvider() {
			@Override
			public String getText(Object element) {
				return "the " + element;
			}

			@Override
			public String getToolTipText(Object element) {
				return "about " + element;
			}
		});
		assertEquals("about a", styles.node("a").tooltip());
		viewer.setContentProvider(new MeshGraph().node("a", ""));
		viewer.setStyleProvider(styles);
		viewer.setInput("input");
		assertEquals("the a", viewer.nameOf("a").orElseThrow());
	}

	@Test
	public void anUpdateAsksForTheLooksOfThatElementAlone() {
		List<Object> asked = new ArrayList<>();
		MeshGraph graph = new MeshGraph() {
			@Override
			public NodeStyle node(Object node) {
				asked.add(node);
				return super.node(node);
			}
		};
		show(graph.node("a", "").node("b", ""));
		asked.clear();
		viewer.update("b", null);
		viewer.refresh("a");
		assertEquals(List.of("b", "a"), asked);
	}

	@Test
	public void aSelectionIsToldToListenersAndPostListeners() {
		show(MeshGraph.shop());
		List<Object> told = new ArrayList<>();
		viewer.addSelectionChangedListener(event -> told.add(event.getStructuredSelection().getFirstElement()));
		viewer.setSelection(new StructuredSelection("redis"));
		assertEquals(List.of("redis"), told);
		assertEquals("redis", viewer.getStructuredSelection().getFirstElement());
		viewer.addPostSelectionChangedListener(event -> told.add("post"));
		Event escape = new Event();
		escape.keyCode = SWT.ESC;
		viewer.getControl().notifyListeners(SWT.KeyDown, escape);
		assertTrue(told.toString(), told.size() == 3 && told.get(1) == null && told.get(2).equals("post"));
	}

	@Test
	public void aContentProviderOfListsIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> viewer.setContentProvider(ArrayContentProvider.getInstance()));
	}
}
