package org.cortexbrain.agent.bpf;

/** The kernel, or libbpf, refused something. The message is for a person; {@link #errno()} for a decision. */
public final class BpfException extends Exception {
	private static final long serialVersionUID = 1L;

	/** {@code EPERM} and {@code EACCES} of Linux: rights are missing. */
	private static final int EPERM = 1;
	private static final int EACCES = 13;

	private final int errno;

	BpfException(String message, int errno) {
		super(message);
		this.errno = errno;
	}

	/** The kernel's error number, above 0; 0 where there was none. */
	public int errno() {
		return errno;
	}

	public boolean forWantOfRights() {
		return errno == EPERM || errno == EACCES;
	}
}
