package org.cortexbrain.ui.internal.agents;

import java.util.ArrayList;
import java.util.List;

/**
 * Two texts beside each other: each row has a line of both, or of one alone. By the longest common subsequence of their lines, in time and memory
 * of the product of their lengths; meant for objects of a few hundred lines.
 */
final class LineDiff {
	/**
	 * @param before empty text where only the other has a line
	 * @param after the same
	 */
	record Row(String before, String after, Kind kind) {
	}

	enum Kind {
		SAME, REMOVED, ADDED
	}

	private LineDiff() {
	}

	static List<Row> of(String before, String after) {
		List<String> left = before.lines().toList();
		List<String> right = after.lines().toList();
		int[][] common = new int[left.size() + 1][right.size() + 1];
		for (int i = left.size() - 1; i >= 0; i--) {
			for (int j = right.size() - 1; j >= 0; j--) {
				common[i][j] = left.get(i).equals(right.get(j)) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
			}
		}
		List<Row> rows = new ArrayList<>();
		int i = 0;
		int j = 0;
		while (i < left.size() || j < right.size()) {
			if (i < left.size() && j < right.size() && left.get(i).equals(right.get(j))) {
				rows.add(new Row(left.get(i++), right.get(j++), Kind.SAME));
			} else if (i < left.size() && (j == right.size() || common[i + 1][j] >= common[i][j + 1])) {
				rows.add(new Row(left.get(i++), "", Kind.REMOVED));
			} else {
				rows.add(new Row("", right.get(j++), Kind.ADDED));
			}
		}
		return List.copyOf(rows);
	}
}
