/**
 * What the client does with a cluster: a {@link org.cortexbrain.cluster.ClusterConnection} made from what a kubeconfig says, its test step by step, the pods with
 * agents in them, and tunnels to ports of pods through the API server, as {@code kubectl port-forward} makes them, but without a port on this
 * machine and without a thread for each.
 *
 * <p>A {@link org.cortexbrain.cluster.ClusterWatch} keeps an {@link org.cortexbrain.cluster.AddressBook} at the state of the cluster: who was
 * behind an address at a time, and which workload a pod is of. It asks for {@code list} and {@code watch} of nodes, pods, services, endpoint slices, ReplicaSets and Jobs.
 *
 * <p>Whoever may get and create {@code pods/portforward} in a namespace may open a tunnel to its pods (a WebSocket begins with GET, so "create" alone is not
 * enough; newer API servers ask for both); nothing else is asked, and nothing is left behind.
 * Every failure is a {@link org.cortexbrain.cluster.ClusterFault} with a cause and a remedy in words for a person. Texts of the cluster are shown without
 * control characters, and cut.
 */
package org.cortexbrain.cluster;
