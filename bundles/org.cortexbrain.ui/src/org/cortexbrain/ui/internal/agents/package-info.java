/** Installing agents in a cluster, looking after them, and removing them: the windows, and the work behind them. */
package org.cortexbrain.ui.internal.agents;
