package org.cortexbrain.model;

import static org.junit.Assert.assertEquals;

import java.util.Optional;

import org.cortexbrain.model.Workload.Kind;
import org.junit.Test;

public class WorkloadTest {
	@Test
	public void aPodsOwnerIsToldFromItsNameAsKubernetesMakesIt() {
		Object[][] table = { //
				{ "cart-6b7f9c5d4-x2z9k", Kind.DEPLOYMENT, "cart" }, //
				{ "web-front-85f7d6c9bb-7k2lm", Kind.DEPLOYMENT, "web-front" }, //
				{ "db-0", Kind.STATEFUL_SET, "db" }, //
				{ "kafka-broker-12", Kind.STATEFUL_SET, "kafka-broker" }, //
				{ "node-exporter-x2z9k", Kind.POD_OWNER, "node-exporter" }, //
				{ "debug", Kind.BARE_POD, "debug" }, //
				{ "my-aeiou", Kind.BARE_POD, "my-aeiou" }, //
		};
		for (Object[] row : table) {
			assertEquals(new Workload(Optional.of("shop"), (Kind) row[1], (String) row[2]),
					Workload.of(new Endpoint.Pod("shop", (String) row[0], "uid")));
		}
	}

	@Test
	public void workloadsOfOneNameInTwoNamespacesDiffer() {
		String shop = Workload.of(new Endpoint.Pod("shop", "db-0", "1")).id();
		String test = Workload.of(new Endpoint.Pod("test", "db-0", "2")).id();
		assertEquals(false, shop.equals(test));
	}

	@Test
	public void allThatIsOutsideIsOneWorkload() {
		assertEquals(Workload.of(new Endpoint.External("192.0.2.7")), Workload.of(new Endpoint.Others("n1")));
	}
}
