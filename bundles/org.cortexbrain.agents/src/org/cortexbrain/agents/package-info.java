/**
 * The life of the node agents in a cluster: what a person may set, the objects that follow from it, putting them there and taking them away. All
 * of it blocks on the network and belongs on a background thread; settings and objects are values.
 */
package org.cortexbrain.agents;
