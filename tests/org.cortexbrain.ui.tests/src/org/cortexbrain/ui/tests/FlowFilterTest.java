package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Health;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Observation;
import org.cortexbrain.ui.internal.flows.FlowFilter;
import org.cortexbrain.ui.internal.flows.FlowColumn;
import org.cortexbrain.ui.internal.flows.FlowRow;
import org.cortexbrain.ui.internal.flows.FlowRows;
import org.cortexbrain.ui.internal.session.Snapshot;
import org.cortexbrain.ui.internal.session.Traffic;
import org.junit.Test;

public class FlowFilterTest {
	private static final Endpoint WEB = new Endpoint.Pod("shop", "web-0", "u0");
	private static final Endpoint REDIS = new Endpoint.Pod("data", "redis-0", "u1");
	private static final Edge TO_REDIS = edge(WEB, REDIS, 6379);
	private static final FlowRow ROW = new FlowRow(TO_REDIS, Traffic.of(TO_REDIS), new Health(Health.State.FAILING, "12 % of connections refused"));

	private static Edge edge(Endpoint source, Endpoint target, int port) {
		return new Edge(new Edge.Key(source, target, port), Optional.of(new Observation(Counters.ZERO, Optional.empty())), Optional.empty());
	}

	private static boolean passes(String filter) {
		return new FlowFilter(filter).test(ROW);
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
	public void rowsKeepTheirPlaceWhenNewOnesCome() {
		var rows = new FlowRows();
		Edge first = edge(WEB, REDIS, 1);
		Edge second = edge(WEB, REDIS, 2);
		Edge third = edge(WEB, REDIS, 3);
		rows.setOrder(FlowColumn.PORT, true);
		rows.update(FlowRows.of(new Snapshot(new Mesh(java.time.Instant.EPOCH, List.of(WEB, REDIS), List.of(first, second), Map.of()), List.of(), Map.of())));
		rows.sort();
		rows.update(FlowRows.of(new Snapshot(new Mesh(java.time.Instant.EPOCH, List.of(WEB, REDIS), List.of(first, second, third), Map.of()), List.of(), Map.of())));
		assertEquals(0, rows.indexOf(second.key()));
		assertEquals(1, rows.indexOf(first.key()));
		assertEquals(2, rows.indexOf(third.key()));
		rows.sort();
		assertEquals(0, rows.indexOf(third.key()));
	}

	@Test
	public void unknownRatesAreNotCopiedAsZero() {
		String text = FlowRows.asTable(List.of(ROW));
		String[] fields = text.lines().toList().get(1).split("\t");
		assertEquals("", fields[FlowColumn.OPENED.ordinal()]);
		assertEquals("6379", fields[FlowColumn.PORT.ordinal()]);
	}
}
