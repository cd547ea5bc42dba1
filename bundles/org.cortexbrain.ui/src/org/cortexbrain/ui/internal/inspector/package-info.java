/** The view of one node or edge: its numbers, both sides' view, its last minutes. */
package org.cortexbrain.ui.internal.inspector;
