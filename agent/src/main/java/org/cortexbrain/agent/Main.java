package org.cortexbrain.agent;

/** The node agent's entry. */
public final class Main {
	private Main() {
	}

	public static void main(String[] arguments) {
		System.err.println("cortexbrain-agent: nothing to do yet");
		System.exit(2);
	}
}
