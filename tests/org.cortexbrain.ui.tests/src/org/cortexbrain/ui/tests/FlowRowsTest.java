package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Health;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Observation;
import org.cortexbrain.ui.internal.flows.FlowColumn;
import org.cortexbrain.ui.internal.flows.FlowRow;
import org.cortexbrain.ui.internal.flows.FlowRows;
import org.cortexbrain.ui.internal.session.Snapshot;
import org.cortexbrain.ui.internal.session.Traffic;
import org.junit.Test;

public class FlowRowsTest {
	private static final Endpoint WEB = new Endpoint.Pod("shop", "web-0", "u0");
	private static final Endpoint REDIS = new Endpoint.Pod("data", "redis-0", "u1");
	private static final Edge TO_REDIS = edge(WEB, REDIS, 6379);
	private static final FlowRow ROW = new FlowRow(TO_REDIS, Traffic.of(TO_REDIS), new Health(Health.State.FAILING, "12 % of connections refused"));

	private static Edge edge(Endpoint source, Endpoint target, int port) {
		return new Edge(new Edge.Key(source, target, port), Optional.of(new Observation(Counters.ZERO, Optional.empty())), Optional.empty());
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
