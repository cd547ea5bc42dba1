package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.internal.access.GraphOutline;
import org.cortexbrain.graph.internal.access.GraphWords;
import org.cortexbrain.graph.internal.scene.Scene;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.junit.Test;

/** The graph as it is told; what a reader gets of it is tested from outside, by tests/accessibility. */
public class GraphAccessTest {
	private static final List<Object> FRONT_TO_CART = List.of("front", "cart");

	private static Scene scene(MeshGraph graph) {
		var scene = new Scene(problem -> {
			throw new AssertionError(problem);
		});
		scene.refresh("mesh", graph, graph);
		return scene;
	}

	@Test
	public void aNodeLiesBelowItsContainerAndAConnectionBelowItsSource() {
		var outline = new GraphOutline(scene(MeshGraph.shop()));
		assertEquals(List.of("shop", "data", "platform", "external (3)"),
				outline.top().stream().sorted((a, b) -> outline.index(a) - outline.index(b)).toList());
		assertEquals(List.of("front", "cart", "checkout", "orders", "payments"), outline.below("shop"));
		assertEquals(List.of(FRONT_TO_CART, List.of("front", "checkout"), List.of("front", "search")), outline.below("front"));
		assertEquals(Optional.of("front"), outline.above(FRONT_TO_CART));
		assertEquals(Optional.of("shop"), outline.above("front"));
		assertEquals(Optional.empty(), outline.above("shop"));
		assertEquals(2, outline.depth(FRONT_TO_CART));
		assertEquals(3, outline.index("orders"));
	}

	@Test
	public void whatIsNotInTheGraphHasNoPlaceInItsOutline() {
		var outline = new GraphOutline(scene(MeshGraph.shop()));
		assertEquals(-1, outline.index("nobody"));
		assertEquals(List.of(), outline.below("nobody"));
	}

	@Test
	public void stateIsToldByWords() {
		Scene scene = scene(MeshGraph.shop());
		assertEquals("payments, failing, 100 % of connections refused", GraphWords.name(scene.node("payments"), false, false));
		assertEquals("cart, healthy, in 12/s 3.2 MiB/s, pinned", GraphWords.name(scene.node("cart"), false, true));
		assertEquals("shop, container of 5 nodes, healthy, in 12/s 3.2 MiB/s", GraphWords.name(scene.node("shop"), false, false));
		assertEquals("connection from checkout to payments, failing, 12/s p95 3.2 ms",
				GraphWords.name(scene.edge(List.of("checkout", "payments"))));
		assertEquals("Graph, 15 nodes, 13 connections", GraphWords.ofGraph(scene));
	}

	@Test
	public void neighboursAreNamedInBothDirections() {
		Scene shop = scene(MeshGraph.shop());
		assertEquals("connects to cart, checkout, search; is connected from external (3), prober",
				GraphWords.neighbours(shop.node("front"), new GraphOutline(shop)));
		assertEquals("is connected from front, logs", GraphWords.neighbours(shop.node("search"), new GraphOutline(shop)));
		Scene alone = scene(new MeshGraph().node("alone", ""));
		assertEquals("no connections", GraphWords.neighbours(alone.node("alone"), new GraphOutline(alone)));
	}

	@Test
	public void ofManyNeighboursTheFirstAreNamedAndTheOthersCounted() {
		var graph = new MeshGraph().node("hub", "");
		for (int i = 0; i < 100; i++) {
			graph.node("n" + i, "").connect("hub", "n" + i);
		}
		Scene scene = scene(graph);
		String told = GraphWords.neighbours(scene.node("hub"), new GraphOutline(scene));
		assertTrue(told, told.startsWith("connects to n0, n1, ") && told.endsWith(" and 88 more"));
	}

	@Test
	public void aNameOfTenThousandCharactersIsToldShortened() {
		var graph = new MeshGraph().node("😀\n".repeat(5_000), "");
		Scene scene = scene(graph);
		String told = GraphWords.name(scene.nodes().iterator().next(), false, false);
		assertTrue(told, told.length() < 300 && !told.contains("\n") && told.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff));
	}

	@Test
	public void accessiblesOfElementsGoWithThemAndWithTheViewer() throws ReflectiveOperationException {
		Display display = Display.getDefault();
		var shell = new Shell(display);
		shell.setLayout(new FillLayout());
		shell.setSize(600, 400);
		shell.open();
		try {
			walk(shell, MeshGraph.generated(5, 2, 1));
			int before = accessibles();
			for (int i = 0; i < 100; i++) {
				walk(shell, MeshGraph.generated(30, 3, i));
			}
			assertEquals(before, accessibles());
		} finally {
			shell.dispose();
		}
	}

	/* Selects each node, so that it has the focus; then half of them go, and all others come into one container. */
	private static void walk(Shell shell, MeshGraph graph) {
		var viewer = new GraphViewer(shell, problem -> {
			throw new AssertionError(problem);
		});
		shell.layout();
		viewer.setAnimated(false);
		graph.showIn(viewer);
		viewer.getControl().setFocus();
		for (Object node : List.copyOf(graph.nodes)) {
			viewer.selectAndReveal(List.of(node));
		}
		List.copyOf(graph.nodes).stream().filter(node -> node.toString().endsWith("1")).forEach(graph.nodes::remove);
		graph.connections.removeIf(each -> !graph.nodes.containsAll((List<?>) each));
		graph.containers.replaceAll((_, _) -> "namespace-0");
		viewer.refresh();
		viewer.selectAndReveal(List.of("service-0"));
		viewer.getControl().dispose();
		while (shell.getDisplay().readAndDispatch()) {
			/* What was left to do. */
		}
	}

	/* SWT's own table of those that the window system knows. */
	private static int accessibles() throws ReflectiveOperationException {
		Field all = Class.forName("org.eclipse.swt.accessibility.AccessibleObject").getDeclaredField("AccessibleObjects");
		all.setAccessible(true);
		return ((Map<?, ?>) all.get(null)).size();
	}
}
