/**
 * From samples to the mesh: links to agents, the fold, recordings, a short history.
 *
 * <p>A {@link org.cortexbrain.telemetry.Source} delivers samples; {@link org.cortexbrain.telemetry.Telemetry} folds those of all its
 * sources, on a thread of its own, into one {@link org.cortexbrain.model.Mesh} and tells its listeners. Headless; nothing here knows a
 * widget.
 */
package org.cortexbrain.telemetry;
