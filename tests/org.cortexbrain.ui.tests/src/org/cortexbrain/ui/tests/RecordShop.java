package org.cortexbrain.ui.tests;

import java.nio.file.Path;

/** Writes a recording of {@link ShopMesh} for scripts: {@code RecordShop FILE SECONDS}. */
public final class RecordShop {
	private RecordShop() {
	}

	public static void main(String[] arguments) {
		ShopMesh.record(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
	}
}
