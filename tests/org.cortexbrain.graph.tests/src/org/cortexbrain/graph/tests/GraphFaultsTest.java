package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.Sign;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Resource;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What goes wrong around a viewer harms nobody: no exception on any thread, nothing left behind. */
public class GraphFaultsTest {
	private static final int OPENINGS = 1_000;

	private final Display display = Display.getDefault();
	private final List<String> problems = new ArrayList<>();
	private final ConcurrentLinkedQueue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
	private Thread.UncaughtExceptionHandler handlerBefore;
	private Shell shell;

	@Before
	public void open() {
		handlerBefore = Thread.getDefaultUncaughtExceptionHandler();
		Thread.setDefaultUncaughtExceptionHandler((_, failure) -> uncaught.add(failure));
		shell = shell();
	}

	@After
	public void close() {
		shell.dispose();
		Thread.setDefaultUncaughtExceptionHandler(handlerBefore);
		assertEquals(List.of(), List.copyOf(uncaught));
	}

	private Shell shell() {
		var opened = new Shell(display);
		opened.setLayout(new FillLayout());
		opened.setSize(900, 600);
		opened.open();
		return opened;
	}

	private GraphViewer viewer(Shell parent, MeshGraph graph) {
		var viewer = new GraphViewer(parent, problems::add);
		parent.layout();
		viewer.setAnimated(false);
		graph.showIn(viewer);
		return viewer;
	}

	private void drain() {
		while (display.readAndDispatch()) {
			/* What was left to do. */
		}
	}

	private static int[] paints(Control control) {
		int[] paints = new int[1];
		control.addListener(SWT.Paint, _ -> paints[0]++);
		return paints;
	}

	@Test
	public void aViewThatIsClosedWhileItsPictureChangesDoesNoHarm() {
		for (int turns = 0; turns < 20; turns++) {
			Shell each = shell();
			GraphViewer viewer = viewer(each, MeshGraph.generated(80, 6, turns));
			Waiting.laidOut(viewer);
			for (int i = 0; i < turns; i++) {
				Event wheel = new Event();
				wheel.x = 400;
				wheel.y = 300;
				wheel.count = i % 3 == 0 ? -1 : 1;
				viewer.getControl().notifyListeners(SWT.MouseWheel, wheel);
				display.readAndDispatch();
			}
			each.dispose();
			drain();
		}
		assertEquals(List.of(), problems);
	}

	@Test
	public void aViewThatIsClosedByItsOwnPaintingDoesNoHarm() {
		Shell each = shell();
		GraphViewer viewer = viewer(each, MeshGraph.shop());
		Waiting.laidOut(viewer);
		viewer.getControl().addListener(SWT.Paint, _ -> display.asyncExec(each::dispose));
		viewer.getControl().redraw();
		Waiting.until("the window is gone", each::isDisposed);
		drain();
		assertEquals(List.of(), problems);
	}

	@Test
	public void aThousandUpdatesInOneTurnAreSeenInAFewPaints() {
		MeshGraph graph = MeshGraph.generated(100, 5, 1);
		GraphViewer viewer = viewer(shell, graph);
		Waiting.laidOut(viewer);
		drain();
		int[] paints = paints(viewer.getControl());
		byte[] before = pixels(viewer);
		for (int i = 0; i < 1_000; i++) {
			graph.sign("service-" + i % 100, i >= 900 ? Sign.FAILING : Sign.values()[i % Sign.values().length]);
			viewer.update("service-" + i % 100, null);
		}
		Waiting.until("they are painted", () -> paints[0] > 0);
		drain();
		assertTrue(paints[0] + " paints", paints[0] < 100);
		assertTrue("the picture shows them", !Arrays.equals(before, pixels(viewer)));
		assertEquals(List.of(), problems);
	}

	private static byte[] pixels(GraphViewer viewer) {
		Image image = viewer.snapshot();
		try {
			return image.getImageData().data;
		} finally {
			image.dispose();
		}
	}

	@Test
	public void namesOfTenThousandCharactersInAnyScriptArePainted() {
		var graph = new MeshGraph();
		for (String part : List.of("x", "أهلا وسهلا ", "שלום ", "漢字かな", "👩‍👩‍👧‍👦", "Z̴̛̤̝͑a̸͍͝l̵͉̈́g̶̻̎o̴͙͌", "\uD800", "\u202E", "\u0000\n\t", "ไทย", "हिन्दी")) {
			graph.node(part.repeat(10_000 / part.length()), "field " + part.repeat(10_000 / part.length()));
		}
		List<Object> leaves = new ArrayList<>(graph.nodes);
		leaves.removeAll(graph.containers.values());
		for (int i = 1; i < leaves.size(); i++) {
			graph.connect(leaves.get(i - 1).toString(), leaves.get(i).toString());
		}
		GraphViewer viewer = viewer(shell, graph);
		Waiting.laidOut(viewer);
		int[] paints = paints(viewer.getControl());
		for (GraphTheme theme : List.of(GraphTheme.LIGHT, GraphTheme.DARK)) {
			viewer.setTheme(theme);
			for (double zoom : new double[] { 0.1, 0.4, 1, 4 }) {
				int before = paints[0];
				viewer.setZoom(zoom);
				viewer.selectAndReveal(List.of(leaves.getFirst()));
				Waiting.until("it is painted at zoom " + zoom, () -> paints[0] > before);
			}
		}
		assertEquals(List.of(), problems);
	}

	@Test
	public void aGraphThatIsReplacedWhileItIsLaidOutShowsOnlyTheNewOne() {
		GraphViewer viewer = viewer(shell, MeshGraph.generated(200, 8, 3));
		MeshGraph shop = MeshGraph.shop();
		viewer.setContentProvider(shop);
		viewer.setStyleProvider(shop);
		viewer.setInput("another mesh");
		Waiting.laidOut(viewer);
		assertEquals(shop.nodes.size() + shop.connections.size(), viewer.elements().size());
		for (Object node : shop.nodes) {
			assertTrue(node + " has no place", viewer.locationOf(node).isPresent());
		}
		assertEquals(List.of(), problems);
	}

	@Test
	public void aThousandOpeningsLeaveNoResourceAndNoThreadBehind() {
		List<Error> leaked = Collections.synchronizedList(new ArrayList<>());
		Resource.setNonDisposeHandler(leaked::add);
		try {
			openAndClose(20);
			List<String> threadsBefore = threads();
			openAndClose(OPENINGS);
			/* One that is left on purpose: when it is told, the collector has seen the others, too. */
			leakOne();
			Waiting.until("the collector has told what was left", () -> {
				System.gc();
				return leaked.stream().anyMatch(GraphFaultsTest::isOnPurpose);
			});
			Waiting.until("no more threads are left than " + threadsBefore, () -> threads().size() <= threadsBefore.size());
		} finally {
			Resource.setNonDisposeHandler(null);
		}
		assertEquals(List.of(), leaked.stream().filter(each -> !isOnPurpose(each)).toList());
	}

	private void openAndClose(int times) {
		for (int i = 0; i < times; i++) {
			GraphViewer viewer = viewer(shell, MeshGraph.shop());
			int[] paints = paints(viewer.getControl());
			Waiting.laidOut(viewer);
			viewer.selectAndReveal(List.of("cart"));
			viewer.getControl().redraw();
			Waiting.until("it is painted", () -> paints[0] > 0);
			viewer.getControl().dispose();
		}
		drain();
	}

	/** All but those of the jobs' pool, which come and go. */
	private static List<String> threads() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> !name.startsWith("Worker-")).toList();
	}

	private void leakOne() {
		new Image(display, 1, 1).getImageData();
	}

	private static boolean isOnPurpose(Error allocation) {
		return Arrays.stream(allocation.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals("leakOne"));
	}
}
