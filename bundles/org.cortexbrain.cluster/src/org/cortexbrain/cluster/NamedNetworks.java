package org.cortexbrain.cluster;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The names that a person has given to ranges of addresses outside. Several ranges may have one name. Immutable.
 *
 * @param all the smallest range first
 */
public record NamedNetworks(List<NamedNetwork> all) {
	public static final NamedNetworks NONE = new NamedNetworks(List.of());

	public NamedNetworks {
		all = all.stream().sorted(Comparator.comparingInt(NamedNetwork::bits).reversed()).toList();
	}

	public static NamedNetworks of(Collection<NamedNetwork> networks) {
		return new NamedNetworks(List.copyOf(networks));
	}

	/** The name of an address: that of the smallest range that holds it. */
	public Optional<String> name(InetAddress address) {
		return all.stream().filter(network -> network.contains(address)).findFirst().map(NamedNetwork::name);
	}
}
