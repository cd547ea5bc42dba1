package org.cortexbrain.telemetry.internal;

import static org.junit.Assert.assertEquals;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.cluster.ClusterNews;
import org.cortexbrain.cluster.ClusterObject;
import org.cortexbrain.cluster.ClusterObject.Kind;
import org.cortexbrain.cluster.ClusterObject.Owner;
import org.junit.Test;

public class ClusterLineTest {
	private static final Instant THEN = Instant.parse("2026-11-24T04:00:00.123456789Z");
	private static final List<InetAddress> ADDRESSES = List.of(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("2001:db8::1"));

	private static ClusterNews changed(ClusterObject object) {
		return new ClusterNews.Changed(object, THEN, THEN.plusNanos(1));
	}

	@Test
	public void everyNewsIsReadAsItWasWritten() throws Exception {
		var owner = Optional.of(new Owner("ReplicaSet", "web-7d", "uid-rs"));
		var line = new ClusterLine("prod \"eu\"\n", List.of(0, 7), List.of(
				changed(new ClusterObject.Pod("uid-1", "shop", "web-1", THEN, Optional.of("n1"), ADDRESSES, true, false, owner)),
				changed(new ClusterObject.Pod("uid-2", "shop", "web-2", THEN, Optional.empty(), List.of(), false, true, Optional.empty())),
				changed(new ClusterObject.Service("uid-s", "shop", "web", THEN, ADDRESSES, List.of(new ClusterObject.ServicePort("", 80, 30080)))),
				changed(new ClusterObject.Slice("uid-sl", "shop", "web", List.of(new ClusterObject.Backend(ADDRESSES.getFirst(), Optional.of("uid-1")),
						new ClusterObject.Backend(ADDRESSES.getLast(), Optional.empty())), List.of(new ClusterObject.BackendPort("http", 8080)))),
				changed(new ClusterObject.Node("uid-n", "n1", THEN, ADDRESSES)),
				changed(new ClusterObject.Controller(Kind.REPLICA_SET, "uid-rs", "shop", "web-7d", Optional.of(new Owner("Deployment", "web", "uid-d")))),
				changed(new ClusterObject.Controller(Kind.JOB, "uid-j", "shop", "once", Optional.empty())),
				new ClusterNews.Gone(Kind.POD, "uid-1", THEN, THEN), new ClusterNews.Known(Kind.ENDPOINT_SLICE), new ClusterNews.Late(Kind.NODE),
				new ClusterNews.Silent(THEN), new ClusterNews.Current()));
		assertEquals(line, ClusterLine.of(line.toJson()));
	}

	@Test
	public void whatANewerVersionTellsIsLeftOut() throws Exception {
		String newer = """
				{"cluster":"c","streams":[1],"color":"blue","news":[{"is":"renamed","to":"d"},{"is":"changed","kind":"gateway","uid":"u"},
				{"is":"known","kind":"pod","by":{"whom":["x"]}}]}
				""";
		assertEquals(new ClusterLine("c", List.of(1), List.of(new ClusterNews.Known(Kind.POD))), ClusterLine.of(newer.getBytes(StandardCharsets.UTF_8)));
	}
}
