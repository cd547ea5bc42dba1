package org.cortexbrain.cluster;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

import org.junit.Test;

public class NamedNetworksTest {
	private static final NamedNetworks NETWORKS = NamedNetworks.of(List.of(NamedNetwork.of("office", "203.0.113.0/24"),
			NamedNetwork.of("database", "203.0.113.7"), NamedNetwork.of("six", "2001:db8::/33"), NamedNetwork.of("odd", "198.51.100.32/27")));

	private static Optional<String> name(String address) {
		return NETWORKS.name(InetAddress.ofLiteral(address));
	}

	@Test
	public void anAddressHasTheNameOfTheSmallestRangeThatHoldsIt() {
		assertEquals(Optional.of("office"), name("203.0.113.8"));
		assertEquals(Optional.of("database"), name("203.0.113.7"));
		assertEquals(Optional.empty(), name("203.0.114.8"));
	}

	@Test
	public void aRangeEndsWhereItsBitsSay() {
		assertEquals(Optional.of("odd"), name("198.51.100.32"));
		assertEquals(Optional.of("odd"), name("198.51.100.63"));
		assertEquals(Optional.empty(), name("198.51.100.31"));
		assertEquals(Optional.empty(), name("198.51.100.64"));
		assertEquals(Optional.of("six"), name("2001:db8:7fff::7"));
		assertEquals(Optional.empty(), name("2001:db8:8000::7"));
	}

	@Test
	public void aRangeOfEveryAddressHoldsThoseOfItsOwnSort() {
		NamedNetworks all = NamedNetworks.of(List.of(NamedNetwork.of("internet", "0.0.0.0/0")));
		assertEquals(Optional.of("internet"), all.name(InetAddress.ofLiteral("192.0.2.1")));
		assertEquals(Optional.empty(), all.name(InetAddress.ofLiteral("2001:db8::1")));
	}

	@Test
	public void aRangeIsWrittenAsItIsRead() {
		assertEquals("203.0.113.7/32", NamedNetwork.of("a", "203.0.113.7").range());
		assertEquals("203.0.113.0/24", NamedNetwork.of("a", "203.0.113.0/24").range());
		NamedNetwork six = NamedNetwork.of("a", "2001:db8::/33");
		assertEquals(six, NamedNetwork.of("a", six.range()));
	}

	@Test
	public void aRangeThatIsNoneIsRefusedWithItsNameAndARemedy() {
		for (String range : List.of("203.0.113.0/33", "203.0.113/24", "office/8", "10.0.0.0/x", "10.0.0.0/-1", "")) {
			var refused = assertThrows(range, IllegalArgumentException.class, () -> NamedNetwork.of("office", range));
			assertTrue(refused.getMessage(), refused.getMessage().startsWith("The network office ") && refused.getMessage().contains("Write "));
		}
	}

	@Test
	public void aNameThatIsNoneIsRefusedWithItsRangeAndARemedy() {
		for (String name : List.of("", " ", "two\nlines", "x".repeat(101))) {
			var refused = assertThrows(name, IllegalArgumentException.class, () -> NamedNetwork.of(name, "203.0.113.0/24"));
			assertTrue(refused.getMessage(), refused.getMessage().startsWith("The network 203.0.113.0/24 has "));
		}
	}

	@Test
	public void twoRangesAreTheSameWhicheverOfTheirAddressesIsWritten() {
		NamedNetwork office = NamedNetwork.of("office", "203.0.113.0/24");
		assertTrue(office.covers(NamedNetwork.of("other", "203.0.113.7/24")));
		assertFalse(office.covers(NamedNetwork.of("other", "203.0.113.0/25")));
		assertFalse(office.covers(NamedNetwork.of("other", "203.0.114.0/24")));
	}
}
