package org.cortexbrain.ui.internal.inspector;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.look.Tokens;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

/** A small chart of the last five minutes: a title, the newest value, a line over time from 0 to the largest value. For the UI thread. */
final class Sparkline extends Canvas {
	static final Duration SPAN = Duration.ofMinutes(5);
	/** The shortest time that is drawn across the whole width. */
	private static final Duration SHORTEST = Duration.ofMinutes(1);
	private static final int HEIGHT = 72;

	/** A value at an instant; empty where it is not known, which leaves a gap. */
	record Value(Instant at, OptionalDouble value) {
	}

	private final String title;
	private final Function<OptionalDouble, String> text;
	private String which = "";
	private List<Value> values = List.of();
	private boolean awaited = true;
	private Instant now = Instant.EPOCH;

	Sparkline(Composite parent, String title, Function<OptionalDouble, String> text) {
		super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
		this.title = title;
		this.text = text;
		addPaintListener(event -> paint(event.gc));
		getAccessible().addAccessibleListener(new AccessibleAdapter() {
			@Override
			public void getName(AccessibleEvent event) {
				event.result = inWords();
			}
		});
	}

	/** Shows nothing until the values of something else have come. */
	void await() {
		awaited = true;
		values = List.of();
		setToolTipText(null);
		redraw();
	}

	/** @param which of several kinds of traffic these are the values of; empty where there is one only */
	void setValues(String which, List<Value> now, Instant at) {
		this.which = which;
		values = now;
		awaited = false;
		this.now = at;
		String words = inWords();
		if (!words.equals(getToolTipText())) {
			setToolTipText(words);
		}
		redraw();
	}

	private String name() {
		return which.isEmpty() ? title : title + ", " + which;
	}

	private String inWords() {
		String words = name() + ": now " + text.apply(newest());
		OptionalDouble most = most();
		return most.isEmpty() ? words : words + ", most " + text.apply(most);
	}

	private OptionalDouble most() {
		return values.stream().map(Value::value).filter(OptionalDouble::isPresent).mapToDouble(OptionalDouble::getAsDouble).max();
	}

	private OptionalDouble newest() {
		return values.isEmpty() ? OptionalDouble.empty() : values.getLast().value();
	}

	/* As long as there is less, what there is has the whole width. */
	private Duration span() {
		Duration known = values.isEmpty() ? Duration.ZERO : Duration.between(values.getFirst().at(), now);
		return known.compareTo(SHORTEST) < 0 ? SHORTEST : known.compareTo(SPAN) > 0 ? SPAN : known;
	}

	@Override
	public Point computeSize(int widthHint, int heightHint, boolean changed) {
		return new Point(widthHint == SWT.DEFAULT ? 160 : widthHint, heightHint == SWT.DEFAULT ? HEIGHT : heightHint);
	}

	private void paint(GC gc) {
		Tokens tokens = Themes.tokens();
		Rectangle area = getClientArea();
		gc.setBackground(getParent().getBackground());
		gc.fillRectangle(area);
		gc.setAntialias(SWT.ON);
		int line = gc.getFontMetrics().getHeight();
		gc.setForeground(tokens.mutedText());
		gc.drawText(awaited ? title : name(), 0, 0, true);
		if (awaited) {
			return;
		}
		gc.setForeground(tokens.text());
		String value = text.apply(newest());
		gc.drawText(value, area.width - gc.textExtent(value).x, 0, true);
		int top = line + Tokens.GRID;
		int bottom = area.height - 2;
		double most = most().orElse(0);
		gc.setForeground(tokens.line());
		gc.drawLine(0, bottom, area.width, bottom);
		if (most <= 0) {
			gc.setForeground(tokens.mutedText());
			String none = values.stream().noneMatch(each -> each.value().isPresent()) ? "nothing measured" : "";
			gc.drawText(none, (area.width - gc.textExtent(none).x) / 2, (top + bottom - line) / 2, true);
			return;
		}
		gc.setForeground(tokens.accent());
		gc.setLineWidth(2);
		double span = span().toMillis();
		int beforeX = -1;
		int beforeY = 0;
		for (Value each : values) {
			if (each.value().isEmpty()) {
				beforeX = -1;
				continue;
			}
			double age = Duration.between(each.at(), now).toMillis() / span;
			if (age > 1) {
				continue;
			}
			int x = (int) Math.round((1 - age) * (area.width - 2));
			int y = (int) Math.round(bottom - 1 - each.value().getAsDouble() / most * (bottom - top - 2));
			if (beforeX >= 0) {
				gc.drawLine(beforeX, beforeY, x, y);
			} else {
				gc.drawPoint(x, y);
			}
			beforeX = x;
			beforeY = y;
		}
		gc.setLineWidth(1);
		String largest = text.apply(OptionalDouble.of(most));
		gc.setForeground(tokens.mutedText());
		String scale = "most " + largest;
		if (values.size() > 1 && !largest.equals(value)) {
			Point extent = gc.textExtent(scale);
			gc.setBackground(getParent().getBackground());
			gc.setAlpha(200);
			gc.fillRectangle(0, top, extent.x + Tokens.GRID, extent.y);
			gc.setAlpha(255);
			gc.drawText(scale, 0, top, true);
		}
	}
}
