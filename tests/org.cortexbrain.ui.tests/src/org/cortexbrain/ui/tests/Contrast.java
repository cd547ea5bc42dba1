package org.cortexbrain.ui.tests;

import org.eclipse.swt.graphics.Color;

/** How well one colour is read on another: the contrast ratio of the WCAG 2, from 1 to 21. */
final class Contrast {
	private Contrast() {
	}

	static double between(Color a, Color b) {
		double lighter = Math.max(luminance(a), luminance(b));
		return (lighter + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
	}

	private static double luminance(Color color) {
		return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
	}

	private static double linear(int channel) {
		double value = channel / 255.0;
		return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
	}
}
