package org.cortexbrain.graph.internal.frame;

import java.util.Set;

import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.internal.paint.ScenePainter.Emphasis;

/**
 * In what colours, and what stands out. Fixed, so that any thread may read it.
 *
 * @param lit elements whose neighbourhood is lit up; where there is any, the rest fades
 * @param focus the element that has the keyboard; null for none
 */
public record Look(GraphTheme theme, Set<Object> selected, Set<Object> lit, Set<Object> matches, Object focus) {
	public Look {
		selected = Set.copyOf(selected);
		lit = Set.copyOf(lit);
		matches = Set.copyOf(matches);
	}

	public Emphasis in(View view) {
		return new Emphasis(view.zoom(), view.visible(), selected, lit, matches, focus);
	}
}
