package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.ConnectionStyle;
import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.IconShape;
import org.cortexbrain.graph.NodeStyle;
import org.cortexbrain.graph.Sign;
import org.cortexbrain.graph.layout.GraphLayout;
import org.cortexbrain.graph.layout.StandardLayout;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerFilter;
import org.eclipse.swt.graphics.Point;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What providers and layouts do wrong costs what they gave wrong, is told once, and nothing else. */
public class FaultyProvidersTest {
	private final List<String> problems = new ArrayList<>();
	private GraphViewer viewer;

	/** The shop, until somebody makes it fail. */
	private static class Faulty extends MeshGraph {
		boolean failing = true;

		Faulty() {
			MeshGraph shop = shop();
			nodes.addAll(shop.nodes);
			connections.addAll(shop.connections);
			containers.putAll(shop.containers);
		}
	}

	/** Cannot even say what it is. */
	private static final class Unspeakable {
		@Override
		public String toString() {
			throw new IllegalStateException("no words");
		}
	}

	@Before
	public void open() {
		viewer = Windows.viewer(900, 600, problems::add);
	}

	@After
	public void close() {
		Windows.close(viewer);
	}

	private void show(MeshGraph graph) {
		graph.showIn(viewer);
		Waiting.laidOut(viewer);
		viewer.refresh();
		viewer.refresh();
		Waiting.laidOut(viewer);
		viewer.snapshot().dispose();
	}

	private void assertToldOnce(String part) {
		assertEquals(problems.toString(), 1, problems.stream().filter(text -> text.contains(part)).count());
		assertEquals(problems.toString(), 1, problems.size());
	}

	@Test
	public void nodesThatCannotBeGivenAreNoNodesAndComeWhenTheyCan() {
		for (RuntimeException failure : Arrays.asList(new IllegalStateException("boom"), null)) {
			problems.clear();
			var graph = new Faulty() {
				@Override
				public Collection<?> nodes(Object input) {
					if (failing && failure != null) {
						throw failure;
					}
					return failing ? null : super.nodes(input);
				}
			};
			graph.connections.clear();
			show(graph);
			assertEquals(List.of(), viewer.elements());
			assertTrue(problems.toString(), problems.stream().anyMatch(text -> text.contains(failure == null ? "null for the nodes" : "boom")));
			graph.failing = false;
			viewer.refresh();
			assertEquals(graph.nodes.size(), viewer.elements().size());
		}
	}

	@Test
	public void connectionsThatCannotBeGivenCostNoNode() {
		show(new Faulty() {
			@Override
			public Collection<?> connections(Object input) {
				throw new IllegalStateException("boom");
			}
		});
		assertEquals(15, viewer.elements().size());
		assertToldOnce("boom");
	}

	@Test
	public void nullAmongTheNodesAndNodesGivenTwiceAreLeftOut() {
		var graph = new Faulty() {
			@Override
			public Collection<?> nodes(Object input) {
				List<Object> twice = new ArrayList<>(nodes);
				twice.add(null);
				twice.addAll(nodes);
				return twice;
			}
		};
		show(graph);
		assertEquals(graph.nodes.size() + graph.connections.size(), viewer.elements().size());
		assertEquals(problems.toString(), 2, problems.size());
	}

	@Test
	public void containersInACircleAreTakenApartAtOnePlace() {
		var graph = new MeshGraph().node("a", "b").node("b", "c").node("c", "a").node("d", "a").connect("a", "d");
		show(graph);
		assertEquals(5, viewer.elements().size());
		assertToldOnce("hold itself");
		for (Object node : graph.nodes) {
			assertTrue(node.toString(), viewer.locationOf(node).isPresent());
		}
	}

	@Test
	public void aContainerThatCannotBeGivenCostsNothingElseWhetherTheViewerFiltersOrNot() {
		var graph = new Faulty() {
			@Override
			public Optional<?> container(Object node) {
				if (node.equals("cart")) {
					throw new IllegalStateException("boom");
				}
				return super.container(node);
			}
		};
		filter();
		show(graph);
		assertEquals(graph.nodes.size() + graph.connections.size() - 1 - 1, viewer.elements().size());
		assertToldOnce("boom");
	}

	/* Hides one node, which has one connection. */
	private void filter() {
		viewer.addFilter(new ViewerFilter() {
			@Override
			public boolean select(Viewer of, Object parent, Object element) {
				return !element.equals("prober");
			}
		});
	}

	@Test
	public void anEndThatCannotBeGivenCostsItsConnectionAloneWhetherTheViewerFiltersOrNot() {
		var graph = new Faulty() {
			@Override
			public Object target(Object connection) {
				if (connection.equals(List.of("front", "cart"))) {
					throw new IllegalStateException("boom");
				}
				return super.target(connection);
			}
		};
		filter();
		show(graph);
		assertEquals(graph.nodes.size() + graph.connections.size() - 1 - 1 - 1, viewer.elements().size());
		assertToldOnce("boom");
	}

	@Test
	public void faultsCostNoMoreWhileSomethingIsCollapsedHiddenOrInFocus() {
		var graph = new Faulty() {
			@Override
			public Optional<?> container(Object node) {
				if (node.equals("redis")) {
					throw new IllegalStateException("boom");
				}
				return super.container(node);
			}

			@Override
			public Object target(Object connection) {
				if (connection.equals(List.of("front", "cart"))) {
					throw new IllegalStateException("bang");
				}
				return super.target(connection);
			}

			@Override
			public NodeStyle node(Object node) {
				if (node.equals("logs")) {
					throw new IllegalStateException("crash");
				}
				return super.node(node);
			}
		};
		show(graph);
		int all = viewer.elements().size();
		viewer.setCollapsed("platform", true);
		Waiting.laidOut(viewer);
		assertEquals("three nodes are within", all - 3, viewer.elements().size());
		assertEquals(List.of(), viewer.search("no such name"));
		viewer.setCollapsed("platform", false);
		Waiting.laidOut(viewer);
		viewer.hide(List.of("metrics"));
		Waiting.laidOut(viewer);
		assertEquals("a node and its connection", all - 2, viewer.elements().size());
		viewer.focus(List.of("redis"), 1);
		Waiting.laidOut(viewer);
		assertTrue(viewer.locationOf("redis").isPresent() && viewer.locationOf("cart").isPresent());
		viewer.showAll();
		Waiting.laidOut(viewer);
		assertEquals(all, viewer.elements().size());
		assertEquals(problems.toString(), 3, problems.size());
	}

	@Test
	public void aFilterThatFailsIsToldOnce() {
		viewer.addFilter(new ViewerFilter() {
			@Override
			public boolean select(Viewer of, Object parent, Object element) {
				throw new IllegalStateException("boom " + element);
			}
		});
		show(new Faulty());
		assertTrue(problems.toString(), problems.stream().allMatch(text -> text.contains("boom")) && problems.size() <= 2);
	}

	@Test
	public void aFailureThatSpeaksDifferentlyEachTimeIsToldOnce() {
		int[] count = new int[1];
		show(new Faulty() {
			@Override
			public NodeStyle node(Object node) {
				throw new IllegalStateException("failure " + count[0]++);
			}
		});
		assertToldOnce("failure 0");
		assertEquals(28, viewer.elements().size());
	}

	@Test
	public void anElementThatCannotSayWhatItIsCanBeShownAndTold() {
		Object unspeakable = new Unspeakable();
		var graph = new Faulty() {
			@Override
			public Optional<?> container(Object node) {
				return node == unspeakable ? Optional.of(unspeakable) : super.container(node);
			}

			@Override
			public Collection<?> nodes(Object input) {
				List<Object> all = new ArrayList<>(nodes);
				all.add(unspeakable);
				all.add(unspeakable);
				return all;
			}
		};
		show(graph);
		assertTrue(viewer.locationOf(unspeakable).isPresent());
		assertTrue(problems.toString(), problems.stream().anyMatch(text -> text.contains("Unspeakable")));
	}

	@Test
	public void looksWithoutWordsOrWithoutAWidthAreRefusedWhereTheyAreMade() {
		assertThrows(NullPointerException.class, () -> new NodeStyle(null, "", IconShape.NONE, Sign.HEALTHY, false, ""));
		assertThrows(NullPointerException.class, () -> new NodeStyle("", "", null, Sign.HEALTHY, false, ""));
		assertThrows(NullPointerException.class, () -> new ConnectionStyle(1, null, "", ""));
		assertThrows(IllegalArgumentException.class, () -> new ConnectionStyle(Double.NaN, Sign.HEALTHY, "", ""));
		assertThrows(IllegalArgumentException.class, () -> new ConnectionStyle(-1, Sign.HEALTHY, "", ""));
	}

	@Test
	public void aLayoutThatGivesNoPlacesOrImpossibleOnesIsToldAndTheGraphStandsInAGrid() {
		List<GraphLayout> wrong = List.of((_, _) -> null, (_, _) -> {
			throw new AssertionError("an error");
		}, (graph, monitor) -> {
			Map<Object, Box> boxes = new HashMap<>(StandardLayout.GRID.layout(graph, monitor));
			boxes.put("cart", new Box(Double.NaN, 0, 164, 48));
			return boxes;
		}, (graph, monitor) -> {
			Map<Object, Box> boxes = new HashMap<>(StandardLayout.GRID.layout(graph, monitor));
			boxes.put("cart", new Box(0, 0, -1, 48));
			return boxes;
		});
		show(new Faulty());
		for (GraphLayout layout : wrong) {
			problems.clear();
			viewer.setLayout(layout);
			Waiting.laidOut(viewer);
			assertEquals(problems.toString(), 1, problems.size());
			Point cart = viewer.locationOf("cart").orElseThrow();
			assertTrue(cart.toString(), viewer.getControl().getBounds().contains(cart));
		}
	}

	@Test
	public void aViewerThatIsGoneTakesCallsThatCameTooLate() {
		show(new Faulty());
		viewer.getControl().dispose();
		viewer.update("cart", null);
		viewer.layout();
		viewer.setAnimated(false);
		viewer.fit();
		viewer.setTheme(viewer.getTheme());
		assertEquals(List.of(), problems);
	}
}
