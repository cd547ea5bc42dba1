/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What the TCP programs and the agent share. The agent's layouts are checked against the object's BTF by a test, so a change here that
 * is not made there fails the build.
 */
#ifndef CORTEXBRAIN_FLOW_H
#define CORTEXBRAIN_FLOW_H

/* Bucket 0 counts 0 and 1, bucket i > 0 counts [2^i, 2^(i+1)), the last one all above: from 2^26 us, about 67 s. */
#define HISTOGRAM_BUCKETS 27

#define PROGRAM_NAME 16 /* TASK_COMM_LEN of include/linux/sched.h */

enum flow_role {
	ROLE_CLIENT = 1,
	ROLE_SERVER = 2,
};

/* Addresses are in network byte order, IPv4 as ::ffff:a.b.c.d. */
struct flow_key {
	__u64 cgroup_id;
	__u8 local[16];
	__u8 remote[16]; /* zero in the table of others */
	__u32 netns;
	__u16 port; /* of the service: remote for a client, local for a server */
	__u8 role;
	__u8 others; /* 1: all remote addresses that did not fit */
	char program[PROGRAM_NAME]; /* of a socket in the root control group: who connected, or listens; else, and where unknown, empty */
};

/* All cumulative. Bytes are payload, each counted once. Latencies are in microseconds. */
struct flow_counters {
	__u64 opened;
	__u64 closed;
	__u64 refused;
	__u64 timed_out;
	__u64 unreachable;
	__u64 abandoned;
	__u64 reset;
	__u64 lost;
	__u64 bytes_sent;
	__u64 bytes_received;
	__u64 retransmitted;
	__u64 resets_sent;
	__u64 resets_received;
	__u64 connect_us[HISTOGRAM_BUCKETS];
	__u64 rtt_us[HISTOGRAM_BUCKETS];
};

/* What could not be counted where it belongs: index of the table "losses". */
enum flow_loss {
	LOSS_FOLDED, /* connections counted among the others, for want of room for their address */
	LOSS_NO_ROOM, /* connections counted nowhere: the table of others was full, too */
	LOSS_NO_STORAGE, /* ends of connections counted nowhere: the table that remembers them was full, or there was no memory */
	LOSS_EARLIER, /* connections that were open before the programs were, seen when they ended */
	LOSS_CHANGES, /* changes of a connection's state that no program saw */
	LOSS_KINDS,
};

#endif
