/**
 * What the kernel counts of TCP: {@link org.cortexbrain.agent.tcp.TcpObserver} has {@code bpf/tcp.bpf.c} in the kernel and reads its tables
 * into {@code Flow}s. Who owns a socket is not known here.
 */
package org.cortexbrain.agent.tcp;
