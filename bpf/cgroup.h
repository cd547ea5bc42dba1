/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What the control group programs and the agent share; checked against the agent's layout by a test. */
#ifndef CORTEXBRAIN_CGROUP_H
#define CORTEXBRAIN_CGROUP_H

struct cgroup_change {
	__u64 id;
	__u32 removed; /* 0: made */
	__s32 length; /* of the path with its NUL; negative: it could not be read */
	char path[496];
};

#endif
