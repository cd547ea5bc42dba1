package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;

import java.util.OptionalDouble;

import org.cortexbrain.ui.internal.look.Numbers;
import org.junit.Test;

public class NumbersTest {
	private static String plain(String text) {
		return text.replace('\u00A0', ' ');
	}

	private static String rate(double value) {
		return plain(Numbers.perSecond(OptionalDouble.of(value)));
	}

	@Test
	public void oneThingIsNoPlural() {
		assertEquals("1\u00A0edge", Numbers.counted(1, "edge"));
		assertEquals("0\u00A0edges", Numbers.counted(0, "edge"));
		assertEquals("1\u00A0234\u00A0edges", Numbers.counted(1234, "edge"));
	}

	@Test
	public void ratesHaveThreeFigures() {
		assertEquals("0.42/s", rate(0.42));
		assertEquals("12.3/s", rate(12.34));
		assertEquals("120/s", rate(120.4));
		assertEquals("1.25 k/s", rate(1250));
	}

	@Test
	public void roundingNeverMakesAFourthFigure() {
		assertEquals("1.00 k/s", rate(999.7));
		assertEquals("10.0/s", rate(9.996));
		assertEquals("1.00 ms", plain(Numbers.latency(OptionalDouble.of(999.6))));
	}

	@Test
	public void bytesAreBinary() {
		assertEquals("512 B", plain(Numbers.bytes(512)));
		assertEquals("1.50 KiB", plain(Numbers.bytes(1536)));
		assertEquals("1.00 GiB", plain(Numbers.bytes(1L << 30)));
	}

	@Test
	public void whatIsNotKnownIsNoZero() {
		assertEquals("\u2013", Numbers.perSecond(OptionalDouble.empty()));
		assertEquals("\u2013", Numbers.latency(OptionalDouble.empty()));
		assertEquals("0/s", rate(0));
	}

	@Test
	public void largeCountsAreGrouped() {
		assertEquals("1 234 567", plain(Numbers.count(1_234_567)));
	}
}
