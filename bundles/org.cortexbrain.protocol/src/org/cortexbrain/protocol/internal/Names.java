package org.cortexbrain.protocol.internal;

/** The names of fields and values, once for reader and writer. docs/formats.md lists them. */
final class Names {
	static final String TYPE = "type";
	static final String HELLO = "hello";
	static final String SAMPLE = "sample";
	static final String FAREWELL = "farewell";

	static final String NODE = "node";
	static final String CODE = "code";
	static final String REASON = "reason";

	static final String PROTOCOL = "protocol";
	static final String OLDEST = "oldest";
	static final String NEWEST = "newest";
	static final String AGENT_VERSION = "agentVersion";
	static final String EPOCH = "epoch";
	static final String STARTED_AT = "startedAt";
	static final String KERNEL = "kernel";
	static final String RELEASE = "release";
	static final String ARCHITECTURE = "architecture";
	static final String BTF = "btf";
	static final String CGROUPS = "cgroups";
	static final String PROGRAMS = "programs";
	static final String NAME = "name";
	static final String HOOK = "hook";
	static final String STATE = "state";
	static final String PROVIDES = "provides";
	static final String TABLES = "tables";
	static final String CAPACITY = "capacity";
	static final String USED = "used";

	static final String SEQUENCE = "sequence";
	static final String AT = "at";
	static final String ELAPSED = "elapsedNanos";
	static final String COMPLETE = "complete";
	static final String PARTIES = "parties";
	static final String FLOWS = "flows";
	static final String RETIRED = "retired";
	static final String LOSSES = "losses";
	static final String COUNT = "count";
	static final String MEANING = "meaning";

	static final String CGROUP = "cgroup";
	static final String KIND = "kind";
	static final String CONTAINER = "container";
	static final String ALIVE = "alive";
	static final String NAMESPACE = "namespace";
	static final String UID = "uid";
	static final String RUNTIME = "runtime";
	static final String CONTAINER_ID = "containerId";
	static final String ADDRESS = "address";
	static final String POD = "pod";
	static final String UNIT = "unit";
	static final String PROCESS = "process";
	static final String EXTERNAL = "external";
	static final String OTHERS = "others";
	static final String UNIDENTIFIED = "unidentified";

	static final String NETNS = "netns";
	static final String ROLE = "role";
	static final String LOCAL = "local";
	static final String REMOTE = "remote";
	static final String PORT = "port";

	static final String OPENED = "opened";
	static final String CLOSED = "closed";
	static final String ACTIVE = "active";
	static final String REFUSED = "refused";
	static final String TIMED_OUT = "timedOut";
	static final String UNREACHABLE = "unreachable";
	static final String ABANDONED = "abandoned";
	static final String RESET = "reset";
	static final String LOST = "lost";
	static final String BYTES_SENT = "bytesSent";
	static final String BYTES_RECEIVED = "bytesReceived";
	static final String RETRANSMITTED = "segmentsRetransmitted";
	static final String RESETS_SENT = "resetsSent";
	static final String RESETS_RECEIVED = "resetsReceived";
	static final String CONNECT = "connectMicros";
	static final String ROUND_TRIP = "roundTripMicros";

	private Names() {
	}
}
