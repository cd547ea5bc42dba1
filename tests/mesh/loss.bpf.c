// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * A lossy link for kernels without netem, attached at tc: drops one IPv4 TCP packet in ONE_IN, by chance, of those that have LEAST_BYTES or
 * more and go to PORT, where 0 is any.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/pkt_cls.h>
#include <linux/tcp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int lose(struct __sk_buff *packet)
{
	struct iphdr ip;
	struct tcphdr tcp;

	if (packet->protocol != bpf_htons(ETH_P_IP) || packet->len < LEAST_BYTES)
		return TC_ACT_OK;
	if (bpf_skb_load_bytes(packet, ETH_HLEN, &ip, sizeof(ip)) || ip.protocol != IPPROTO_TCP)
		return TC_ACT_OK;
	if (bpf_skb_load_bytes(packet, ETH_HLEN + ip.ihl * 4, &tcp, sizeof(tcp)))
		return TC_ACT_OK;
	if (PORT && tcp.dest != bpf_htons(PORT))
		return TC_ACT_OK;
	return bpf_get_prandom_u32() % ONE_IN == 0 ? TC_ACT_SHOT : TC_ACT_OK;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
