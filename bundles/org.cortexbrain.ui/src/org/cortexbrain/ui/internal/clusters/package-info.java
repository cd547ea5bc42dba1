/** The clusters of this desktop: what is remembered of them, the view that shows them, what can be done with them. */
package org.cortexbrain.ui.internal.clusters;
