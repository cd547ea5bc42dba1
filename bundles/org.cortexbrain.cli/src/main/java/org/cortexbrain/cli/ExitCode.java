package org.cortexbrain.cli;

import org.cortexbrain.cluster.ClusterFault;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** What the program ends with; documented in docs/user/cfcli.md. */
final class ExitCode {
	static final int DONE = 0;
	static final int FAILED = 1;
	static final int USAGE = 2;
	static final int NOT_PERMITTED = 3;
	static final int UNREACHABLE = 4;
	/** Something would be changed, or is not as it should be: of {@code install --dry-run} and {@code status}. */
	static final int DIFFERS = 5;
	/** By a signal. */
	static final int STOPPED = 130;

	private ExitCode() {
	}

	/** By what the server said; a server that said nothing is out of reach. */
	static int of(ClusterFault fault) {
		for (Throwable each = fault.getCause(); each != null; each = each.getCause()) {
			if (each instanceof KubernetesClientException refused && refused.getCode() > 0) {
				return switch (refused.getCode()) {
				case 401, 403 -> NOT_PERMITTED;
				case 500, 502, 503, 504 -> UNREACHABLE;
				default -> FAILED;
				};
			}
			if (each instanceof java.io.IOException && !(each instanceof ClusterFault)) {
				return UNREACHABLE;
			}
		}
		return FAILED;
	}
}
