package org.cortexbrain.kubeconfig.internal.exec;

import java.util.List;

/** Ends what was started, with all that it has started itself. */
final class Processes {
	private Processes() {
	}

	/** Kills a process and its descendants; those first seen, so that none is orphaned and missed. */
	static void end(Process process) {
		List<ProcessHandle> descendants = process.descendants().toList();
		process.destroyForcibly();
		descendants.forEach(ProcessHandle::destroyForcibly);
	}
}
