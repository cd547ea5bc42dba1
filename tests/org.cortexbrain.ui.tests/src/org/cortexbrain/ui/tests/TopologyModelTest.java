package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Health;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Observation;
import org.cortexbrain.model.Rates;
import org.cortexbrain.model.Workload;
import org.cortexbrain.ui.internal.session.Snapshot;
import org.cortexbrain.ui.internal.topology.Link;
import org.cortexbrain.ui.internal.topology.TopologyModel;
import org.cortexbrain.ui.internal.topology.TopologyNode;
import org.junit.Test;

public class TopologyModelTest {
	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
	private static final Endpoint WEB_0 = new Endpoint.Pod("shop", "web-5d8f9c7b6d-bcdfg", "u0");
	private static final Endpoint WEB_1 = new Endpoint.Pod("shop", "web-5d8f9c7b6d-hjklm", "u1");
	private static final Endpoint REDIS = new Endpoint.Pod("data", "redis-0", "u2");
	private static final Endpoint OUTSIDE = new Endpoint.External("192.0.2.7");
	private static final TopologyNode WEB = new TopologyNode.Pods(Workload.of(WEB_0));

	private final TopologyModel model = new TopologyModel();

	private static Edge edge(Endpoint source, Endpoint target, int port, long opened, long refused) {
		var change = new Counters(opened, opened, 0, new Failures(refused, 0, 0, 0, 0, 0), 100 * opened, 200 * opened, 0, 0, 0,
				Log2Histogram.EMPTY, Log2Histogram.EMPTY);
		return new Edge(new Edge.Key(source, target, port),
				Optional.of(new Observation(change, Optional.of(new Rates(change, Duration.ofSeconds(1))))), Optional.empty());
	}

	private static Snapshot snapshot(Instant at, Map<Edge.Key, Health> health, Edge... edges) {
		Set<Endpoint> endpoints = new LinkedHashSet<>();
		for (Edge each : edges) {
			endpoints.add(each.key().source());
			endpoints.add(each.key().target());
		}
		return new Snapshot(new Mesh(at, new ArrayList<>(endpoints), List.of(edges), Map.of()), List.of(), health);
	}

	private void show(Edge... edges) {
		model.update(snapshot(START, Map.of(), edges));
	}

	@Test
	public void podsOfOneOwnerAreOneNodeInTheirNamespace() {
		show(edge(WEB_0, REDIS, 6379, 1, 0), edge(WEB_1, REDIS, 6379, 2, 0));
		assertEquals(Set.of(new TopologyNode.Namespace(Optional.empty(), "shop"), WEB, new TopologyNode.Namespace(Optional.empty(), "data"),
				new TopologyNode.Pods(Workload.of(REDIS))), model.nodes());
		assertEquals(Optional.of(new TopologyNode.Namespace(Optional.empty(), "shop")), model.containerOf(WEB));
	}

	@Test
	public void edgesBetweenTwoNodesAreOneLinkWithTheSumOfTheirTraffic() {
		show(edge(WEB_0, REDIS, 6379, 1, 0), edge(WEB_1, REDIS, 6380, 2, 0));
		assertEquals(1, model.links().size());
		TopologyModel.Flow flow = model.flow(model.links().iterator().next()).orElseThrow();
		assertEquals(2, flow.edges().size());
		assertEquals(3, flow.traffic().opened(), 1e-9);
		assertEquals(300, flow.traffic().bytesToTarget(), 1e-9);
		assertEquals(600, flow.traffic().bytesToSource(), 1e-9);
	}

	@Test
	public void anExpandedWorkloadHoldsItsPods() {
		show(edge(WEB_0, REDIS, 6379, 1, 0), edge(WEB_1, REDIS, 6379, 2, 0));
		model.setExpanded(WEB, true);
		var pod = new TopologyNode.Single(WEB_1);
		assertTrue(model.nodes().contains(pod));
		assertEquals(Optional.of(WEB), model.containerOf(pod));
		assertEquals(Optional.of(new Link(pod, new TopologyNode.Pods(Workload.of(REDIS)))),
				model.linkOf(new Edge.Key(WEB_1, REDIS, 6379)));
		assertEquals(2, model.links().size());
	}

	@Test
	public void aFoldedWorkloadIsAsBefore() {
		show(edge(WEB_0, REDIS, 6379, 1, 0));
		Set<TopologyNode> before = Set.copyOf(model.nodes());
		model.setExpanded(WEB, true);
		model.setExpanded(WEB, false);
		assertEquals(before, model.nodes());
	}

	@Test
	public void addressesOutsideAreOneNodeUntilTheyAreExpanded() {
		show(edge(WEB_0, OUTSIDE, 443, 1, 0), edge(WEB_0, new Endpoint.External("192.0.2.8"), 443, 1, 0));
		assertEquals(2, model.load(new TopologyNode.Outside(Optional.empty())).endpoints().size());
		assertFalse(model.nodes().contains(new TopologyNode.Single(OUTSIDE)));
		model.setExpanded(new TopologyNode.Outside(Optional.empty()), true);
		assertTrue(model.nodes().contains(new TopologyNode.Single(OUTSIDE)));
	}

	@Test
	public void theSameNamesInTwoClustersAreTwoOfEach() {
		show(edge(WEB_0.in("one"), REDIS.in("one"), 6379, 1, 0), edge(WEB_0.in("two"), OUTSIDE.in("two"), 443, 2, 0));
		var shopOne = new TopologyNode.Namespace(Optional.of("one"), "shop");
		var shopTwo = new TopologyNode.Namespace(Optional.of("two"), "shop");
		assertEquals(1, model.load(shopOne).outgoing().opened(), 1e-9);
		assertEquals(2, model.load(shopTwo).outgoing().opened(), 1e-9);
		assertEquals("one/shop", shopOne.name());
		assertEquals(Optional.of(shopTwo), TopologyModel.place("namespace", "two/shop"));
		assertEquals(Optional.of(new TopologyNode.Host(Optional.of("arn:aws:eks:1/two"), "n1")), TopologyModel.place("host", "arn:aws:eks:1/two/n1"));
	}

	@Test
	public void trafficToAServiceIsDrawnToTheWorkloadBehindIt() {
		var service = new Endpoint.Service(Optional.empty(), "data", "cache", "s0");
		Edge toService = edge(WEB_0, service, 6379, 3, 0);
		var mesh = new Mesh(START, List.of(WEB_0, service, REDIS), List.of(toService), Map.of(), Map.of(service.id(), Workload.of(REDIS)));
		model.update(new Snapshot(mesh, List.of(), Map.of()));
		var redis = new TopologyNode.Pods(Workload.of(REDIS));
		assertEquals(Optional.of(new Link(WEB, redis)), model.linkOf(toService.key()));
		assertEquals(3, model.load(redis).incoming().opened(), 1e-9);
	}

	@Test
	public void aServiceOfSeveralWorkloadsStandsInItsNamespace() {
		var service = new Endpoint.Service(Optional.empty(), "data", "cache", "s0");
		show(edge(WEB_0, service, 6379, 3, 0));
		assertEquals(Optional.of(new TopologyNode.Namespace(Optional.empty(), "data")), model.containerOf(new TopologyNode.Single(service)));
		assertTrue(model.nodes().contains(new TopologyNode.Single(service)));
	}

	@Test
	public void unitsStandOnTheirNode() {
		var unit = new Endpoint.Unit("alpha", "nginx.service");
		show(edge(unit, OUTSIDE, 443, 1, 0));
		assertEquals(Optional.of(new TopologyNode.Host(Optional.empty(), "alpha")), model.containerOf(new TopologyNode.Single(unit)));
		assertTrue(model.nodes().contains(new TopologyNode.Single(unit)));
	}

	@Test
	public void aNodeThatIsCalledIsJudgedByItsCallersAlone() {
		Edge in = edge(WEB_0, REDIS, 6379, 1, 0);
		Edge out = edge(REDIS, OUTSIDE, 443, 0, 5);
		var failing = new Health(Health.State.FAILING, "100 % of connections refused");
		model.update(snapshot(START, Map.of(in.key(), Health.HEALTHY, out.key(), failing), in, out));
		assertEquals(Health.HEALTHY, model.load(new TopologyNode.Pods(Workload.of(REDIS))).health().health());
		assertEquals(failing, model.load(new TopologyNode.Outside(Optional.empty())).health().health());
	}

	@Test
	public void anEdgeIsIdleOnlyAfterAMinuteWithoutTraffic() {
		model.setIdleShown(false);
		model.update(snapshot(START, Map.of(), edge(WEB_0, REDIS, 6379, 1, 0)));
		model.update(snapshot(START.plusSeconds(59), Map.of(), edge(WEB_0, REDIS, 6379, 0, 0)));
		assertEquals(1, model.links().size());
		model.update(snapshot(START.plusSeconds(60), Map.of(), edge(WEB_0, REDIS, 6379, 0, 0)));
		assertEquals(0, model.links().size());
		model.setIdleShown(true);
		assertEquals(1, model.links().size());
	}

	@Test
	public void nodesAreInTheOrderInWhichTheyWereFirstSeen() {
		show(edge(REDIS, OUTSIDE, 443, 1, 0), edge(WEB_0, REDIS, 6379, 1, 0));
		assertEquals(List.of("data", "redis", "External", "shop", "web"), model.nodes().stream().map(TopologyNode::name).toList());
	}

	@Test
	public void aTurnInWhichNothingChangedHasNothingToShow() {
		show(edge(WEB_0, REDIS, 6379, 1, 0));
		assertEquals(Optional.of(List.of()), model.take(model.prepare(snapshot(START.plusSeconds(1), Map.of(), edge(WEB_0, REDIS, 6379, 1, 0)))));
	}

	@Test
	public void aTurnInWhichOneEdgeChangedShowsThatEdgeAndWhatItTouches() {
		var other = new Endpoint.Pod("other", "lone-0", "u9");
		show(edge(WEB_0, REDIS, 6379, 1, 0), edge(other, OUTSIDE, 443, 5, 0));
		Set<Object> changed = Set.copyOf(
				model.take(model.prepare(snapshot(START.plusSeconds(1), Map.of(), edge(WEB_0, REDIS, 6379, 2, 0), edge(other, OUTSIDE, 443, 5, 0)))).orElseThrow());
		assertEquals(Set.<Object>of(new Link(WEB, new TopologyNode.Pods(Workload.of(REDIS))), WEB, new TopologyNode.Pods(Workload.of(REDIS)),
				new TopologyNode.Namespace(Optional.empty(), "shop"), new TopologyNode.Namespace(Optional.empty(), "data")), changed);
	}

	@Test
	public void aTurnInWhichANodeComesIsShownWhole() {
		show(edge(WEB_0, REDIS, 6379, 1, 0));
		assertEquals(Optional.empty(),
				model.take(model.prepare(snapshot(START, Map.of(), edge(WEB_0, REDIS, 6379, 1, 0), edge(WEB_0, OUTSIDE, 443, 1, 0)))));
	}

	@Test
	public void whatIsChosenWhileATurnIsPreparedIsInThatTurn() {
		show(edge(WEB_0, REDIS, 6379, 1, 0));
		TopologyModel.Prepared prepared = model.prepare(snapshot(START, Map.of(), edge(WEB_0, REDIS, 6379, 2, 0)));
		model.setExpanded(WEB, true);
		assertEquals("it is shown whole", Optional.empty(), model.take(prepared));
		assertTrue(model.nodes().contains(new TopologyNode.Single(WEB_0)));
		assertEquals(2, model.flow(model.links().iterator().next()).orElseThrow().traffic().opened(), 1e-9);
	}

	@Test
	public void whatWasExpandedInTheLastSessionIsExpandedWhenItComes() {
		model.expandAgain(Set.of(WEB.toString()));
		show(edge(WEB_0, REDIS, 6379, 1, 0));
		assertTrue(model.isExpanded(WEB));
		assertTrue(model.nodes().contains(new TopologyNode.Single(WEB_0)));
		model.setExpanded(WEB, false);
		show(edge(WEB_0, REDIS, 6379, 1, 0));
		assertFalse("once", model.nodes().contains(new TopologyNode.Single(WEB_0)));
	}
}
