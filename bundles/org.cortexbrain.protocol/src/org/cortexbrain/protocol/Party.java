package org.cortexbrain.protocol;

import java.util.Objects;
import java.util.Optional;

import org.cortexbrain.model.Endpoint;

/**
 * The owner of a control group, that is of the sockets in it.
 *
 * @param cgroupId the kernel's id of the control group: the inode of its folder; from 2^52 up a number of the agent's own, for an owner that is
 *            no control group
 * @param endpoint who that is
 * @param container the container's name or id where the endpoint is a pod; empty for the pod's own group, and elsewhere
 * @param alive false once the control group has been removed
 */
public record Party(long cgroupId, Endpoint endpoint, Optional<String> container, boolean alive) {
	public Party {
		Objects.requireNonNull(endpoint);
		Objects.requireNonNull(container);
	}
}
