/** The capture mode, in which another program drives the desktop through standard input. */
package org.cortexbrain.ui.internal.capture;
