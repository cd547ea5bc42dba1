package org.cortexbrain.model;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.cortexbrain.model.Health.State;
import org.cortexbrain.model.Health.Thresholds;
import org.junit.Test;

public class GroupHealthTest {
	private static final Endpoint A = new Endpoint.Pod("shop", "a-0", "a0");
	private static final Endpoint B = new Endpoint.Pod("shop", "b-0", "b0");
	private static final Function<Edge, Health> ASSESS = edge -> EdgeHealth.assess(edge, Thresholds.DEFAULT);

	private static Edge edge(Endpoint source, Endpoint target, int port, long opened, long refused) {
		var change = new Counters(opened, opened, 0, new Failures(refused, 0, 0, 0, 0, 0), 100, 100, 0, 0, 0, Log2Histogram.EMPTY,
				Log2Histogram.EMPTY);
		return new Edge(new Edge.Key(source, target, port),
				Optional.of(new Observation(change, Optional.of(new Rates(change, Duration.ofSeconds(1))))), Optional.empty());
	}

	@Test
	public void severalEdgesAreAsIllAsTheWorstWhichIsNamed() {
		Edge worst = edge(A, B, 81, 0, 3);
		GroupHealth group = GroupHealth.of(List.of(edge(A, B, 80, 97, 3), worst, edge(A, B, 82, 5, 0)), ASSESS);
		assertEquals(new Health(State.FAILING, "100 % of connections refused"), group.health());
		assertEquals(Optional.of(worst.key()), group.worst());
		assertEquals(3, group.edges());
		assertTrue("the reason is not that of the sum", group.isOfOneAmongOthers());
	}

	@Test
	public void ofEquallyBadEdgesTheOneWithMostFailuresIsTheWorst() {
		Edge most = edge(A, B, 81, 20, 80);
		assertEquals(Optional.of(most.key()), GroupHealth.of(List.of(edge(A, B, 80, 0, 3), most, edge(A, B, 82, 0, 5)), ASSESS).worst());
	}

	@Test
	public void theReasonOfTheOnlyEdgeAndTheHealthOfGoodOnesNeedNoName() {
		assertFalse(GroupHealth.of(List.of(edge(A, B, 80, 0, 3)), ASSESS).isOfOneAmongOthers());
		assertFalse(GroupHealth.of(List.of(edge(A, B, 80, 5, 0), edge(A, B, 81, 5, 0)), ASSESS).isOfOneAmongOthers());
	}

	@Test
	public void aClientOfAFailingServerIsNotIll() {
		Edge failing = edge(A, B, 80, 0, 3);
		Edge good = edge(B, A, 80, 5, 0);
		assertEquals(State.HEALTHY, GroupHealth.ofNode(List.of(good), List.of(failing), ASSESS).health().state());
		assertEquals(State.FAILING, GroupHealth.ofNode(List.of(failing), List.of(good), ASSESS).health().state());
	}

	@Test
	public void whatOnlyCallsIsJudgedByItsCalls() {
		assertEquals(State.FAILING, GroupHealth.ofNode(List.of(), List.of(edge(A, B, 80, 0, 3)), ASSESS).health().state());
	}

	@Test
	public void withoutAnEdgeNothingIsKnown() {
		assertEquals(GroupHealth.NONE, GroupHealth.of(List.of(), ASSESS));
	}
}
