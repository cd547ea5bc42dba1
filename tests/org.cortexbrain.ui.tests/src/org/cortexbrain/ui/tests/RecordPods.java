package org.cortexbrain.ui.tests;

import java.nio.file.Path;

/** Writes a recording of {@link PodMesh} to be looked at, or for scripts: {@code RecordPods FILE SECONDS}. */
public final class RecordPods {
	private RecordPods() {
	}

	public static void main(String[] arguments) {
		PodMesh.record(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
	}
}
