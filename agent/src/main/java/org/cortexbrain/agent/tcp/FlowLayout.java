package org.cortexbrain.agent.tcp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;

import org.cortexbrain.model.Log2Histogram;

/** The structs of {@code bpf/flow.h} as Java sees them. A test compares each field with the object's own type information. */
final class FlowLayout {
	static final StructLayout KEY = MemoryLayout.structLayout(JAVA_LONG.withName("cgroup_id"),
			MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("local"), MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("remote"),
			JAVA_INT.withName("netns"), JAVA_SHORT.withName("port"), JAVA_BYTE.withName("role"), JAVA_BYTE.withName("others"),
			MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("program"))
			.withName("flow_key");

	static final StructLayout COUNTERS = MemoryLayout.structLayout(JAVA_LONG.withName("opened"), JAVA_LONG.withName("closed"),
			JAVA_LONG.withName("refused"), JAVA_LONG.withName("timed_out"), JAVA_LONG.withName("unreachable"),
			JAVA_LONG.withName("abandoned"), JAVA_LONG.withName("reset"), JAVA_LONG.withName("lost"), JAVA_LONG.withName("bytes_sent"),
			JAVA_LONG.withName("bytes_received"), JAVA_LONG.withName("retransmitted"), JAVA_LONG.withName("resets_sent"),
			JAVA_LONG.withName("resets_received"),
			MemoryLayout.sequenceLayout(Log2Histogram.BUCKETS, JAVA_LONG).withName("connect_us"),
			MemoryLayout.sequenceLayout(Log2Histogram.BUCKETS, JAVA_LONG).withName("rtt_us")).withName("flow_counters");

	/** {@code enum flow_loss}, in its order. */
	enum LossKind {
		FOLDED, NO_ROOM, NO_STORAGE, EARLIER, CHANGES
	}

	static final byte ROLE_CLIENT = 1;
	static final byte ROLE_SERVER = 2;

	static final long KEY_LOCAL = offset(KEY, "local");
	static final long KEY_REMOTE = offset(KEY, "remote");
	static final long KEY_NETNS = offset(KEY, "netns");
	static final long KEY_PORT = offset(KEY, "port");
	static final long KEY_ROLE = offset(KEY, "role");
	static final long KEY_OTHERS = offset(KEY, "others");
	static final long KEY_PROGRAM = offset(KEY, "program");
	static final long CONNECT = offset(COUNTERS, "connect_us");
	static final long RTT = offset(COUNTERS, "rtt_us");

	private FlowLayout() {
	}

	static long offset(StructLayout struct, String field) {
		return struct.byteOffset(PathElement.groupElement(field));
	}
}
