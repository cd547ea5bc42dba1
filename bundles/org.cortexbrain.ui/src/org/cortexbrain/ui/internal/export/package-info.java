/** How the topology leaves the window: as a file and by the clipboard. */
package org.cortexbrain.ui.internal.export;
