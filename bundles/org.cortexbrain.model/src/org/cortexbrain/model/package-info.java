/**
 * The values of the domain: who talks to whom, how much, how well.
 *
 * <p>Records and sealed types only: no Eclipse, no Kubernetes client, no input or output. Everything here is immutable and may be
 * read from any thread.
 *
 * <p>Words (see the design): an {@link Endpoint} is one end of traffic; a {@link Workload} is what owns pods; an {@link Edge} is what
 * client-side and server-side flows together say between two endpoints; a {@link Mesh} is all of that at one instant.
 */
package org.cortexbrain.model;
