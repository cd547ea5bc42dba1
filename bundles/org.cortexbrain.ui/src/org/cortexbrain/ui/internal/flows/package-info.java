/** The table of edges: its rows, columns and filter know no widget; the view shows them. */
package org.cortexbrain.ui.internal.flows;
