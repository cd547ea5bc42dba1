package org.cortexbrain.graph.internal.export;

/** Paints a sheet of one size part by part. For one thread at a time; each thread has its own. */
interface Strips extends AutoCloseable {
	/**
	 * Paints some rows.
	 *
	 * @param top the first row of the picture
	 */
	void paint(int top, int rows);

	/**
	 * Gives a row of what was painted last.
	 *
	 * @param row 0 for the first
	 * @param pixels takes as many as the picture is wide, each as 0xRRGGBB; what is above these bits is of no meaning
	 */
	void row(int row, int[] pixels);

	@Override
	void close();
}
