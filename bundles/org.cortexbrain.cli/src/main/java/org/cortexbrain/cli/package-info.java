/** {@code cfcli}: what the desktop does with clusters and agents, from a shell. */
package org.cortexbrain.cli;
