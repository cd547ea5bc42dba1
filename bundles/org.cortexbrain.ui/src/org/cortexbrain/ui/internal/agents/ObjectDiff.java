package org.cortexbrain.ui.internal.agents;

import java.util.List;
import java.util.function.Function;

import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.look.Tokens;
import org.cortexbrain.ui.internal.look.Widgets;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** An object before and after, side by side; both sides scroll together. What differs has a sign and a ground of its own. */
final class ObjectDiff {
	private final StyledText before;
	private final StyledText after;
	private boolean scrolling;

	ObjectDiff(Composite parent) {
		Composite sides = Widgets.grid(parent, 2, false);
		new Label(sides, SWT.NONE).setText("Now");
		new Label(sides, SWT.NONE).setText("Then");
		before = side(sides, "agents.before");
		after = side(sides, "agents.after");
		follow(before, after);
		follow(after, before);
	}

	private static StyledText side(Composite parent, String id) {
		StyledText side = Widgets.words(parent, id, 150, 1);
		side.setWordWrap(false);
		side.setFont(JFaceResources.getTextFont());
		((GridData) side.getLayoutData()).grabExcessVerticalSpace = true;
		((GridData) side.getLayoutData()).widthHint = 200;
		return side;
	}

	private void follow(StyledText one, StyledText other) {
		one.addListener(SWT.Modify, _ -> one.setTopIndex(0));
		one.addCaretListener(_ -> scroll(one, other));
		one.getVerticalBar().addListener(SWT.Selection, _ -> scroll(one, other));
		one.addListener(SWT.MouseWheel, _ -> one.getDisplay().asyncExec(() -> scroll(one, other)));
	}

	private void scroll(StyledText one, StyledText other) {
		if (!scrolling && !one.isDisposed() && other.getTopPixel() != one.getTopPixel()) {
			scrolling = true;
			other.setTopPixel(one.getTopPixel());
			scrolling = false;
		}
	}

	/** Either may be empty: an object that is not there. */
	void show(String was, String will) {
		List<LineDiff.Row> rows = LineDiff.of(was, will);
		fill(before, rows, LineDiff.Row::before, LineDiff.Kind.REMOVED, "\u2212 ");
		fill(after, rows, LineDiff.Row::after, LineDiff.Kind.ADDED, "+ ");
		for (int i = 0; i < rows.size(); i++) {
			if (rows.get(i).kind() != LineDiff.Kind.SAME) {
				/* A few lines above the first difference. */
				before.setTopIndex(Math.max(0, i - 2));
				after.setTopIndex(Math.max(0, i - 2));
				break;
			}
		}
	}

	private static void fill(StyledText side, List<LineDiff.Row> rows, Function<LineDiff.Row, String> line, LineDiff.Kind own, String sign) {
		var text = new StringBuilder();
		for (LineDiff.Row row : rows) {
			text.append(row.kind() == own ? sign : "  ").append(line.apply(row)).append('\n');
		}
		side.setText(text.toString());
		for (int i = 0; i < rows.size(); i++) {
			if (rows.get(i).kind() == own) {
				side.setLineBackground(i, 1, ground(own));
			}
		}
	}

	/* A light mix of the sign's colour with the ground, so that the text stays readable in both themes. */
	private static Color ground(LineDiff.Kind kind) {
		Tokens tokens = Themes.tokens();
		int colour = kind == LineDiff.Kind.ADDED ? tokens.graph().healthy() : tokens.graph().failing();
		int ground = tokens.graph().canvas();
		int mixed = 0;
		for (int shift = 0; shift <= 16; shift += 8) {
			mixed |= ((colour >> shift & 0xFF) + 5 * (ground >> shift & 0xFF)) / 6 << shift;
		}
		return Tokens.color(mixed);
	}
}
