// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * TCP: who connects to whom, how much, how well. Every connection adds to one entry of a table; no event leaves the kernel.
 *
 * State changes, retransmits and resets run under the socket's lock. The iterator, which counts the bytes of connections that are still
 * open, does not: see take_delta().
 *
 * The kernel does not start a tracing program on a CPU that is running it already (kernel/trace/bpf_trace.c, __bpf_trace_run): a task that
 * closes a connection is interrupted by packets, and what these open and close would be missed. So two programs of one body are on that
 * tracepoint. An event that comes while one of them is interrupted is seen by the other; bottom halves do not nest, so there is never a
 * third. An event that both see counts once: see state_changed().
 */
#include "kernel.h"
#include "flow.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* What is remembered of a socket from its first SYN to its end. */
struct connection {
	u64 syn_ns;
	u64 bytes_sent; /* that the tables have already */
	u64 bytes_received;
	u64 first_sequence; /* of sequence_sent() when the connection was established */
	u32 retransmitted;
	u16 local_port; /* skc_num is 0 by the time of TCP_CLOSE */
	u8 role;
	u8 state; /* the last one that was acted on: SYN_SENT, ESTABLISHED, CLOSE */
	u8 established;
	u8 closed;
	u8 folded; /* counted among the others, from its first to its last figure */
	u8 lost; /* counted nowhere */
	char program[PROGRAM_NAME];
};

struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct connection);
} connections SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16384);
	__type(key, struct flow_key);
	__type(value, struct flow_counters);
} flows SEC(".maps");

/* One entry for each owner, role and local address: bounded by what runs on the node, not by who talks to it. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, struct flow_key);
	__type(value, struct flow_counters);
} others SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, LOSS_KINDS);
	__type(key, u32);
	__type(value, u64);
} losses SEC(".maps");

/*
 * Who listens in the root control group, where the group says nothing. What has stopped to listen stays until somebody else needs the room,
 * or listens there: a connection is accepted only by somebody who does.
 */
struct listener {
	u8 local[16]; /* zero: any of IPv6; ::ffff:0.0.0.0: any of IPv4 */
	u32 netns;
	u32 port;
};

struct program {
	char name[PROGRAM_NAME];
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, struct listener);
	__type(value, struct program);
} listeners SEC(".maps");

/* The stack of a program is too small for one of these. */
static const struct flow_counters nothing;

/* An object describes only types that something in it has: these are for the test of the agent's layouts. */
const enum flow_loss described_loss = LOSS_FOLDED;
const enum flow_role described_role = ROLE_CLIENT;

static __always_inline void add(u64 *counter, u64 by)
{
	__sync_fetch_and_add(counter, by);
}

static __always_inline void lose(u32 kind)
{
	u64 *count = bpf_map_lookup_elem(&losses, &kind);

	if (count)
		add(count, 1); /* a softirq may be between this task's load and store */
}

static __always_inline u32 bucket(u64 value)
{
	u32 log = 0;

	if (value >> 32)
		return HISTOGRAM_BUCKETS - 1;
	if (value >> 16) {
		value >>= 16;
		log += 16;
	}
	if (value >> 8) {
		value >>= 8;
		log += 8;
	}
	if (value >> 4) {
		value >>= 4;
		log += 4;
	}
	if (value >> 2) {
		value >>= 2;
		log += 2;
	}
	if (value >> 1)
		log++;
	return log < HISTOGRAM_BUCKETS ? log : HISTOGRAM_BUCKETS - 1;
}

static __always_inline void measure(u64 *histogram, u64 microseconds)
{
	u32 i = bucket(microseconds);

	if (i < HISTOGRAM_BUCKETS)
		add(&histogram[i], 1);
}

static __always_inline void address(u8 *to, u16 family, u32 v4, const struct in6_addr *v6)
{
	u32 *words = (u32 *)to;

	if (family == AF_INET) {
		words[0] = 0;
		words[1] = 0;
		words[2] = bpf_htonl(0xffff);
		words[3] = v4;
	} else {
		words[0] = v6->in6_u.u6_addr32[0];
		words[1] = v6->in6_u.u6_addr32[1];
		words[2] = v6->in6_u.u6_addr32[2];
		words[3] = v6->in6_u.u6_addr32[3];
	}
}

/* The socket's own cgroup: right also when another task, or none, is current. */
static __always_inline u64 cgroup_of(struct sock *sk)
{
	struct cgroup *cgroup = sk->sk_cgrp_data.cgroup;

	return cgroup ? cgroup->kn->id : 0;
}

static __always_inline bool in_root_cgroup(struct sock *sk)
{
	struct cgroup *cgroup = sk->sk_cgrp_data.cgroup;

	return cgroup && cgroup->level == 0;
}

/* The process's name; a thread may have one of its own. */
static __always_inline void name_of(struct task_struct *task, char *name)
{
	bpf_probe_read_kernel_str(name, PROGRAM_NAME, task->group_leader->comm);
}

static __always_inline void listener_of(struct sock *sk, struct listener *l)
{
	address(l->local, sk->__sk_common.skc_family, sk->__sk_common.skc_rcv_saddr, &sk->__sk_common.skc_v6_rcv_saddr);
	l->netns = sk->__sk_common.skc_net.net->ns.inum;
	l->port = sk->__sk_common.skc_num;
}

static __always_inline void listening(struct sock *sk, struct task_struct *task)
{
	struct listener l = {};
	struct program p = {};

	listener_of(sk, &l);
	name_of(task, p.name);
	bpf_map_update_elem(&listeners, &l, &p, BPF_ANY);
}

/* Who accepts: by the address, by any address of its family, by any of IPv6, which takes IPv4 as well. */
static __always_inline void name_listener(struct sock *sk, struct connection *c)
{
	struct listener l = {};
	struct program *p;
	u32 *words = (u32 *)l.local;

	listener_of(sk, &l);
	p = bpf_map_lookup_elem(&listeners, &l);
	if (!p) {
		words[3] = 0;
		if (!(words[0] == 0 && words[1] == 0 && words[2] == bpf_htonl(0xffff)))
			words[0] = words[1] = words[2] = 0;
		p = bpf_map_lookup_elem(&listeners, &l);
	}
	if (!p && words[2]) {
		words[2] = 0;
		p = bpf_map_lookup_elem(&listeners, &l);
	}
	if (p)
		__builtin_memcpy(c->program, p->name, sizeof(c->program));
}

static __always_inline void key_of(struct sock *sk, struct connection *c, struct flow_key *key)
{
	u16 family = sk->__sk_common.skc_family;

	key->cgroup_id = cgroup_of(sk);
	address(key->local, family, sk->__sk_common.skc_rcv_saddr, &sk->__sk_common.skc_v6_rcv_saddr);
	address(key->remote, family, sk->__sk_common.skc_daddr, &sk->__sk_common.skc_v6_daddr);
	key->netns = sk->__sk_common.skc_net.net->ns.inum;
	key->port = c->role == ROLE_CLIENT ? bpf_ntohs(sk->__sk_common.skc_dport) : c->local_port;
	key->role = c->role;
	key->others = 0;
	__builtin_memcpy(key->program, c->program, sizeof(key->program));
}

static __always_inline struct flow_counters *entry(void *table, struct flow_key *key)
{
	struct flow_counters *found = bpf_map_lookup_elem(table, key);

	if (found)
		return found;
	bpf_map_update_elem(table, key, &nothing, BPF_NOEXIST);
	return bpf_map_lookup_elem(table, key);
}

/*
 * Where a connection counts. The choice between its own entry and the others is made once, at its first figure, so that opened and closed
 * always meet in one entry.
 */
static __always_inline struct flow_counters *counters_of(struct sock *sk, struct connection *c, bool first)
{
	struct flow_key key = {};
	struct flow_counters *found;

	if (c->lost)
		return NULL;
	key_of(sk, c, &key);
	if (!c->folded) {
		found = entry(&flows, &key);
		if (found || !first)
			return found;
		c->folded = 1;
		lose(LOSS_FOLDED);
	}
	__builtin_memset(key.remote, 0, sizeof(key.remote));
	if (key.role == ROLE_CLIENT)
		key.port = 0;
	key.others = 1;
	found = entry(&others, &key);
	if (!found && first) {
		c->lost = 1;
		lose(LOSS_NO_ROOM);
	}
	return found;
}

/*
 * Sequence numbers that left, each once. bytes_sent would count twice what a queue of this very host dropped: it grows before the
 * queue answers, and such a segment leaves later as if for the first time (net/ipv4/tcp_output.c, __tcp_transmit_skb, tcp_write_xmit).
 */
static __always_inline u64 sequence_sent(struct tcp_sock *tp)
{
	return tp->bytes_acked + (u32)(tp->snd_nxt - tp->snd_una);
}

/*
 * Whether this side has ended its half, or is about to: the FIN is queued right after the state is set (net/ipv4/tcp.c, tcp_shutdown and
 * __tcp_close). While a state is being changed, the socket still has the old one.
 */
static __always_inline bool fin_queued(struct sock *sk)
{
	u32 ended = 1 << TCP_FIN_WAIT1 | 1 << TCP_FIN_WAIT2 | 1 << TCP_CLOSING | 1 << TCP_LAST_ACK;

	return ended >> (sk->__sk_common.skc_state & 31) & 1;
}

/*
 * Payload that left: without the SYN, which is in "first_sequence", and without the FIN, which takes the last number of the write queue.
 * Only under the socket's lock, since several fields must fit each other.
 */
static __always_inline u64 payload_sent(struct sock *sk, struct tcp_sock *tp, struct connection *c)
{
	u64 fin = fin_queued(sk) && tp->snd_nxt == tp->write_seq;

	return sequence_sent(tp) - c->first_sequence - fin;
}

/* The same without the lock: what the peer has acknowledged, perhaps one less, and never more than there is. */
static __always_inline u64 payload_acknowledged(struct sock *sk, struct tcp_sock *tp, struct connection *c)
{
	u64 acknowledged = tp->bytes_acked - c->first_sequence;

	return acknowledged - (acknowledged ? fin_queued(sk) : 0);
}

/*
 * Payload that arrived. bytes_received follows rcv_nxt, which a FIN advances by one; tcp_fin() sets SOCK_DONE
 * (net/ipv4/tcp_input.c, tcp_rcv_nxt_update and tcp_fin).
 */
static __always_inline u64 payload_received(struct sock *sk, struct tcp_sock *tp)
{
	u64 received = tp->bytes_received;
	u64 fin = (sk->__sk_common.skc_flags >> bpf_core_enum_value(enum sock_flags, SOCK_DONE)) & 1;

	return received - (received ? fin : 0);
}

/*
 * What has come since the last look. Two may look at one socket at a time, the iterator without its lock. "before" must have been read
 * before "now" was: then a look that was overtaken finds *seen changed and leaves the difference to the other.
 */
static __always_inline u64 take_delta(u64 *seen, u64 before, u64 now)
{
	if ((s64)(now - before) <= 0 || __sync_val_compare_and_swap(seen, before, now) != before)
		return 0;
	return now - before;
}

static __always_inline u64 count_bytes(struct sock *sk, struct tcp_sock *tp, struct connection *c, struct flow_counters *f, bool locked)
{
	u64 sent_before = *(volatile u64 *)&c->bytes_sent;
	u64 received_before = *(volatile u64 *)&c->bytes_received;
	u64 sent, received;

	barrier();
	sent = take_delta(&c->bytes_sent, sent_before, locked ? payload_sent(sk, tp, c) : payload_acknowledged(sk, tp, c));
	received = take_delta(&c->bytes_received, received_before, payload_received(sk, tp));
	if (sent)
		add(&f->bytes_sent, sent);
	if (received)
		add(&f->bytes_received, received);
	return sent | received;
}

static __always_inline void count_retransmits(struct tcp_sock *tp, struct connection *c, struct flow_counters *f)
{
	u32 total = tp->total_retrans;

	if (total != c->retransmitted) {
		add(&f->retransmitted, total - c->retransmitted);
		c->retransmitted = total;
	}
}

static __always_inline struct connection *remember(struct sock *sk)
{
	struct connection *c = bpf_sk_storage_get(&connections, sk, NULL, BPF_SK_STORAGE_GET_F_CREATE);

	if (!c)
		lose(LOSS_NO_STORAGE); /* by each of the two programs: twice for one, rather than not at all */
	return c;
}

static __always_inline void begin(struct sock *sk, struct connection *c)
{
	/* A socket may be connected again after a failure. */
	__builtin_memset(c, 0, sizeof(*c));
	c->syn_ns = bpf_ktime_get_ns();
	c->role = ROLE_CLIENT;
	if (in_root_cgroup(sk))
		name_of(bpf_get_current_task_btf(), c->program);
}

static __always_inline void establish(struct sock *sk, struct connection *c)
{
	struct tcp_sock *tp = bpf_skc_to_tcp_sock(sk);
	struct flow_counters *f;

	if (!c->role) {
		c->role = ROLE_SERVER;
		if (in_root_cgroup(sk))
			name_listener(sk, c);
	}
	c->local_port = sk->__sk_common.skc_num;
	if (tp)
		c->first_sequence = sequence_sent(tp);
	c->established = 1;
	f = counters_of(sk, c, true);
	if (!f)
		return;
	add(&f->opened, 1);
	if (c->syn_ns)
		measure(f->connect_us, (bpf_ktime_get_ns() - c->syn_ns) / 1000);
}

static __always_inline void fail(struct flow_counters *f, int error)
{
	switch (error) {
	case ECONNREFUSED:
	case ECONNRESET:
		add(&f->refused, 1);
		break;
	case ETIMEDOUT:
		add(&f->timed_out, 1);
		break;
	case ENETDOWN:
	case ENETUNREACH:
	case EHOSTDOWN:
	case EHOSTUNREACH:
	/* The other answers of a router: icmp_err_convert[] (net/ipv4/icmp.c), tab_unreach[] (net/ipv6/icmp.c). */
	case ENONET:
	case ENOPROTOOPT:
	case EPROTO:
	case EACCES:
		add(&f->unreachable, 1);
		break;
	default:
		add(&f->abandoned, 1);
	}
}

static __always_inline void end(struct sock *sk, struct connection *c)
{
	struct tcp_sock *tp = bpf_skc_to_tcp_sock(sk);
	struct flow_counters *f;
	int error = sk->sk_err;

	if (!tp || c->closed)
		return;
	c->closed = 1;
	/* A child that never got through its handshake: no connection yet, for either side. */
	if (!c->established && c->role != ROLE_CLIENT)
		return;
	f = counters_of(sk, c, !c->established);
	if (!f) {
		/* Its entry was retired while it was open, and the table is full. */
		if (!c->lost)
			lose(LOSS_NO_ROOM);
		return;
	}
	count_retransmits(tp, c, f);
	if (!c->established) {
		fail(f, error);
		return;
	}
	count_bytes(sk, tp, c, f, true);
	add(&f->closed, 1);
	if (tp->srtt_us)
		measure(f->rtt_us, tp->srtt_us >> 3);
	/* tcp_reset() says EPIPE where the peer had closed its side before. */
	if (error == ECONNRESET || error == EPIPE)
		add(&f->reset, 1);
	else if (error)
		add(&f->lost, 1);
}

static __always_inline bool never_established(int state)
{
	/* SYN_RECV: a child that never got through its handshake. */
	return state == TCP_SYN_SENT || state == TCP_SYN_RECV || state == TCP_CLOSE || state == TCP_LISTEN;
}

/*
 * Called once or twice for each change: the one who finds the new state remembered is the second. A connection that ends without having
 * been opened, or begins without having ended, has changed without either of them, which is told.
 */
static __always_inline int state_changed(struct sock *sk, int old_state, int new_state)
{
	struct connection *c;

	if (sk->sk_protocol != IPPROTO_TCP)
		return 0;
	switch (new_state) {
	case TCP_SYN_SENT:
		c = remember(sk);
		if (!c || c->state == TCP_SYN_SENT)
			return 0;
		if (c->state && c->state != TCP_CLOSE)
			lose(LOSS_CHANGES);
		begin(sk, c);
		break;
	case TCP_ESTABLISHED:
		c = remember(sk);
		if (!c || c->state == TCP_ESTABLISHED)
			return 0;
		establish(sk, c);
		break;
	case TCP_CLOSE:
		c = bpf_sk_storage_get(&connections, sk, NULL, 0);
		if (!c) {
			if (never_established(old_state))
				return 0;
			/* Remembered, so that the other program does not tell it again. */
			c = remember(sk);
			if (!c)
				return 0;
			c->closed = 1;
			lose(LOSS_EARLIER);
		} else if (c->state == TCP_CLOSE) {
			return 0;
		} else if (!c->established && !never_established(old_state)) {
			c->closed = 1;
			lose(LOSS_CHANGES);
		}
		end(sk, c);
		break;
	case TCP_LISTEN:
		if (in_root_cgroup(sk))
			listening(sk, bpf_get_current_task_btf());
		return 0;
	default:
		return 0;
	}
	c->state = new_state;
	return 0;
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(tcp_state, struct sock *sk, int old_state, int new_state)
{
	return state_changed(sk, old_state, new_state);
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(tcp_state_nested, struct sock *sk, int old_state, int new_state)
{
	return state_changed(sk, old_state, new_state);
}

SEC("tp_btf/tcp_retransmit_skb")
int BPF_PROG(tcp_retransmit, struct sock *sk)
{
	struct connection *c = bpf_sk_storage_get(&connections, sk, NULL, 0);
	struct tcp_sock *tp = bpf_skc_to_tcp_sock(sk);
	struct flow_counters *f;

	/* Those of a SYN wait for the end of the handshake: the key of a connection that fails is made there. */
	if (!c || !tp || !c->established || c->closed)
		return 0;
	f = counters_of(sk, c, false);
	if (f)
		count_retransmits(tp, c, f);
	return 0;
}

static __always_inline struct flow_counters *established(struct sock *sk)
{
	struct connection *c;

	if (!sk)
		return NULL;
	c = bpf_sk_storage_get(&connections, sk, NULL, 0);
	return c && c->established ? counters_of(sk, c, false) : NULL;
}

SEC("tp_btf/tcp_send_reset")
int BPF_PROG(tcp_reset_sent, struct sock *sk)
{
	struct flow_counters *f = established(sk);

	if (f)
		add(&f->resets_sent, 1);
	return 0;
}

SEC("tp_btf/tcp_receive_reset")
int BPF_PROG(tcp_reset_received, struct sock *sk)
{
	struct flow_counters *f = established(sk);

	if (f)
		add(&f->resets_received, 1);
	return 0;
}

/* Read once a second: connections that live long are counted while they live. */
SEC("iter/bpf_sk_storage_map")
int tcp_live(struct bpf_iter__bpf_sk_storage_map *context)
{
	struct sock *sk = context->sk;
	struct connection *c = context->value;
	struct flow_counters *f;
	struct tcp_sock *tp;

	if (!sk || !c || !c->established || c->closed)
		return 0;
	tp = bpf_skc_to_tcp_sock(sk);
	if (!tp)
		return 0;
	f = counters_of(sk, c, false);
	if (f && count_bytes(sk, tp, c, f, false) && tp->srtt_us)
		measure(f->rtt_us, tp->srtt_us >> 3);
	return 0;
}

/* Run once: who listened already. */
SEC("iter/task_file")
int tcp_listening(struct bpf_iter__task_file *context)
{
	struct task_struct *task = context->task;
	struct file *file = context->file;
	struct socket *socket;
	struct sock *sk;

	if (!task || !file)
		return 0;
	socket = bpf_sock_from_file(file);
	if (!socket)
		return 0;
	sk = socket->sk;
	if (sk && sk->sk_protocol == IPPROTO_TCP && sk->__sk_common.skc_state == TCP_LISTEN && in_root_cgroup(sk))
		listening(sk, task);
	return 0;
}
