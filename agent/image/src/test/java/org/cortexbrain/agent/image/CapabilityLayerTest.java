package org.cortexbrain.agent.image;

import static org.junit.Assert.assertEquals;

import java.util.HexFormat;
import java.util.List;

import org.cortexbrain.agent.image.CapabilityLayer.Capability;
import org.junit.Test;

/** The extended attribute of a file with capabilities. */
public class CapabilityLayerTest {
	/** Read from a file with {@code getfattr -n security.capability -e hex} after {@code setcap cap_bpf,cap_perfmon,cap_net_admin=ep}. */
	private static final String BY_SETCAP = "0100000200100000" + "00000000" + "c0000000" + "00000000";

	@Test
	public void theAttributeIsTheOneThatSetcapWrites() {
		assertEquals(BY_SETCAP, HexFormat.of().formatHex(CapabilityLayer.attribute(List.of(Capability.BPF, Capability.PERFMON, Capability.NET_ADMIN))));
	}
}
