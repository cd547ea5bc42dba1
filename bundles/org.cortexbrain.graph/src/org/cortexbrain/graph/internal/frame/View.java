package org.cortexbrain.graph.internal.frame;

import org.cortexbrain.graph.Box;

/**
 * What part of a scene is shown, and how large.
 *
 * @param originX the place of the scene at the left edge
 * @param originY the place of the scene at the upper edge
 * @param zoom points for a unit of the scene
 * @param width in points
 * @param height in points
 */
public record View(double originX, double originY, double zoom, int width, int height) {
	/** The part of the scene. */
	public Box visible() {
		return new Box(originX, originY, width / zoom, height / zoom);
	}

	/** The same with so many points more on each side. */
	View wider(int sideways, int upAndDown) {
		return new View(originX - sideways / zoom, originY - upAndDown / zoom, zoom, width + 2 * sideways, height + 2 * upAndDown);
	}

	/** Where a place of the scene is, in points. */
	public double x(double sceneX) {
		return (sceneX - originX) * zoom;
	}

	/** Where a place of the scene is, in points. */
	public double y(double sceneY) {
		return (sceneY - originY) * zoom;
	}
}
