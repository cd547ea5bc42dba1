package org.cortexbrain.agent.tcp;

import static org.junit.Assert.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.util.Optional;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.FlowKey;
import org.junit.Test;

/** How bytes of the kernel become a flow: each field put where {@link FlowLayout} has it, which another test ties to the object. */
public class FlowTableTest {
	private static final byte[] MAPPED = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 1, 2, 3 };

	private final Arena arena = Arena.ofAuto();

	@Test
	public void mappedAddressIsReadAsVersion4() throws Exception {
		MemorySegment key = key((byte) 2, (byte) 0);
		assertEquals(new FlowKey(77, 4026531833L, Role.SERVER, InetAddress.getByName("10.1.2.3"),
				Optional.of(InetAddress.getByName("2001:db8::5")), 65535), FlowTable.key(key));
	}

	@Test
	public void othersHaveNoRemoteAddress() throws Exception {
		assertEquals(Optional.empty(), FlowTable.key(key((byte) 1, (byte) 1)).remote());
	}

	@Test(expected = IllegalStateException.class)
	public void unknownRoleIsNotGuessed() throws Exception {
		FlowTable.key(key((byte) 3, (byte) 0));
	}

	@Test
	public void everyCounterGoesToItsOwnPlace() {
		MemorySegment value = arena.allocate(FlowLayout.COUNTERS);
		String[] names = { "opened", "closed", "refused", "timed_out", "unreachable", "abandoned", "reset", "lost", "bytes_sent",
				"bytes_received", "retransmitted", "resets_sent", "resets_received" };
		for (int i = 0; i < names.length; i++) {
			value.set(ValueLayout.JAVA_LONG, FlowLayout.offset(FlowLayout.COUNTERS, names[i]), 1000 - i);
		}
		value.set(ValueLayout.JAVA_LONG, FlowLayout.CONNECT + 8 * 5, 41);
		value.set(ValueLayout.JAVA_LONG, FlowLayout.RTT + 8 * 26, 43);
		long[] connect = new long[Log2Histogram.BUCKETS];
		connect[5] = 41;
		long[] roundTrip = new long[Log2Histogram.BUCKETS];
		roundTrip[26] = 43;
		assertEquals(new Counters(1000, 999, 1, new Failures(998, 997, 996, 995, 994, 993), 992, 991, 990, 989, 988,
				Log2Histogram.of(connect), Log2Histogram.of(roundTrip)), FlowTable.counters(value));
	}

	@Test
	public void closeThatIsReadBeforeItsOpenGivesNoNegativeNumber() {
		MemorySegment value = arena.allocate(FlowLayout.COUNTERS);
		value.set(ValueLayout.JAVA_LONG, FlowLayout.offset(FlowLayout.COUNTERS, "opened"), 4);
		value.set(ValueLayout.JAVA_LONG, FlowLayout.offset(FlowLayout.COUNTERS, "closed"), 5);
		Counters counters = FlowTable.counters(value);
		assertEquals(0, counters.active());
		assertEquals(4, counters.closed());
	}

	private MemorySegment key(byte role, byte others) throws Exception {
		MemorySegment key = arena.allocate(FlowLayout.KEY);
		put(key, "cgroup_id", ValueLayout.JAVA_LONG, 77L);
		key.asSlice(FlowLayout.KEY_LOCAL, 16).copyFrom(MemorySegment.ofArray(MAPPED));
		key.asSlice(FlowLayout.KEY_REMOTE, 16).copyFrom(MemorySegment.ofArray(InetAddress.getByName("2001:db8::5").getAddress()));
		key.set(ValueLayout.JAVA_INT, FlowLayout.KEY_NETNS, (int) 4026531833L);
		key.set(ValueLayout.JAVA_SHORT, FlowLayout.KEY_PORT, (short) 65535);
		key.set(ValueLayout.JAVA_BYTE, FlowLayout.KEY_ROLE, role);
		key.set(ValueLayout.JAVA_BYTE, FlowLayout.KEY_OTHERS, others);
		return key;
	}

	private static void put(MemorySegment segment, String field, ValueLayout.OfLong layout, long value) {
		StructLayout struct = FlowLayout.KEY;
		MemoryLayout found = struct.select(PathElement.groupElement(field));
		assertEquals(layout.byteSize(), found.byteSize());
		segment.set(layout, FlowLayout.offset(struct, field), value);
	}
}
