/** The view of what is connected: agents and recordings, how they do, what their kernels can do. */
package org.cortexbrain.ui.internal.sources;
