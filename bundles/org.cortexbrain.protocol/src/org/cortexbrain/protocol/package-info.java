/**
 * What agent and client say to each other.
 *
 * <p>The agent answers {@code GET /v1/node} with one {@link org.cortexbrain.protocol.NodeDescription} and {@code GET
 * /v1/stream?interval=1s} with {@link org.cortexbrain.protocol.Message messages}, one JSON object a line: a hello, then samples, at the
 * end a farewell with its reason. The number in the path is the protocol's version; see {@link org.cortexbrain.protocol.Versions}.
 * A field that a reader does not know is ignored; a version that it does not know is an error that names both sides' versions. Golden
 * files of every version stay in the tests.
 *
 * <p>All values are immutable; readers and writers belong to one thread each.
 */
package org.cortexbrain.protocol;
