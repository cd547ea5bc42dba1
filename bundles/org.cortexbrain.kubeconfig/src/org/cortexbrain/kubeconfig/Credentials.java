package org.cortexbrain.kubeconfig;

/** What a request carries to say who sends it. */
public sealed interface Credentials {
	/** Nothing. kubectl would ask for a user name and a password if there is no {@link ClientIdentity} either. */
	record None() implements Credentials {
	}

	/** A token that stands in the kubeconfig. */
	record Token(Secret token) implements Credentials {
	}

	/** A token in a file of its own, which somebody may replace at any time. */
	record RotatingToken(TokenFile file) implements Credentials {
	}

	/** A user name and a password. The API server no longer takes them itself; something before it may. */
	record Basic(String user, Secret password) implements Credentials {
	}

	/** What a program gives when asked. */
	record FromPlugin(ExecPlugin plugin) implements Credentials {
	}
}
