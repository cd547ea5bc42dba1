package org.cortexbrain.kubeconfig;

/** A credential could not be had: a file is gone, a plug-in failed. The message is for a person and holds no credential. */
public final class CredentialException extends Exception {
	private static final long serialVersionUID = 1L;
	private final transient Problem problem;

	public CredentialException(Problem problem) {
		super(problem.toString());
		this.problem = problem;
	}

	public Problem problem() {
		return problem;
	}
}
