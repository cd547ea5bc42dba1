/** Lists and watches of the API server, for {@link org.cortexbrain.cluster.ClusterWatch}. */
package org.cortexbrain.cluster.internal.watch;
