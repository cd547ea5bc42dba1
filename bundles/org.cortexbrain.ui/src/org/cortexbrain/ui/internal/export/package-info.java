/** How the topology leaves the window: as a file, by the clipboard, by a drag. */
package org.cortexbrain.ui.internal.export;
