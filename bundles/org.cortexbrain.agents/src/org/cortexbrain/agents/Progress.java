package org.cortexbrain.agents;

/** Is told how far something has come. */
public interface Progress {
	/**
	 * @param done how many steps are behind
	 * @param all how many there are
	 * @param what is done now, for a person
	 */
	void step(int done, int all, String what);
}
