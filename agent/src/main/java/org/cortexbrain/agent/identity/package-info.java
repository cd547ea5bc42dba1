/**
 * Who owns a socket: from the id of its control group to a {@code Party}.
 *
 * <p>{@link org.cortexbrain.agent.identity.CgroupOwner} reads a path, {@link org.cortexbrain.agent.identity.PodNames} the kubelet's folder,
 * {@link org.cortexbrain.agent.identity.CgroupObserver} follows the kernel's control groups, and
 * {@link org.cortexbrain.agent.identity.Parties} puts them together. No token, no API server.
 */
package org.cortexbrain.agent.identity;
