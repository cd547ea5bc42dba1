package org.cortexbrain.telemetry.internal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.time.Duration;
import java.time.Instant;

import org.junit.Test;

public class NodeClockTest {
	private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

	private final NodeClock clock = new NodeClock();

	private Instant read(double elapsed, double received) {
		return clock.read(Duration.ofMillis((long) (elapsed * 1000)), at(received));
	}

	private static Instant at(double seconds) {
		return START.plusMillis((long) (seconds * 1000));
	}

	@Test
	public void aSampleThatCameLateIsReadAtItsOwnTime() {
		assertEquals(at(0.25), read(100, 0.25));
		assertEquals(at(1.25), read(101, 31));
	}

	@Test
	public void aFasterSampleCorrectsThoseAfterIt() {
		read(100, 5);
		assertEquals(at(1.25), read(101, 1.25));
		assertEquals(at(2.25), read(102, 9));
	}

	@Test
	public void noSampleIsOfATimeAfterItCame() {
		for (int i = 0; i < 2_000; i++) {
			double received = i + 1 + i % 7 * 0.3;
			assertFalse(read(100 + i, received).isAfter(at(received)));
		}
	}

	@Test
	public void aNodeThatStartsAnewIsMeasuredAnew() {
		read(100, 1);
		clock.begin();
		assertEquals(at(50), read(3, 50));
	}

	@Test
	public void clocksThatDriftApartAreFollowed() {
		/* The node's clock loses a second in a thousand: far more than a real one. */
		Instant when = START;
		for (int i = 0; i <= 7_200; i++) {
			when = read(100 + i * 0.999, i);
		}
		Duration behind = Duration.between(when, at(7_200));
		assertFalse("behind by " + behind, behind.compareTo(Duration.ofMillis(1_300)) > 0);
	}
}
