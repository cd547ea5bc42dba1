/** Not for others. */
package org.cortexbrain.cluster.internal;
