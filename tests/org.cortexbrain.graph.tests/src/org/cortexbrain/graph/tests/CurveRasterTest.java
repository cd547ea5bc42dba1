package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Random;

import org.cortexbrain.graph.internal.paint.CurveRaster;
import org.junit.Test;

import io.github.humbleui.skija.Canvas;
import io.github.humbleui.skija.ColorAlphaType;
import io.github.humbleui.skija.ColorType;
import io.github.humbleui.skija.ImageInfo;
import io.github.humbleui.skija.Paint;
import io.github.humbleui.skija.PaintMode;
import io.github.humbleui.skija.PathBuilder;
import io.github.humbleui.skija.Pixmap;
import io.github.humbleui.skija.Surface;

/** Curves that are drawn without Skia, beside the same ones by Skia. */
public class CurveRasterTest {
	private static final int WIDTH = 300;
	private static final int HEIGHT = 200;
	/** Of the ink: edges are smoothed otherwise, which is much of a line of one pixel. A curve elsewhere would be 2. */
	private static final double MOST_APART = 0.2;
	private static final int WHITE = 0xffffffff;
	private static final int BLACK = 0xff000000;

	private final int[] memory = new int[WIDTH * HEIGHT];
	private final CurveRaster raster = new CurveRaster(IntBuffer.wrap(memory), WIDTH, HEIGHT);

	public CurveRasterTest() {
		Arrays.fill(memory, WHITE);
	}

	private static double[] line(double fromX, double fromY, double toX, double toY) {
		return new double[] { fromX, fromY, fromX + (toX - fromX) / 3, fromY + (toY - fromY) / 3, toX - (toX - fromX) / 3, toY - (toY - fromY) / 3, toX, toY };
	}

	private int at(int x, int y) {
		return memory[y * WIDTH + x];
	}

	@Test
	public void aLineFillsThePixelsThatItCovers() {
		raster.curve(line(10, 20, 110, 20), BLACK, 2);
		assertEquals(BLACK, at(50, 19));
		assertEquals(BLACK, at(50, 20));
		assertEquals(WHITE, at(50, 18));
		assertEquals(WHITE, at(50, 21));
		assertEquals("100 pixels long, 2 wide", 200, Arrays.stream(memory).filter(pixel -> pixel != WHITE).count());
	}

	@Test
	public void aPixelThatIsCoveredByHalfIsHalfThere() {
		raster.curve(line(10, 20.5, 110, 20.5), BLACK, 2);
		assertEquals(BLACK, at(50, 20));
		assertEquals(0x80, at(50, 19) & 0xff, 2);
		assertEquals(0x80, at(50, 21) & 0xff, 2);
	}

	@Test
	public void whatLiesOutsideIsLeftOutAndHarmsNothing() {
		raster.curve(line(-500, -10, 900, -10), BLACK, 3);
		raster.curve(line(400, -500, 400, 900), BLACK, 3);
		raster.curve(new double[] { -1e6, -1e6, 1e6, -1e6, 1e6, -2e6, -1e6, -2e6 }, BLACK, 8);
		assertTrue(Arrays.stream(memory).allMatch(pixel -> pixel == WHITE));
	}

	@Test
	public void aCurveInBandsIsTheCurveInOne() {
		double[] curve = { -20, 10, 200, 40, 40, 150, 320, 190 };
		raster.curve(curve, BLACK, 2.5);
		int[] whole = memory.clone();
		int[] bands = new int[WIDTH * HEIGHT];
		for (int top = 0; top < HEIGHT; top += 50) {
			int[] band = new int[WIDTH * 50];
			Arrays.fill(band, WHITE);
			double[] moved = curve.clone();
			for (int i = 1; i < moved.length; i += 2) {
				moved[i] -= top;
			}
			new CurveRaster(IntBuffer.wrap(band), WIDTH, 50).curve(moved, BLACK, 2.5);
			System.arraycopy(band, 0, bands, top * WIDTH, band.length);
		}
		assertArrayEquals("seams cannot be seen", whole, bands);
	}

	@Test
	public void curvesLookLikeSkias() {
		var random = new Random(7);
		for (int i = 0; i < 40; i++) {
			double[] curve = random.doubles(8, -50, 320).toArray();
			double thickness = 1 + random.nextDouble() * 5;
			Arrays.fill(memory, WHITE);
			raster.curve(curve, BLACK, thickness);
			int[] skia = skia(curve, thickness);
			double apart = 0;
			double ink = 0;
			for (int pixel = 0; pixel < memory.length; pixel++) {
				apart += Math.abs((memory[pixel] & 0xff) - (skia[pixel] & 0xff));
				ink += 255 - (skia[pixel] & 0xff);
			}
			assertTrue("curve " + i + " of " + thickness + ": " + apart / ink, ink == 0 || apart / ink < MOST_APART);
		}
	}

	private static int[] skia(double[] c, double thickness) {
		ByteBuffer bytes = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 4).order(ByteOrder.LITTLE_ENDIAN);
		try (var pixmap = Pixmap.make(new ImageInfo(WIDTH, HEIGHT, ColorType.BGRA_8888, ColorAlphaType.OPAQUE), bytes, WIDTH * 4);
				var surface = Surface.makeRasterDirect(pixmap);
				var paint = new Paint().setColor(BLACK).setMode(PaintMode.STROKE).setStrokeWidth((float) thickness).setAntiAlias(true);
				var path = new PathBuilder()) {
			Canvas canvas = surface.getCanvas();
			canvas.clear(WHITE);
			path.moveTo((float) c[0], (float) c[1]).cubicTo((float) c[2], (float) c[3], (float) c[4], (float) c[5], (float) c[6], (float) c[7]);
			try (var built = path.build()) {
				canvas.drawPath(built, paint);
			}
		}
		int[] pixels = new int[WIDTH * HEIGHT];
		bytes.asIntBuffer().get(pixels);
		return pixels;
	}
}
