package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.xml.parsers.DocumentBuilderFactory;

import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.Sign;
import org.cortexbrain.graph.export.ExportFormat;
import org.cortexbrain.graph.export.ExportOptions;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class GraphViewerTest {
	private final Display display = Display.getDefault();
	private final List<String> problems = new ArrayList<>();
	private GraphViewer viewer;

	@Before
	public void open() {
		viewer = Windows.viewer(1200, 760, problems::add);
	}

	@After
	public void close() {
		Windows.close(viewer);
	}

	private void show(MeshGraph graph) {
		graph.showIn(viewer);
		Waiting.laidOut(viewer);
	}

	private Map<Object, Point> places(Collection<?> elements) {
		Map<Object, Point> places = new HashMap<>();
		elements.forEach(element -> viewer.locationOf(element).ifPresent(place -> places.put(element, place)));
		return places;
	}

	private void picture(String name) {
		Image image = viewer.snapshot();
		try {
			var loader = new ImageLoader();
			loader.data = new org.eclipse.swt.graphics.ImageData[] { image.getImageData() };
			new File("target/screenshots").mkdirs();
			loader.save("target/screenshots/" + name + ".png", SWT.IMAGE_PNG);
		} finally {
			image.dispose();
		}
	}

	private void click(Object element) {
		Point at = viewer.locationOf(element).orElseThrow();
		for (int type : new int[] { SWT.MouseDown, SWT.MouseUp }) {
			Event event = new Event();
			event.x = at.x;
			event.y = at.y;
			event.button = 1;
			viewer.getControl().notifyListeners(type, event);
		}
	}

	private void press(int keyCode, char character) {
		Event event = new Event();
		event.keyCode = keyCode;
		event.character = character;
		viewer.getControl().notifyListeners(SWT.KeyDown, event);
	}

	@Test
	public void aMeshIsShownInBothThemes() {
		MeshGraph graph = MeshGraph.shop();
		show(graph);
		for (boolean dark : new boolean[] { false, true }) {
			viewer.setTheme(dark ? GraphTheme.DARK : GraphTheme.LIGHT);
			viewer.setSelection(new StructuredSelection("cart"));
			picture("shop-" + (dark ? "dark" : "light"));
		}
		assertEquals(List.of(), problems);
	}

	@Test
	public void everyNodeOfALargerMeshHasAPlace() {
		MeshGraph graph = MeshGraph.generated(60, 6, 42);
		show(graph);
		viewer.setTheme(GraphTheme.LIGHT);
		picture("60-light");
		assertEquals(graph.nodes.size(), places(graph.nodes).size());
	}

	@Test
	public void whatStaysKeepsItsPlaceWhenOthersComeAndGo() {
		MeshGraph graph = MeshGraph.generated(40, 4, 7);
		show(graph);
		viewer.setZoom(0.5);
		graph.nodes.remove("service-39");
		graph.connections.removeIf(each -> ((List<?>) each).contains("service-39"));
		List<Object> stay = new ArrayList<>(graph.nodes);
		stay.removeAll(graph.containers.values());
		Map<Object, Point> before = places(stay);
		graph.node("newcomer", "namespace-0").connect("service-1", "newcomer");
		viewer.refresh();
		Waiting.laidOut(viewer);
		Map<Object, Point> after = places(stay);
		long moved = stay.stream().filter(element -> !before.get(element).equals(after.get(element))).count();
		assertTrue(moved + " of " + stay.size() + " moved", moved <= stay.size() / 10);
		assertTrue(viewer.locationOf("newcomer").isPresent());
	}

	@Test
	public void aRefreshWithoutAChangeMovesNothing() {
		MeshGraph graph = MeshGraph.shop();
		show(graph);
		Map<Object, Point> before = places(graph.nodes);
		graph.sign("front", Sign.FAILING);
		viewer.refresh();
		Waiting.laidOut(viewer);
		assertEquals(before, places(graph.nodes));
	}

	@Test
	public void aClickSelectsAndTellsListeners() {
		show(MeshGraph.shop());
		List<Object> told = new ArrayList<>();
		viewer.addSelectionChangedListener(event -> told.addAll(event.getStructuredSelection().toList()));
		click("redis");
		assertEquals(List.of("redis"), told);
		assertEquals(List.of("redis"), viewer.getStructuredSelection().toList());
	}

	@Test
	public void aClickOnAConnectionSelectsIt() {
		show(MeshGraph.shop());
		Object connection = List.of("front", "cart");
		click(connection);
		assertEquals(List.of(connection), viewer.getStructuredSelection().toList());
	}

	@Test
	public void escapeClearsTheSelection() {
		show(MeshGraph.shop());
		click("redis");
		press(SWT.ESC, (char) 0);
		assertTrue(viewer.getStructuredSelection().isEmpty());
	}

	@Test
	public void arrowsWalkFromNodeToNode() {
		show(MeshGraph.shop());
		click("front");
		press(SWT.ARROW_RIGHT, (char) 0);
		assertEquals(1, viewer.getStructuredSelection().size());
		assertNotEquals("front", viewer.getStructuredSelection().getFirstElement());
	}

	@Test
	public void plusAndMinusZoomAndHomeFits() {
		show(MeshGraph.shop());
		double fitted = viewer.getZoom();
		press('+', '+');
		assertTrue(viewer.getZoom() > fitted);
		press(SWT.HOME, (char) 0);
		assertEquals(fitted, viewer.getZoom(), 1e-9);
	}

	@Test
	public void aWheelZoomsAtThePointer() {
		show(MeshGraph.shop());
		Point before = viewer.locationOf("redis").orElseThrow();
		Event wheel = new Event();
		wheel.x = before.x;
		wheel.y = before.y;
		wheel.count = 1;
		viewer.getControl().notifyListeners(SWT.MouseWheel, wheel);
		Point after = viewer.locationOf("redis").orElseThrow();
		assertTrue(Math.abs(before.x - after.x) <= 1 && Math.abs(before.y - after.y) <= 1);
	}

	@Test
	public void aSearchFindsNodesByAPartOfTheirNameWhateverTheCase() {
		show(MeshGraph.shop());
		assertEquals(List.of("orders", "orders-db"), viewer.search("ORDERS").stream().sorted().toList());
		assertEquals(List.of(), viewer.search(""));
	}

	@Test
	public void theSvgHasEveryNodeAsTextInANamedGroup() throws Exception {
		show(MeshGraph.shop());
		var bytes = new ByteArrayOutputStream();
		viewer.export().write(ExportFormat.SVG, ExportOptions.DEFAULT.withTitle("The shop"), bytes, new NullProgressMonitor());
		String svg = bytes.toString(StandardCharsets.UTF_8);
		DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes.toByteArray()));
		for (Object node : MeshGraph.shop().nodes) {
			assertTrue(node + " is missing", svg.contains(">" + node + "</text>"));
		}
		assertTrue(svg.contains("<title>The shop</title>"));
		assertTrue(svg.contains("<title>checkout to payments: 12/s   p95 3.2 ms</title>"));
	}

	@Test
	public void anSvgOfNamesThatXmlCannotHoldIsStillXml() throws Exception {
		show(new MeshGraph().node("<&\"\u0000\u0007\uD800 猫 😀", "]]>"));
		var bytes = new ByteArrayOutputStream();
		viewer.export().write(ExportFormat.SVG, ExportOptions.DEFAULT.withTitle("</title>"), bytes, new NullProgressMonitor());
		DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes.toByteArray()));
	}

	@Test
	public void providersThatMisbehaveAreReportedOnceAndHarmNothing() {
		MeshGraph graph = new MeshGraph() {
			@Override
			public Optional<?> container(Object node) {
				return switch (node.toString()) {
				case "throws" -> throw new IllegalStateException("boom");
				case "null" -> null;
				case "self" -> Optional.of("self");
				default -> super.container(node);
				};
			}
		};
		graph.node("throws", "").node("null", "").node("self", "").node("a", "b").node("b", "a").connect("a", "nowhere").connect("a", "b");
		show(graph);
		viewer.refresh();
		viewer.refresh();
		Waiting.laidOut(viewer);
		picture("misbehaving");
		assertTrue(problems.toString(), problems.stream().anyMatch(text -> text.contains("boom")));
		assertTrue(problems.toString(), problems.stream().anyMatch(text -> text.contains("hold itself")));
		assertTrue(problems.toString(), problems.stream().anyMatch(text -> text.contains("is no node")));
		assertEquals("each once", problems.size(), problems.stream().distinct().count());
	}

	@Test
	public void aNameOfTenThousandCharactersIsShortened() {
		show(new MeshGraph().node("x".repeat(10_000), "y".repeat(10_000)));
		picture("long-names");
		assertEquals(List.of(), problems);
	}

	@Test
	public void aGraphThatIsEmptiedWhileItIsLaidOutIsEmpty() {
		MeshGraph graph = MeshGraph.generated(200, 8, 3);
		graph.showIn(viewer);
		graph.nodes.clear();
		graph.connections.clear();
		viewer.setEmptyText("Nothing is observed.\nOpen a recording, or observe this machine.");
		viewer.refresh();
		Waiting.laidOut(viewer);
		picture("empty");
		assertEquals(List.of(), viewer.elements());
	}

	@Test
	public void aViewThatIsClosedWhileItIsLaidOutDoesNoHarm() {
		MeshGraph graph = MeshGraph.generated(200, 8, 3);
		graph.showIn(viewer);
		Windows.close(viewer);
		while (display.readAndDispatch()) {
			/* What the layout may have left to do. */
		}
		assertFalse(display.isDisposed());
	}
}
