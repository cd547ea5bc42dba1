/**
 * Makes the node agent's OCI image on a machine without Docker: the agent, a Java of the modules it needs, libbpf, and the C library; nothing
 * else, no shell.
 *
 * <p>The steps are one class each: {@link org.cortexbrain.agent.image.JavaRuntime} links the Java,
 * {@link org.cortexbrain.agent.image.SharedLibraries} finds what it loads, {@link org.cortexbrain.agent.image.CapabilityLayer} gives the
 * program its capabilities, {@link org.cortexbrain.agent.image.AgentImage} puts the layers together. The same inputs give the same digest.
 */
package org.cortexbrain.agent.image;
