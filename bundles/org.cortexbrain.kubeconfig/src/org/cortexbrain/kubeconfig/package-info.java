/**
 * What the user's kubeconfig files say, as kubectl understands them.
 *
 * <p>{@link org.cortexbrain.kubeconfig.KubeconfigFiles} names the files, {@link org.cortexbrain.kubeconfig.Kubeconfig} reads and merges
 * them, and its {@code resolve} makes of a context either an {@link org.cortexbrain.kubeconfig.Access}, with everything that a connection
 * needs, or a list of {@link org.cortexbrain.kubeconfig.Problem}s, each with its place and its remedy.
 *
 * <p>{@link org.cortexbrain.kubeconfig.PluginCredentials} runs exec plug-ins and keeps what they give; the one who calls supplies a {@link
 * org.cortexbrain.kubeconfig.PluginConsole} for what they say and ask. {@link org.cortexbrain.kubeconfig.KubeconfigWatch} tells of changed
 * files.
 *
 * <p>Promises: nothing is ever written to a file, nothing is sent to a network, and no credential shows up in a message, an exception or a
 * {@code toString}; {@link org.cortexbrain.kubeconfig.Secret#reveal} is the only way to one. Values are immutable; what holds a state says
 * how threads may use it.
 */
package org.cortexbrain.kubeconfig;
