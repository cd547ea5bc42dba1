package org.cortexbrain.graph;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the nodes of a graph are, as a value that can be saved.
 *
 * @param places by the node's id, which the caller chose
 */
public record GraphPlaces(Map<String, Place> places) {
	public static final GraphPlaces NONE = new GraphPlaces(Map.of());

	public GraphPlaces {
		places = Map.copyOf(places);
	}

	/**
	 * The place of a node.
	 *
	 * @param x of its left border, in points
	 * @param y of its top, in points
	 * @param pinned whether no layout moves it
	 */
	public record Place(double x, double y, boolean pinned) {
	}

	/** A line for each node, of printable ASCII alone: left, top, {@code pinned} or {@code free}, and the id, URL-encoded. */
	public String toText() {
		var text = new StringBuilder();
		new TreeMap<>(places).forEach((id, place) -> text.append(place.x()).append(' ').append(place.y()).append(' ')
				.append(place.pinned() ? "pinned" : "free").append(' ').append(URLEncoder.encode(id, StandardCharsets.UTF_8)).append('\n'));
		return text.toString();
	}

	/**
	 * Reads what {@link #toText()} wrote.
	 *
	 * @throws IllegalArgumentException naming the line, if it is no such text
	 */
	public static GraphPlaces ofText(String text) {
		Map<String, Place> places = new TreeMap<>();
		int number = 0;
		for (String line : text.lines().toList()) {
			number++;
			String[] parts = line.split(" ");
			try {
				if (parts.length != 4 || !parts[2].equals("pinned") && !parts[2].equals("free")) {
					throw new IllegalArgumentException("it has not the form LEFT TOP pinned|free ID");
				}
				double x = Double.parseDouble(parts[0]);
				double y = Double.parseDouble(parts[1]);
				if (!Double.isFinite(x) || !Double.isFinite(y)) {
					throw new IllegalArgumentException("a place is finite");
				}
				places.put(URLDecoder.decode(parts[3], StandardCharsets.UTF_8), new Place(x, y, parts[2].equals("pinned")));
			} catch (IllegalArgumentException e) {
				throw new IllegalArgumentException("line " + number + " of the saved places cannot be read: " + line, e);
			}
		}
		return new GraphPlaces(places);
	}
}
