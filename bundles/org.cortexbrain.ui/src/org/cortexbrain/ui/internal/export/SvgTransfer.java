package org.cortexbrain.ui.internal.export;

import org.eclipse.swt.dnd.ByteArrayTransfer;

/** SVG in UTF-8 by its media type, as vector drawing programs exchange it on the clipboard. */
public final class SvgTransfer extends ByteArrayTransfer {
	public static final SvgTransfer INSTANCE = new SvgTransfer();

	private static final String[] NAMES = { "image/svg+xml" };
	private static final int[] IDS = { registerType(NAMES[0]) };

	private SvgTransfer() {
	}

	@Override
	protected int[] getTypeIds() {
		return IDS.clone();
	}

	@Override
	protected String[] getTypeNames() {
		return NAMES.clone();
	}
}
