/** The agent's HTTP interface: who the node is, its stream of samples, and whether it is well. Loopback only. */
package org.cortexbrain.agent.http;
