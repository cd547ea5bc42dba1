// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Drops one IPv4 TCP packet in ONE_IN, by chance: a lossy link for kernels without netem. Attached at tc, ingress. */
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define ETH_P_IP 0x0800

SEC("tc")
int lose(struct __sk_buff *packet)
{
	if (packet->protocol != bpf_htons(ETH_P_IP))
		return TC_ACT_OK;
	return bpf_get_prandom_u32() % ONE_IN == 0 ? TC_ACT_SHOT : TC_ACT_OK;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
