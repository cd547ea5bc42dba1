/** Real traffic, and whether the agent's programs counted it: shared by the tests on this machine and by those on other kernels. */
package org.cortexbrain.agent.kernel;
