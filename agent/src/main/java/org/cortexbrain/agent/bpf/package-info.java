/**
 * The binding to libbpf by {@code java.lang.foreign}: loads an object file, attaches what this kernel allows, reads its tables.
 *
 * <p>{@link org.cortexbrain.agent.bpf.BpfObject} is all that a class for one object file needs; it knows nothing of what the programs do.
 * {@link org.cortexbrain.agent.bpf.Libbpf} holds the calls. Objects and tables belong to one thread.
 */
package org.cortexbrain.agent.bpf;
