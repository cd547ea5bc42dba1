package org.cortexbrain.model;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Optional;

import org.junit.Test;

public class EdgeFilterTest {
	private static final Endpoint WEB = new Endpoint.Pod("shop", "web-0", "u0");
	private static final Endpoint REDIS = new Endpoint.Pod("data", "redis-0", "u1");
	private static final Edge TO_REDIS = new Edge(new Edge.Key(WEB, REDIS, 6379), Optional.of(new Observation(Counters.ZERO, Optional.empty())),
			Optional.empty());
	private static final Health FAILING = new Health(Health.State.FAILING, "12 % of connections refused");

	private static boolean passes(String filter) {
		return new EdgeFilter(filter).test(TO_REDIS, FAILING);
	}

	@Test
	public void anEmptyFilterPassesEverything() {
		assertTrue(passes("  "));
	}

	@Test
	public void aWordIsAPartOfOneOfBothNames() {
		assertTrue(passes("WEB"));
		assertTrue(passes("edis"));
		assertFalse(passes("nginx"));
	}

	@Test
	public void aNamespaceIsNamedInFull() {
		assertTrue(passes("ns:shop"));
		assertTrue(passes("ns:data"));
		assertFalse(passes("ns:sho"));
	}

	@Test
	public void aPortIsNamedInFull() {
		assertTrue(passes("port:6379"));
		assertFalse(passes("port:637"));
	}

	@Test
	public void fromAndToLookAtOneEnd() {
		assertTrue(passes("from:web to:redis"));
		assertFalse(passes("from:redis"));
	}

	@Test
	public void aStateIsAWord() {
		assertTrue(passes("failing"));
		assertFalse(passes("idle"));
	}

	@Test
	public void allWordsMustApply() {
		assertTrue(passes("ns:shop port:6379 failing"));
		assertFalse(passes("ns:shop port:80 failing"));
	}

	@Test
	public void whatDoesNothingIsIdle() {
		assertTrue(new EdgeFilter("idle").test(TO_REDIS, Health.UNKNOWN));
	}
}
