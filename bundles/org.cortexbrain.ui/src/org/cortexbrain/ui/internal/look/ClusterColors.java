package org.cortexbrain.ui.internal.look;

import org.cortexbrain.connect.ClusterColor;
import org.eclipse.swt.graphics.Color;

/** The colours of clusters in both themes: at least 4.5 to 1 on the ground of their theme, and none of them a state's. */
public final class ClusterColors {
	private ClusterColors() {
	}

	public static Color of(ClusterColor color, boolean dark) {
		return Tokens.color(switch (color) {
		case BLUE -> dark ? 0x6CB2FF : 0x0B5CBF;
		case TEAL -> dark ? 0x4FC7C0 : 0x0B6E69;
		case VIOLET -> dark ? 0xB79BFF : 0x6A3FC4;
		case PINK -> dark ? 0xFF8FC7 : 0xA8326F;
		case BROWN -> dark ? 0xD2A679 : 0x7A4E21;
		case OLIVE -> dark ? 0xC2C46B : 0x5F6312;
		case SLATE -> dark ? 0xA9B7C9 : 0x4A5868;
		});
	}
}
