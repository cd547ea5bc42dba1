package org.cortexbrain.ui.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.Party;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.telemetry.RecordingWriter;

/**
 * Many pods that call one: caller-1 opens 1 connection a second to port 80 of hub-0, caller-2 opens 2 and so on. Of one caller's connections
 * as many again are refused.
 */
final class CrowdMesh {
	static final int CALLERS = 100;
	/** Its share of refused connections is one half. */
	static final int REFUSED_CALLER = 7;
	static final String HUB = "hub-0";

	private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
	private static final InetAddress HUB_ADDRESS = InetAddress.ofLiteral("10.1.0.1");

	private CrowdMesh() {
	}

	/** Writes a recording of so many seconds. */
	static Path record(Path file, int seconds) {
		try (var writer = RecordingWriter.create(file, true)) {
			writer.hello("crowd", ShopMesh.node());
			for (int second = 1; second <= seconds; second++) {
				writer.sample("crowd", sample(second));
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		return file;
	}

	private static Sample sample(int second) {
		List<Party> parties = new ArrayList<>();
		List<Flow> flows = new ArrayList<>();
		if (second == 1) {
			parties.add(pod(1, HUB));
		}
		for (int i = 1; i <= CALLERS; i++) {
			if (second == 1) {
				parties.add(pod(100 + i, "caller-" + i));
			}
			InetAddress address = InetAddress.ofLiteral("10.2." + i / 200 + "." + i % 200);
			long opened = (long) i * second;
			var failures = new Failures(i == REFUSED_CALLER ? opened : 0, 0, 0, 0, 0, 0);
			flows.add(flow(100 + i, Role.CLIENT, address, HUB_ADDRESS, new Counters(opened, opened, 0, failures, opened, 0, 0, 0, 0, Log2Histogram.EMPTY,
					Log2Histogram.EMPTY)));
			flows.add(flow(1, Role.SERVER, HUB_ADDRESS, address, new Counters(opened, opened, 0, Failures.NONE, 0, opened, 0, 0, 0,
					Log2Histogram.EMPTY, Log2Histogram.EMPTY)));
		}
		return new Sample("crowd-1", second - 1, START.plusSeconds(second), Duration.ofSeconds(second), second == 1, parties, flows, List.of(),
				List.of());
	}

	private static Party pod(long cgroup, String name) {
		return new Party(cgroup, new Endpoint.Pod("crowd", name, "uid-" + name), Optional.empty(), true);
	}

	private static Flow flow(long cgroup, Role role, InetAddress local, InetAddress remote, Counters counters) {
		return new Flow(new FlowKey(cgroup, 4026531840L, role, local, Optional.of(remote), 80), counters);
	}
}
