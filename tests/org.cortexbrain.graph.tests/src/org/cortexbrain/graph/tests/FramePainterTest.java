package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.ConnectionStyle;
import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.IconShape;
import org.cortexbrain.graph.NodeStyle;
import org.cortexbrain.graph.Sign;
import org.cortexbrain.graph.internal.frame.FramePainter;
import org.cortexbrain.graph.internal.frame.Look;
import org.cortexbrain.graph.internal.frame.View;
import org.cortexbrain.graph.internal.scene.DrawnEdge;
import org.cortexbrain.graph.internal.scene.DrawnNode;
import org.cortexbrain.graph.internal.scene.Picture;
import org.cortexbrain.graph.internal.scene.SceneIndex;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Display;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What is seen of pictures that are painted at once, and of those that take their time. */
public class FramePainterTest {
	private static final int WIDTH = 600;
	private static final int HEIGHT = 400;
	private static final long DEADLINE_NANOS = 20_000_000_000L;
	private static final View WHOLE = new View(0, 0, 0.2, WIDTH, HEIGHT);
	private static final Look LIGHT = new Look(GraphTheme.LIGHT, Set.of(), Set.of(), Set.of(), null);

	private final Display display = Display.getDefault();
	private final List<String> problems = new ArrayList<>();
	private FramePainter painter;
	private Image window;

	@Before
	public void open() {
		painter = new FramePainter(display, "Sans", 1, () -> {
		}, problems::add);
		window = new Image(display, WIDTH, HEIGHT);
	}

	@After
	public void close() {
		painter.dispose();
		window.dispose();
		assertEquals(List.of(), problems);
	}

	private static NodeStyle style(int i, Sign sign) {
		return new NodeStyle("pod-" + i, "", IconShape.NONE, sign, false, "");
	}

	/** So many cards in rows, and as many connections as wanted between any two of them. */
	private static Picture picture(int nodes, int edges) {
		var random = new Random(7);
		List<DrawnNode> cards = new ArrayList<>();
		for (int i = 0; i < nodes; i++) {
			cards.add(new DrawnNode("n" + i, style(i, Sign.HEALTHY), new Box(i % 14 * 200 + 20, i / 14 * 90 + 20, 164, 48), false, 0, false));
		}
		List<DrawnEdge> lines = new ArrayList<>();
		for (int i = 0; i < edges; i++) {
			DrawnNode from = cards.get(random.nextInt(nodes));
			DrawnNode to = cards.get(random.nextInt(nodes));
			Box a = from.box();
			Box b = to.box();
			double[] curve = { a.centerX(), a.centerY(), a.centerX() + 20, a.centerY(), b.centerX() - 20, b.centerY(), b.centerX(), b.centerY() };
			lines.add(new DrawnEdge("e" + i, new ConnectionStyle(1, Sign.HEALTHY, "", ""), from, to, curve, a.union(b).grow(40)));
		}
		return Picture.of(List.of(), cards, lines);
	}

	private boolean show(Picture picture, View view) {
		GC gc = new GC(window);
		try {
			return painter.show(gc, picture, view, LIGHT);
		} finally {
			gc.dispose();
		}
	}

	private void showUntilItIsAsItIs(Picture picture, View view) {
		long deadline = System.nanoTime() + DEADLINE_NANOS;
		while (!show(picture, view)) {
			assertTrue("shown within 20 s", System.nanoTime() < deadline);
			if (!display.readAndDispatch()) {
				Thread.onSpinWait();
			}
		}
	}

	private byte[] pixels() {
		return window.getImageData().data;
	}

	@Test
	public void aSmallPictureIsShownAtOnce() {
		assertTrue(show(picture(70, 100), WHOLE));
	}

	@Test
	public void aLargePictureIsShownLaterAndLooksAsIfPaintedAtOnce() {
		Picture picture = picture(280, 4_000);
		assertFalse("not at once", show(picture, WHOLE));
		showUntilItIsAsItIs(picture, WHOLE);
		byte[] later = pixels();
		GC gc = new GC(window);
		painter.showNow(gc, picture, WHOLE, LIGHT);
		gc.dispose();
		byte[] atOnce = pixels();
		int far = 0;
		for (int i = 0; i < later.length; i++) {
			/* The margin beside the window shifts what Skia rounds. */
			far += Math.abs((later[i] & 0xff) - (atOnce[i] & 0xff)) > 24 ? 1 : 0;
		}
		assertTrue(far + " of " + later.length + " differ", far < later.length / 200);
	}

	@Test
	public void aNodeOfALargePictureThatChangesIsShownAtOnce() {
		Picture before = picture(280, 4_000);
		showUntilItIsAsItIs(before, WHOLE);
		List<DrawnNode> cards = new ArrayList<>(before.cards());
		DrawnNode old = cards.get(100);
		cards.set(100, new DrawnNode(old.element(), style(100, Sign.FAILING), old.box(), false, 0, false));
		show(Picture.of(List.of(), cards, before.edges()), WHOLE);
		int bar = window.getImageData().getPixel((int) WHOLE.x(old.box().x() + 3), (int) WHOLE.y(old.box().centerY()));
		var seen = window.getImageData().palette.getRGB(bar);
		assertTrue("red at the card's edge: " + seen, seen.red > 180 && seen.green < 140);
	}

	/** The same with one node elsewhere, in red. */
	private static Picture moved(Picture picture, int node, double dx, double dy) {
		List<DrawnNode> cards = new ArrayList<>(picture.cards());
		DrawnNode old = cards.get(node);
		cards.set(node, new DrawnNode(old.element(), style(node, Sign.FAILING), old.box().moved(dx, dy), false, 0, false));
		return Picture.of(List.of(), cards, picture.edges());
	}

	private boolean isRedAt(Box card) {
		ImageData data = window.getImageData();
		RGB seen = data.palette.getRGB(data.getPixel((int) WHOLE.x(card.x() + 3), (int) WHOLE.y(card.centerY())));
		return seen.red > 180 && seen.green < 140;
	}

	@Test
	public void aNodeInSomebodysHandIsSeenWhereItIsAtOnceAndNoLongerWhereItWasWhileItMoves() {
		Picture before = moved(picture(280, 4_000), 100, 0, 0);
		showUntilItIsAsItIs(before, WHOLE);
		Box from = before.cards().get(100).box();
		assertTrue(isRedAt(from));
		long deadline = System.nanoTime() + DEADLINE_NANOS;
		Picture now = before;
		for (int step = 0; isRedAt(from); step++) {
			assertTrue("it is still seen where it was", System.nanoTime() < deadline);
			/* By whole pixels: its red edge is one wide. */
			now = moved(before, 100, 30 + step % 8 / WHOLE.zoom(), 60);
			assertFalse("all is not painted together yet", show(now, WHOLE));
			assertTrue("it is seen where it is", isRedAt(now.cards().get(100).box()));
			while (display.readAndDispatch()) {
				Thread.onSpinWait();
			}
		}
		showUntilItIsAsItIs(now, WHOLE);
		assertTrue(isRedAt(now.cards().get(100).box()));
		assertFalse(isRedAt(from));
	}

	@Test
	public void aLargePictureThatIsMovedIsShownWhereItBelongsUntilItIsPaintedAnew() {
		Picture picture = picture(280, 4_000);
		showUntilItIsAsItIs(picture, WHOLE);
		byte[] before = pixels();
		View moved = new View(50 / WHOLE.zoom(), 0, WHOLE.zoom(), WIDTH, HEIGHT);
		show(picture, moved);
		int row = 200 * window.getImageData().bytesPerLine;
		byte[] now = pixels();
		int pixel = window.getImageData().depth / 8;
		for (int x = 0; x < WIDTH - 50; x++) {
			assertEquals("x " + x, before[row + (x + 50) * pixel], now[row + x * pixel]);
		}
	}

	@Test
	public void aPainterMayBeDisposedOfWhileItPaints() {
		var other = new FramePainter(display, "Sans", 1, () -> {
		}, problems::add);
		GC gc = new GC(window);
		other.show(gc, picture(280, 20_000), WHOLE, LIGHT);
		gc.dispose();
		other.dispose();
		while (display.readAndDispatch()) {
			Thread.onSpinWait();
		}
	}

	@Test
	public void theIndexFindsWhatLookingAtAllFinds() {
		Picture picture = picture(280, 500);
		var index = new SceneIndex(picture);
		var random = new Random(11);
		int found = 0;
		for (int i = 0; i < 2_000; i++) {
			double x = random.nextDouble() * 2_900;
			double y = random.nextDouble() * 1_900;
			var expected = picture.cards().stream().filter(node -> node.box().contains(x, y)).findFirst();
			assertEquals(expected, index.nodeAt(x, y));
			found += expected.isPresent() ? 1 : 0;
		}
		assertTrue("some places are on nodes: " + found, found > 300);
	}

	@Test
	public void theIndexFindsAConnectionByAnyPlaceOnIt() {
		Picture picture = picture(40, 1);
		double[] curve = picture.edges().getFirst().curve();
		var index = new SceneIndex(picture);
		for (int i = 0; i <= 100; i++) {
			double[] at = org.cortexbrain.graph.internal.scene.SceneEdge.at(curve, i / 100.0);
			assertTrue("at " + i, index.edgeAt(at[0] + 2, at[1] + 2, 6).isPresent());
		}
	}
}
