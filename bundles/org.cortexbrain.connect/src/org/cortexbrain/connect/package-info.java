/**
 * Which clusters a person has chosen, and how each does, without a window: the desktop's wizard and its Clusters view read from here, and a command
 * line may.
 *
 * <p>{@link org.cortexbrain.connect.Origins} are the kubeconfigs to choose from, {@link org.cortexbrain.connect.ContextChoice} is what is chosen
 * there, {@link org.cortexbrain.connect.PluginConsent} and {@link org.cortexbrain.connect.PluginConversation} stand between exec plug-ins and a
 * person.
 *
 * <p>Promises: nothing blocks its caller but what says so, a cluster that hangs harms no other, and no credential is given to the one who
 * remembers ({@link org.cortexbrain.connect.KnownCluster}, {@link org.cortexbrain.connect.Origin#key}).
 */
package org.cortexbrain.connect;
