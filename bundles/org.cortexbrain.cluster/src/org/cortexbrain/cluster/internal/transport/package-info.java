/** Requests to one API server as one user, made from what a kubeconfig says. */
package org.cortexbrain.cluster.internal.transport;
