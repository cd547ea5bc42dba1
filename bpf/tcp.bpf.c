// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * TCP: who connects to whom, how much, how well. Every connection adds to one entry of a table; no event leaves the kernel.
 *
 * State changes, retransmits and resets run under the socket's lock. The iterator, which counts the bytes of connections that are still
 * open, does not: see tcp_live().
 *
 * The kernel does not start a tracing program on a CPU that is running it already (kernel/trace/bpf_trace.c, __bpf_trace_run): a task that
 * closes a connection is interrupted by packets, and what these open and close would be missed. So two programs of one body are on that
 * tracepoint. An event that comes while one of them is interrupted is seen by the other; bottom halves do not nest, so there is never a
 * third. An event that both see counts once: see state_changed().
 */
#include "kernel.h"
#include "flow.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* The state of a connection, beside those of the kernel that were acted on: SYN_SENT, ESTABLISHED, CLOSE. */
enum {
	STATE_CLAIMED = 0, /* a program is at it */
	STATE_FORGOTTEN = 255, /* the iterator is about to delete it */
	STATE = 255,
	STATE_LEFT = 256, /* the iterator has found it without a living socket once */
};

/* What is remembered of a socket from its first SYN on. */
struct connection {
	u32 state;
	u8 established;
	u8 lost; /* counted nowhere */
	u64 cookie; /* its socket's: the memory of a socket that has gone serves another one */
	u64 syn_us;
	u64 bytes_sent; /* that the tables have already, from seen_before() on */
	u64 bytes_received;
	u64 first_sequence; /* of sequence_sent() when the connection was established */
	u32 retransmitted;
	struct flow_key key; /* of the entry where it counts */
};

/*
 * By the address of the socket. What has ended stays until the next socket at that address takes its place, or the iterator deletes it: so
 * a connection costs no allocation. The kernel's own storage for sockets (sk_storage) does, two of them.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 131072);
	__type(key, u64);
	__type(value, struct connection);
} connections SEC(".maps");

/* The change that a program has acted on last on this CPU, for the other one: see change_of(). 0: none that it has not met. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, u64);
} last_change SEC(".maps");

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
static const struct connection nobody;

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
static __always_inline void name_listener(struct sock *sk, char *name)
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
		__builtin_memcpy(name, p->name, sizeof(p->name));
}

/* All but the name of the program. */
static __always_inline void key_of(struct sock *sk, u8 role, struct flow_key *key)
{
	u16 family = sk->__sk_common.skc_family;

	key->cgroup_id = cgroup_of(sk);
	address(key->local, family, sk->__sk_common.skc_rcv_saddr, &sk->__sk_common.skc_v6_rcv_saddr);
	address(key->remote, family, sk->__sk_common.skc_daddr, &sk->__sk_common.skc_v6_daddr);
	key->netns = sk->__sk_common.skc_net.net->ns.inum;
	key->port = role == ROLE_CLIENT ? bpf_ntohs(sk->__sk_common.skc_dport) : sk->__sk_common.skc_num;
	key->role = role;
	key->others = 0;
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
 * Where a connection counts at its first figure: in its own entry, or among the others. The key that is left says which, so that opened and
 * closed always meet in one entry.
 */
static __always_inline struct flow_counters *first_counters(struct connection *c)
{
	struct flow_counters *found = entry(&flows, &c->key);

	if (found)
		return found;
	lose(LOSS_FOLDED);
	__builtin_memset(c->key.remote, 0, sizeof(c->key.remote));
	if (c->key.role == ROLE_CLIENT)
		c->key.port = 0;
	c->key.others = 1;
	found = entry(&others, &c->key);
	if (!found) {
		c->lost = 1;
		lose(LOSS_NO_ROOM);
	}
	return found;
}

/* The same later. The entry may have been retired meanwhile. */
static __always_inline struct flow_counters *counters_of(struct flow_key *key)
{
	return key->others ? entry(&others, key) : entry(&flows, key);
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
static __always_inline bool fin_queued(u8 state)
{
	u32 ended = 1 << TCP_FIN_WAIT1 | 1 << TCP_FIN_WAIT2 | 1 << TCP_CLOSING | 1 << TCP_LAST_ACK;

	return ended >> (state & 31) & 1;
}

/*
 * Payload that left: without the SYN, which is in "first_sequence", and without the FIN, which takes the last number of the write queue.
 * Only under the socket's lock, since several fields must fit each other.
 */
static __always_inline u64 payload_sent(struct sock *sk, struct tcp_sock *tp, struct connection *c)
{
	u64 fin = fin_queued(sk->__sk_common.skc_state) && tp->snd_nxt == tp->write_seq;

	return sequence_sent(tp) - c->first_sequence - fin;
}

/*
 * Payload that arrived. bytes_received follows rcv_nxt, which a FIN advances by one; tcp_fin() sets SOCK_DONE
 * (net/ipv4/tcp_input.c, tcp_rcv_nxt_update and tcp_fin).
 */
static __always_inline u64 payload_received(u64 received, unsigned long flags)
{
	u64 fin = (flags >> bpf_core_enum_value(enum sock_flags, SOCK_DONE)) & 1;

	return received - (received ? fin : 0);
}

/*
 * Whether somebody works on the socket: in an interrupt (its spin lock) or for a process (owned). On PREEMPT_RT the lock's first word is
 * another one, which says nothing.
 */
static __always_inline bool worked_on(struct sock *sk)
{
	u32 lock = 0;

	bpf_core_read(&lock, sizeof(lock), &sk->sk_lock.slock);
	return lock || BPF_CORE_READ(sk, sk_lock.owned);
}

/*
 * Where the count of the bytes that the tables have already begins: for each connection elsewhere. The iterator may hold on to what was
 * remembered of a connection that has gone, and its memory may serve the next one; their counts are never the same.
 */
static __always_inline u64 seen_before(u64 cookie)
{
	return cookie << 48;
}

/*
 * What has come since the last look. "before" must have been read before "now" was: then a look that was overtaken finds *seen changed and
 * leaves the difference to the other.
 */
static __always_inline u64 take_delta(u64 *seen, u64 before, u64 now)
{
	if ((s64)(now - before) <= 0 || __sync_val_compare_and_swap(seen, before, now) != before)
		return 0;
	return now - before;
}

/* What is left at the end: the iterator that comes between takes its part first, or nothing. */
static __always_inline u64 take_rest(u64 *seen, u64 now)
{
	s64 rest = now - __sync_lock_test_and_set(seen, now);

	return rest > 0 ? rest : 0;
}

static __always_inline void count_retransmits(struct tcp_sock *tp, struct connection *c, struct flow_counters *f)
{
	u32 total = tp->total_retrans;

	if (total != c->retransmitted) {
		add(&f->retransmitted, total - c->retransmitted);
		c->retransmitted = total;
	}
}

static __always_inline u64 cookie_of(struct sock *sk)
{
	return sk->__sk_common.skc_cookie.counter;
}

/*
 * What is remembered at the address of a socket, which may be of the one before. A second place for each address, odd since no socket is
 * there, is for the moment in which the iterator deletes the first.
 */
static __always_inline struct connection *at(struct sock *sk)
{
	u64 address = (u64)sk;
	struct connection *c = bpf_map_lookup_elem(&connections, &address);

	if (c && c->state != STATE_FORGOTTEN)
		return c;
	address++;
	c = bpf_map_lookup_elem(&connections, &address);
	return c && c->state != STATE_FORGOTTEN ? c : NULL;
}

static __always_inline struct connection *remembered(struct sock *sk)
{
	struct connection *c = at(sk);

	return c && c->cookie == cookie_of(sk) ? c : NULL;
}

static __always_inline u32 state_of(struct connection *c)
{
	return *(volatile u32 *)&c->state & STATE;
}

/* For the iterator, with a barrier before and after it. */
static __always_inline u32 state_now(struct connection *c)
{
	return __sync_fetch_and_add(&c->state, 0);
}

/* It has ended, and neither program has seen it. */
static __noinline void missed_end(struct connection *c)
{
	struct flow_counters *f = c->established && !c->lost ? counters_of(&c->key) : NULL;

	lose(LOSS_CHANGES);
	if (f)
		add(&f->closed, 1);
}

static __noinline struct connection *insert(struct sock *sk)
{
	u64 address = (u64)sk;

	if (bpf_map_update_elem(&connections, &address, &nobody, BPF_NOEXIST)) {
		address++;
		if (bpf_map_update_elem(&connections, &address, &nobody, BPF_NOEXIST)) {
			lose(LOSS_NO_STORAGE); /* by each of the two programs: twice for one, rather than not at all */
			return NULL;
		}
	}
	return bpf_map_lookup_elem(&connections, &address);
}

/*
 * Takes the place of what ended. The iterator may mark it as left, or no longer as left, between the look and the exchange: the socket
 * would get a second place, and the first, which is looked at first, would hide it until its end.
 */
static __always_inline u32 take_place(struct connection *before)
{
	u32 state = *(volatile u32 *)&before->state, found;
	int i;

	for (i = 0; i < 4 && state != STATE_FORGOTTEN; i++) {
		found = __sync_val_compare_and_swap(&before->state, state, STATE_CLAIMED);
		if (found == state)
			return state;
		state = found;
	}
	return STATE_FORGOTTEN;
}

/* A place for what begins, out of the iterator's reach until it has a state; "before" is what was there. */
static __always_inline struct connection *claim(struct sock *sk, struct connection *before)
{
	struct connection *c = before;
	u32 state;

	if (before) {
		state = take_place(before);
		if (state == STATE_FORGOTTEN)
			c = NULL;
		else if ((state & STATE) != TCP_CLOSE)
			missed_end(before);
	}
	if (!c)
		c = insert(sk);
	if (!c)
		return NULL;
	c->cookie = bpf_get_socket_cookie(sk);
	c->syn_us = 0;
	c->retransmitted = 0;
	c->established = 0;
	c->lost = 0;
	__builtin_memset(c->key.program, 0, sizeof(c->key.program));
	return c;
}

static __always_inline void begin(struct sock *sk)
{
	struct connection *c = at(sk);

	if (c && c->cookie == cookie_of(sk) && state_of(c) == TCP_SYN_SENT)
		return;
	c = claim(sk, c); /* a socket may be connected again after a failure */
	if (!c)
		return;
	c->syn_us = bpf_ktime_get_ns() / 1000;
	if (in_root_cgroup(sk))
		name_of(bpf_get_current_task_btf(), c->key.program);
	c->state = TCP_SYN_SENT;
}

static __always_inline void establish(struct sock *sk, int old_state)
{
	struct tcp_sock *tp = bpf_skc_to_tcp_sock(sk);
	struct connection *c = at(sk);
	struct flow_counters *f;
	u8 role = old_state == TCP_SYN_SENT ? ROLE_CLIENT : ROLE_SERVER;

	if (c && c->cookie == cookie_of(sk) && state_of(c) == TCP_ESTABLISHED)
		return;
	if (c && c->cookie == cookie_of(sk) && state_of(c) == TCP_SYN_SENT) {
		role = ROLE_CLIENT;
	} else {
		c = claim(sk, c);
		if (!c)
			return;
		if (role == ROLE_SERVER && in_root_cgroup(sk))
			name_listener(sk, c->key.program);
	}
	key_of(sk, role, &c->key);
	c->bytes_sent = c->bytes_received = seen_before(c->cookie);
	c->first_sequence = tp ? sequence_sent(tp) : 0;
	c->established = 1;
	f = first_counters(c);
	/* With a barrier: the iterator reads the rest of what is established. */
	__sync_lock_test_and_set(&c->state, TCP_ESTABLISHED);
	if (!f)
		return;
	add(&f->opened, 1);
	/* The clock of bpf_ktime_get_ns(), read when the segment came (net/ipv4/tcp_input.c, tcp_rcv_state_process). */
	if (tp && c->syn_us)
		measure(f->connect_us, tp->tcp_mstamp > c->syn_us ? tp->tcp_mstamp - c->syn_us : 0);
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

static __always_inline void count_end(struct flow_counters *f, u32 srtt_us, int error)
{
	add(&f->closed, 1);
	if (srtt_us)
		measure(f->rtt_us, srtt_us >> 3);
	/* tcp_reset() says EPIPE where the peer had closed its side before. */
	if (error == ECONNRESET || error == EPIPE)
		add(&f->reset, 1);
	else if (error)
		add(&f->lost, 1);
}

static __always_inline void end(struct sock *sk, struct connection *c)
{
	struct tcp_sock *tp = bpf_skc_to_tcp_sock(sk);
	struct flow_counters *f;
	int error = sk->sk_err;
	u64 bytes;

	if (!tp || c->lost)
		return;
	if (!c->established) {
		key_of(sk, ROLE_CLIENT, &c->key);
		f = first_counters(c);
		if (f) {
			count_retransmits(tp, c, f);
			fail(f, error);
		}
		return;
	}
	f = counters_of(&c->key);
	if (!f) {
		/* Its entry was retired while it was open, and the table is full. */
		lose(LOSS_NO_ROOM);
		return;
	}
	count_retransmits(tp, c, f);
	bytes = take_rest(&c->bytes_sent, seen_before(c->cookie) + payload_sent(sk, tp, c));
	if (bytes)
		add(&f->bytes_sent, bytes);
	bytes = take_rest(&c->bytes_received, seen_before(c->cookie) + payload_received(tp->bytes_received, sk->__sk_common.skc_flags));
	if (bytes)
		add(&f->bytes_received, bytes);
	count_end(f, tp->srtt_us, error);
}

static __always_inline bool never_established(int state)
{
	/* SYN_RECV: a child that never got through its handshake. */
	return state == TCP_SYN_SENT || state == TCP_SYN_RECV || state == TCP_CLOSE || state == TCP_LISTEN;
}

static __always_inline void finish(struct sock *sk, int old_state)
{
	struct connection *c = at(sk);

	if (!c || c->cookie != cookie_of(sk)) {
		if (never_established(old_state))
			return;
		/* Remembered, so that the other program does not tell it again. */
		c = claim(sk, c);
		if (!c)
			return;
		lose(LOSS_EARLIER);
		c->state = TCP_CLOSE;
		return;
	}
	if (state_of(c) == TCP_CLOSE)
		return;
	if (!c->established && !never_established(old_state))
		lose(LOSS_CHANGES);
	else
		end(sk, c);
	c->state = TCP_CLOSE;
}

static __always_inline void act(struct sock *sk, int old_state, int new_state)
{
	switch (new_state) {
	case TCP_SYN_SENT:
		begin(sk);
		break;
	case TCP_ESTABLISHED:
		establish(sk, old_state);
		break;
	case TCP_CLOSE:
		finish(sk, old_state);
		break;
	case TCP_LISTEN:
		if (in_root_cgroup(sk))
			listening(sk, bpf_get_current_task_btf());
		break;
	}
}

/* A change and who acted on it, in one word, so that no interrupt finds half of it. 0: of a socket for which nothing was done. */
static __always_inline u64 change_of(struct sock *sk, int new_state, u32 program)
{
	u64 cookie = cookie_of(sk);

	return cookie ? cookie << 8 | (new_state & 31) << 2 | program : 0;
}

/*
 * Called once or twice for each change. The second program nearly always meets the change that the first has just acted on. Where an
 * interrupt between the two has brought other changes, it finds the new state remembered. A connection that ends without having been
 * opened, or begins without having ended, has changed without either of them, which is told.
 */
static __always_inline int state_changed(struct sock *sk, int old_state, int new_state, u32 program, u32 other)
{
	u64 *last, change;
	u32 only = 0;

	if (new_state != TCP_SYN_SENT && new_state != TCP_ESTABLISHED && new_state != TCP_CLOSE && new_state != TCP_LISTEN)
		return 0;
	if (sk->sk_protocol != IPPROTO_TCP)
		return 0;
	last = bpf_map_lookup_elem(&last_change, &only);
	if (!last)
		return 0;
	change = change_of(sk, new_state, other);
	if (change && *last == change) {
		*last = 0;
		return 0;
	}
	act(sk, old_state, new_state);
	*last = change_of(sk, new_state, program);
	return 0;
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(tcp_state, struct sock *sk, int old_state, int new_state)
{
	return state_changed(sk, old_state, new_state, 1, 2);
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(tcp_state_nested, struct sock *sk, int old_state, int new_state)
{
	return state_changed(sk, old_state, new_state, 2, 1);
}

SEC("tp_btf/tcp_retransmit_skb")
int BPF_PROG(tcp_retransmit, struct sock *sk)
{
	struct connection *c = remembered(sk);
	struct tcp_sock *tp = bpf_skc_to_tcp_sock(sk);
	struct flow_counters *f;

	/* Those of a SYN wait for the end of the handshake: the key of a connection that fails is made there. */
	if (!c || !tp || state_of(c) != TCP_ESTABLISHED || c->lost)
		return 0;
	f = counters_of(&c->key);
	if (f)
		count_retransmits(tp, c, f);
	return 0;
}

static __always_inline struct flow_counters *established(struct sock *sk)
{
	struct connection *c;

	if (!sk)
		return NULL;
	c = remembered(sk);
	return c && c->established && !c->lost ? counters_of(&c->key) : NULL;
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

/* What has no living socket goes at the second time: at the first, the programs may just be at it. */
static __always_inline void forget(struct connection *c, u32 state, u64 address)
{
	struct connection gone;

	if (state == STATE_FORGOTTEN) {
		/* The kernel may refuse to delete, where an interrupt is at the same bucket (kernel/bpf/hashtab.c, htab_lock_bucket). */
		bpf_map_delete_elem(&connections, &address);
		return;
	}
	if (!(state & STATE_LEFT)) {
		__sync_val_compare_and_swap(&c->state, state, state | STATE_LEFT);
		return;
	}
	gone = *c;
	if (__sync_val_compare_and_swap(&c->state, state, STATE_FORGOTTEN) != state)
		return;
	if ((state & STATE) != TCP_CLOSE)
		missed_end(&gone);
	bpf_map_delete_elem(&connections, &address);
}

/*
 * Read once a second: connections that live long are counted while they live, and what has ended is forgotten. The socket is not held: it
 * may end, and its memory be another's, at any time. What was read of it counts only if it was remembered as established before and after.
 */
SEC("iter/bpf_map_elem")
int tcp_live(struct bpf_iter__bpf_map_elem *context)
{
	struct connection *c = context->value;
	u64 *address = context->key;
	u64 cookie, sent, received, sent_before, received_before;
	struct flow_counters *f;
	struct flow_key key;
	unsigned long flags;
	struct tcp_sock *tp;
	u32 state, srtt_us;
	struct sock *sk;
	u8 skc_state;
	bool busy;

	if (!c || !address)
		return 0;
	tp = (struct tcp_sock *)(*address & ~1ull);
	sk = (struct sock *)tp;
	state = state_now(c);
	cookie = *(volatile u64 *)&c->cookie;
	sent_before = *(volatile u64 *)&c->bytes_sent;
	received_before = *(volatile u64 *)&c->bytes_received;
	barrier();
	sent = BPF_CORE_READ(tp, bytes_acked) - c->first_sequence;
	received = BPF_CORE_READ(tp, bytes_received);
	busy = worked_on(sk);
	srtt_us = BPF_CORE_READ(tp, srtt_us);
	skc_state = BPF_CORE_READ(sk, __sk_common.skc_state);
	flags = BPF_CORE_READ(sk, __sk_common.skc_flags);
	if (state == STATE_FORGOTTEN || (state & STATE) == TCP_CLOSE || skc_state == TCP_CLOSE ||
	    BPF_CORE_READ(sk, __sk_common.skc_cookie.counter) != cookie) {
		forget(c, state, *address);
		return 0;
	}
	if (state & STATE_LEFT)
		state = __sync_val_compare_and_swap(&c->state, state, state & STATE) & STATE;
	if (state != TCP_ESTABLISHED || c->lost)
		return 0;
	key = c->key;
	if (state_now(c) != state || *(volatile u64 *)&c->cookie != cookie)
		return 0;
	f = counters_of(&key);
	if (!f)
		return 0;
	/* What the peer has acknowledged, perhaps one less, and never more than there is. */
	sent = take_delta(&c->bytes_sent, sent_before, seen_before(cookie) + sent - (sent ? fin_queued(skc_state) : 0));
	received = payload_received(received, flags);
	/*
	 * A FIN advances bytes_received first and sets the flag a moment later, so one byte of a socket that is being worked on is left to
	 * a later look: the flags, read after the lock was found free, tell of every FIN that was counted before.
	 */
	if (busy && received)
		received--;
	received = take_delta(&c->bytes_received, received_before, seen_before(cookie) + received);
	if (sent)
		add(&f->bytes_sent, sent);
	if (received)
		add(&f->bytes_received, received);
	if ((sent || received) && srtt_us)
		measure(f->rtt_us, srtt_us >> 3);
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
