/** How the life cycle is done. */
package org.cortexbrain.agents.internal;
