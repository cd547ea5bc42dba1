/** The first page, and the ways to begin to observe something. */
package org.cortexbrain.ui.internal.start;
