package org.cortexbrain.graph.internal.export;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

/** Reports steps to a monitor and ends at once when it is cancelled. */
record Steps(IProgressMonitor monitor) {
	void done() {
		if (monitor.isCanceled()) {
			throw new OperationCanceledException();
		}
		monitor.worked(1);
	}
}
