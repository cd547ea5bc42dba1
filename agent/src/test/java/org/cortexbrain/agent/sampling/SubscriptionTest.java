package org.cortexbrain.agent.sampling;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.Sample;
import org.junit.Test;

public class SubscriptionTest {
	private static final Message.Farewell FAREWELL = new Message.Farewell("slow_reader", "too slow");

	private final Subscription subscription = new Subscription(Duration.ofSeconds(2), Thread.currentThread());

	private static Sample sample(long sequence) {
		return new Sample("e", sequence, Instant.EPOCH, Duration.ofSeconds(sequence), false, List.of(), List.of(), List.of(), List.of());
	}

	@Test
	public void samplesAreTakenInTheirOrder() throws InterruptedException {
		subscription.give(sample(0));
		subscription.give(sample(1));
		assertEquals(sample(0), subscription.take());
		assertEquals(sample(1), subscription.take());
	}

	@Test
	public void aReaderThatTakesNothingKeepsNoMoreThanItsRoom() {
		int given = 0;
		while (subscription.hasRoom()) {
			subscription.give(sample(given++));
		}
		assertTrue("bounded: " + given, given <= 4);
	}

	@Test
	public void roomComesBackWhenASampleIsTaken() throws InterruptedException {
		while (subscription.hasRoom()) {
			subscription.give(sample(0));
		}
		subscription.take();
		assertTrue(subscription.hasRoom());
	}

	@Test
	public void theFarewellTakesThePlaceOfWhatStillWaits() throws InterruptedException {
		while (subscription.hasRoom()) {
			subscription.give(sample(0));
		}
		assertFalse(subscription.ended());
		subscription.end(FAREWELL);
		subscription.end(new Message.Farewell("stopping", "a second one is not told"));
		assertTrue(subscription.ended());
		assertEquals(FAREWELL, subscription.take());
	}

	@Test
	public void aSampleForWhichThereIsNoRoomIsAMistakeAndNotALoss() {
		assertThrows(IllegalStateException.class, () -> {
			for (int i = 0; i < 10; i++) {
				subscription.give(sample(i));
			}
		});
	}
}
