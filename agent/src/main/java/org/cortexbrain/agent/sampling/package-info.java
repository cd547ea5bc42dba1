/**
 * From the kernel's tables to samples: one {@link org.cortexbrain.agent.sampling.Sampler} reads, once a second while anybody listens, and
 * gives each {@link org.cortexbrain.agent.sampling.Subscription} what has changed since its own last sample.
 */
package org.cortexbrain.agent.sampling;
