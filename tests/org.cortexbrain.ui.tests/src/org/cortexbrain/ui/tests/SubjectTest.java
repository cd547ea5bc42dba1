package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.GroupHealth;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Observation;
import org.cortexbrain.model.Rates;
import org.cortexbrain.ui.internal.inspector.Subject;
import org.cortexbrain.ui.internal.look.Numbers;
import org.cortexbrain.ui.internal.session.Snapshot;
import org.cortexbrain.ui.internal.topology.TopologyNode;
import org.junit.Test;

/** What the inspector tells of traffic through a service. */
public class SubjectTest {
	private static final Endpoint CART = new Endpoint.Pod("shop", "cart-0", "u0").in("kind");
	private static final Endpoint WEB_1 = new Endpoint.Pod("shop", "web-1", "u1").in("kind");
	private static final Endpoint WEB_2 = new Endpoint.Pod("shop", "web-2", "u2").in("kind");
	private static final Endpoint WEB = new Endpoint.Service(Optional.of("kind"), "shop", "web", "s0");
	private static final Edge EDGE = new Edge(new Edge.Key(CART, WEB, 80), Optional.of(seen(5)), Optional.of(seen(5)), Map.of(WEB_2, seen(3), WEB_1, seen(2)));
	private static final Snapshot SNAPSHOT = new Snapshot(new Mesh(Instant.EPOCH, List.of(CART, WEB, WEB_1, WEB_2), List.of(EDGE), Map.of()), List.of(), Map.of());

	private static Observation seen(long opened) {
		var change = new Counters(opened, opened, 0, Failures.NONE, 1, 1, 0, 0, 0, Log2Histogram.EMPTY, Log2Histogram.EMPTY);
		return new Observation(change.plus(change), Optional.of(new Rates(change, Duration.ofSeconds(1))));
	}

	private static String opened(double rate, long total) {
		return Numbers.perSecond(OptionalDouble.of(rate)) + "  (" + Numbers.count(total) + " in all)";
	}

	@Test
	public void anEdgeToAServiceTellsWhichPodsServed() {
		assertEquals(List.of(new Subject.Line("web-1", opened(2, 4)), new Subject.Line("web-2", opened(3, 6))),
				Subject.of(SNAPSHOT, EDGE).groups().get("Served by"));
	}

	@Test
	public void anyOtherEdgeDoesNot() {
		var plain = new Edge(new Edge.Key(CART, WEB_1, 80), Optional.of(seen(5)), Optional.empty());
		assertFalse(Subject.of(SNAPSHOT, plain).groups().containsKey("Served by"));
	}

	@Test
	public void aPodTellsWhatComesToItThroughServices() {
		Subject pod = Subject.of(SNAPSHOT, new TopologyNode.Single(WEB_2), List.of(WEB_2), GroupHealth.NONE);
		assertEquals(List.of(new Subject.Line("cart-0 : web", opened(3, 6))), pod.groups().get("Through services, as its node saw it"));
	}

	@Test
	public void whoHoldsTheServiceItselfTellsItAsIncoming() {
		Subject all = Subject.of(SNAPSHOT, new TopologyNode.Namespace(Optional.of("kind"), "shop"), List.of(WEB, WEB_1, WEB_2), GroupHealth.NONE);
		assertFalse(all.groups().containsKey("Through services, as its node saw it"));
	}
}
