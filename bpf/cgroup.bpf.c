// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Control groups that come and go, so that the agent knows the owner of a socket without looking through the tree again. The reader
 * looks once a second: nothing here wakes it.
 */
#include "kernel.h"
#include "cgroup.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 512 * 1024);
} changes SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, u64);
} missed SEC(".maps");

/* The inode of the network namespace of the kernel's first process; 0 until it was found. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, u64);
} first_namespace SEC(".maps");

enum {
	MOST_ANCESTORS = 64,
};

static __always_inline int tell(struct cgroup *cgroup, const char *path, u32 removed)
{
	struct cgroup_change *change;
	u32 zero = 0;

	/* The hierarchies of version 1 fire these tracepoints, too; that of version 2 is number 0. */
	if (cgroup->root->hierarchy_id != 0)
		return 0;
	change = bpf_ringbuf_reserve(&changes, sizeof(*change), 0);
	if (!change) {
		u64 *count = bpf_map_lookup_elem(&missed, &zero);

		if (count)
			(*count)++;
		return 0;
	}
	change->id = cgroup->kn->id;
	change->removed = removed;
	change->length = bpf_probe_read_kernel_str(change->path, sizeof(change->path), path);
	bpf_ringbuf_submit(change, BPF_RB_NO_WAKEUP);
	return 0;
}

SEC("tp_btf/cgroup_mkdir")
int BPF_PROG(cgroup_made, struct cgroup *cgroup, const char *path)
{
	return tell(cgroup, path, 0);
}

SEC("tp_btf/cgroup_rmdir")
int BPF_PROG(cgroup_removed, struct cgroup *cgroup, const char *path)
{
	return tell(cgroup, path, 1);
}

/*
 * Run once: the network namespace of the node, in which nobody's sockets tell whose it is. Every process has the first one, the idle task,
 * among its parents, whatever of them its own PID namespace shows.
 */
SEC("iter/task")
int node_namespace(struct bpf_iter__task *context)
{
	struct task_struct *task = context->task;
	u32 zero = 0;
	u64 *found = bpf_map_lookup_elem(&first_namespace, &zero);

	if (!task || !found || *found)
		return 0;
	for (int i = 0; i < MOST_ANCESTORS && BPF_CORE_READ(task, pid); i++)
		task = BPF_CORE_READ(task, real_parent);
	if (!BPF_CORE_READ(task, pid))
		*found = BPF_CORE_READ(task, nsproxy, net_ns, ns.inum);
	return 0;
}
