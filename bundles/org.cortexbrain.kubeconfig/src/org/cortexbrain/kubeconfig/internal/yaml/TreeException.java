package org.cortexbrain.kubeconfig.internal.yaml;

import org.cortexbrain.kubeconfig.Problem;

/** A text that cannot be read. It has no cause: the parser's own exceptions quote the text, and with it credentials. */
public final class TreeException extends Exception {
	private static final long serialVersionUID = 1L;
	private final transient Problem problem;

	public TreeException(Problem problem) {
		super(problem.toString());
		this.problem = problem;
	}

	public Problem problem() {
		return problem;
	}
}
