package org.cortexbrain.graph.internal.paint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.Sign;
import org.cortexbrain.graph.internal.paint.Painter.Align;
import org.cortexbrain.graph.internal.scene.DrawnEdge;
import org.cortexbrain.graph.internal.scene.DrawnNode;
import org.cortexbrain.graph.internal.scene.Picture;
import org.cortexbrain.graph.internal.scene.SceneEdge;

/** How a scene looks, whatever it is painted with. Stateless but for what one painting is told. */
public final class ScenePainter {
	/** Below these zooms the detail, the name, and the card itself are left out. */
	private static final double DETAIL_ZOOM = 0.55;
	private static final double NAME_ZOOM = 0.32;
	private static final double CARD_ZOOM = 0.16;
	/** Below this, names of fields keep their size on the screen and stand above all else. */
	private static final double FIELD_NAME_ZOOM = 0.4;

	private static final int STOP_INTERVAL = 256;
	private static final int MOST_LABELS = 400;
	private static final int CROWD = 2_000;
	private static final double CROWDED_SHARE = 0.6;
	private static final double RADIUS = 6;
	private static final double WIDEST_BORDER = 2.5;
	/** How many times as large a sign is on a card without a name. */
	private static final double SIGN_ALONE = 3;
	private static final double NAME_SIZE = 12;
	private static final double DETAIL_SIZE = 10.5;

	/**
	 * What stands out in one painting.
	 *
	 * @param zoom at which it will be seen: how much detail is drawn
	 * @param visible what of the scene is seen
	 * @param selected elements
	 * @param lit elements whose neighbourhood is lit up; where there is any, the rest fades
	 * @param matches elements that a search found
	 * @param focus the element that has the keyboard; null for none
	 */
	public record Emphasis(double zoom, Box visible, Set<Object> selected, Set<Object> lit, Set<Object> matches, Object focus) {
	}

	private final Painter painter;
	private final GraphTheme theme;
	private final Emphasis emphasis;
	private final BooleanSupplier stop;
	private final Set<Object> bright = new HashSet<>();
	private final FarLook far;
	private int labels;
	private boolean crowded;

	public ScenePainter(Painter painter, GraphTheme theme, Emphasis emphasis) {
		this(painter, theme, emphasis, () -> false);
	}

	/** @param stop asked now and then while painting: whether nobody wants the picture any more */
	public ScenePainter(Painter painter, GraphTheme theme, Emphasis emphasis, BooleanSupplier stop) {
		this.painter = painter;
		this.theme = theme;
		this.emphasis = emphasis;
		this.stop = stop;
		far = new FarLook(painter, theme, emphasis.zoom);
	}

	/** Paints all that is seen. @return whether it was painted to the end */
	public boolean paint(Picture picture) {
		light(picture);
		for (DrawnNode field : picture.fields()) {
			if (isSeen(field)) {
				field(field);
			}
		}
		List<DrawnEdge> seen = new ArrayList<>();
		for (DrawnEdge edge : picture.edges()) {
			if (emphasis.visible.overlaps(edge.bounds())) {
				seen.add(edge);
			}
		}
		crowded = seen.size() > CROWD;
		if (isFar()) {
			segments(seen);
		} else {
			seen.sort(Comparator.comparing(edge -> stands(edge) || isTrouble(edge)));
			if (!each(seen, this::edge)) {
				return false;
			}
		}
		List<DrawnNode> cards = new ArrayList<>();
		for (DrawnNode node : picture.cards()) {
			if (isSeen(node)) {
				cards.add(node);
			}
		}
		if (isFar()) {
			/* Marks may cover each other: trouble is on top. */
			cards.sort(Comparator.comparing(node -> node.style().sign() != Sign.HEALTHY));
		}
		if (!each(cards, this::card)) {
			return false;
		}
		if (emphasis.zoom < FIELD_NAME_ZOOM) {
			fieldNames(picture.fields().stream().filter(this::isSeen).toList(), cards);
		} else if (emphasis.zoom >= DETAIL_ZOOM) {
			var taken = new TakenRoom();
			cards.forEach(card -> taken.take(card.box()));
			picture.fields().stream().filter(this::isSeen).map(this::nameBox).forEach(taken::take);
			labels(seen, new EdgeLabels(painter, DETAIL_SIZE, taken));
		}
		return true;
	}

	private boolean isFar() {
		return isFar(emphasis.zoom);
	}

	static boolean isFar(double zoom) {
		return zoom < CARD_ZOOM;
	}

	/** Whether a card has its small sign in the corner, and a pin where it has one. */
	static boolean showsSigns(double zoom) {
		return zoom >= NAME_ZOOM;
	}

	private void fieldNames(List<DrawnNode> fields, List<DrawnNode> cards) {
		if (fields.isEmpty()) {
			return;
		}
		var all = new TakenRoom();
		var trouble = new TakenRoom();
		for (DrawnNode card : cards) {
			Box box = isFar() ? FarLook.marks(card.box(), emphasis.zoom) : card.box();
			all.take(box);
			if (card.style().sign() != Sign.HEALTHY) {
				trouble.take(box);
			}
		}
		var names = new TakenRoom();
		fields.forEach(field -> far.name(field.box(), field.style().name(), names, trouble, all));
	}

	/** What a card covers at a zoom, however it does and whatever stands out: its border is included, and from afar it is a mark. */
	public static Box looks(Box card, double zoom) {
		return isFar(zoom) ? card.union(FarLook.marks(card, zoom)) : card.grow(WIDEST_BORDER);
	}

	/* Where the name of a field stands when it is seen near. */
	private Box nameBox(DrawnNode field) {
		double width = painter.width(fieldName(field), NAME_SIZE, true);
		return new Box(field.box().x() + 14, field.box().y() + 20 - NAME_SIZE, width, 2 * NAME_SIZE);
	}

	private String fieldName(DrawnNode field) {
		return ShortText.of(painter, field.style().name(), field.box().width() - 2 * 14, fieldNameSize(), true);
	}

	private double fieldNameSize() {
		return Math.min(22, NAME_SIZE / Math.min(1, emphasis.zoom * 1.4));
	}

	private <T> boolean each(List<T> elements, Consumer<T> paint) {
		int count = 0;
		for (T element : elements) {
			if (++count % STOP_INTERVAL == 0 && stop.getAsBoolean()) {
				return false;
			}
			paint.accept(element);
		}
		return true;
	}

	/** Paints some elements over what is there, with the ends of connections on top of these. */
	public void paintOver(Collection<DrawnNode> nodes, Collection<DrawnEdge> edges) {
		for (DrawnEdge edge : edges) {
			if (emphasis.visible.overlaps(edge.bounds())) {
				if (isFar()) {
					segments(List.of(edge));
				} else {
					edge(edge);
				}
				card(edge.source());
				card(edge.target());
			}
		}
		for (DrawnNode node : nodes) {
			if (isSeen(node)) {
				card(node);
			}
		}
	}

	private void segments(List<DrawnEdge> edges) {
		new FarEdges(painter, emphasis.zoom, emphasis.visible).paint(edges, new FarEdges.Pens() {
			@Override
			public int order(DrawnEdge edge) {
				return stands(edge) ? 2 : isTrouble(edge) ? 1 : 0;
			}

			@Override
			public int color(DrawnEdge edge) {
				return ScenePainter.this.color(edge);
			}

			@Override
			public double width(DrawnEdge edge) {
				return ScenePainter.this.width(edge);
			}
		});
	}

	private void labels(List<DrawnEdge> edges, EdgeLabels places) {
		/* Whoever comes first has the room: what people look at, then trouble. */
		for (boolean standing : new boolean[] { true, false }) {
			for (DrawnEdge edge : edges) {
				if ((stands(edge) || isBright(edge)) == standing && labels < MOST_LABELS) {
					label(edge, places);
				}
			}
		}
	}

	private void light(Picture picture) {
		if (emphasis.lit.isEmpty()) {
			return;
		}
		bright.addAll(emphasis.lit);
		for (DrawnEdge edge : picture.edges()) {
			if (isBright(edge)) {
				bright.add(edge.source().element());
				bright.add(edge.target().element());
			}
		}
	}

	private boolean isBright(DrawnEdge edge) {
		return emphasis.lit.contains(edge.element()) || emphasis.lit.contains(edge.source().element())
				|| emphasis.lit.contains(edge.target().element());
	}

	private boolean isSeen(DrawnNode node) {
		return emphasis.visible.overlaps(node.box());
	}

	private boolean fades(DrawnNode node) {
		return !emphasis.lit.isEmpty() && !bright.contains(node.element());
	}

	private boolean fades(DrawnEdge edge) {
		return !emphasis.lit.isEmpty() && !isBright(edge);
	}

	/** Faded is most of the ground and little of the colour. */
	private int faded(int color, boolean fades) {
		return fades ? mix(color, theme.canvas(), 0.72) : color;
	}

	static int mix(int color, int with, double share) {
		int mixed = 0;
		for (int shift = 16; shift >= 0; shift -= 8) {
			int a = color >> shift & 0xff;
			int b = with >> shift & 0xff;
			mixed |= (int) Math.round(a + (b - a) * share) << shift;
		}
		return mixed;
	}

	private void field(DrawnNode node) {
		Box box = node.box();
		boolean selected = emphasis.selected.contains(node.element());
		painter.beginGroup(node.style().name());
		painter.fill(box, RADIUS + 2, theme.container());
		painter.outline(box, RADIUS + 2, selected ? theme.accent() : theme.containerBorder(), selected ? 2 : 1, Dashes.NONE);
		if (emphasis.zoom >= FIELD_NAME_ZOOM) {
			painter.text(fieldName(node), box.x() + 14, box.y() + 20, fieldNameSize(), true, Align.LEFT, theme.mutedText());
		}
		painter.endGroup();
	}

	private void card(DrawnNode node) {
		Box box = node.box();
		Sign sign = node.style().sign();
		boolean fades = fades(node);
		boolean selected = emphasis.selected.contains(node.element());
		int state = faded(theme.of(sign), fades);
		painter.beginGroup(node.style().name() + (node.style().detail().isEmpty() ? "" : ", " + node.style().detail()));
		if (isFar()) {
			far.mark(box, sign, state, selected || emphasis.matches.contains(node.element()));
			painter.endGroup();
			return;
		}
		painter.fill(box, RADIUS, faded(theme.card(), fades));
		painter.fill(new Box(box.x() + 1, box.y() + 6, 4, box.height() - 12), 2, state);
		int border = selected || node.element().equals(emphasis.focus) ? theme.accent()
				: emphasis.matches.contains(node.element()) ? theme.degraded() : faded(theme.cardBorder(), fades);
		painter.outline(box, RADIUS, border, selected ? WIDEST_BORDER : emphasis.matches.contains(node.element()) ? 2 : 1, sign == Sign.UNKNOWN && !selected ? Dashes.SHORT : Dashes.NONE);
		if (emphasis.zoom >= NAME_ZOOM) {
			boolean detail = emphasis.zoom >= DETAIL_ZOOM && !node.style().detail().isEmpty();
			icon(node, faded(theme.mutedText(), fades));
			double room = box.width() - 38 - 26;
			double nameSize = emphasis.zoom >= DETAIL_ZOOM ? NAME_SIZE : NAME_SIZE * 1.5;
			painter.text(ShortText.of(painter, node.style().name(), room, nameSize, true), box.x() + 38, box.centerY() - (detail ? 8 : 0), nameSize, true,
					Align.LEFT, faded(theme.text(), fades));
			if (detail) {
				boolean trouble = sign == Sign.FAILING || sign == Sign.DEGRADED;
				painter.text(ShortText.of(painter, node.style().detail(), node.pinned() ? room : room + 18, DETAIL_SIZE, false), box.x() + 38, box.centerY() + 10, DETAIL_SIZE,
						false, Align.LEFT, faded(trouble ? theme.of(sign) : theme.mutedText(), fades));
			}
			sign(painter, theme, sign, box.right() - 16, detail ? box.y() + 16 : box.centerY(), detail ? 1 : 1.5, state);
			if (node.pinned()) {
				pin(painter, box.right() - 16, box.bottom() - 14, faded(theme.mutedText(), fades));
			}
		} else {
			/* Too small for a name: the sign alone, as large as it can be. */
			sign(painter, theme, sign, box.centerX(), box.centerY(), SIGN_ALONE, state);
		}
		painter.endGroup();
	}

	/* A drawing pin, seen from the side. */
	static void pin(Painter painter, double x, double y, int color) {
		painter.lines(new double[] { x - 3, y - 6, x + 3, y - 6 }, color, 1.4);
		painter.lines(new double[] { x - 1.8, y - 6, x - 1.8, y - 2 }, color, 1.4);
		painter.lines(new double[] { x + 1.8, y - 6, x + 1.8, y - 2 }, color, 1.4);
		painter.lines(new double[] { x - 4.5, y - 1.5, x + 4.5, y - 1.5 }, color, 1.4);
		painter.lines(new double[] { x, y - 1.5, x, y + 5 }, color, 1.4);
	}

	private void icon(DrawnNode node, int color) {
		double x = node.box().x() + 14;
		double y = node.box().centerY() - 8;
		for (double[] line : node.style().icon().lines()) {
			double[] moved = new double[line.length];
			for (int i = 0; i < line.length; i += 2) {
				moved[i] = x + line[i];
				moved[i + 1] = y + line[i + 1];
			}
			painter.lines(moved, color, 1.4);
		}
	}

	/** Paints a sign around a place. @param k how many times its natural size */
	static void sign(Painter painter, GraphTheme theme, Sign sign, double x, double y, double k, int color) {
		switch (sign) {
		case HEALTHY -> painter.lines(new double[] { x - 4 * k, y, x - k, y + 3 * k, x + 4 * k, y - 4 * k }, color, 1.8 * k);
		case DEGRADED -> {
			painter.polygon(new double[] { x, y - 5 * k, x + 5.5 * k, y + 4.5 * k, x - 5.5 * k, y + 4.5 * k }, color);
			painter.lines(new double[] { x, y - 1.5 * k, x, y + 1.5 * k }, theme.card(), 1.4 * k);
		}
		case FAILING -> {
			painter.lines(new double[] { x - 4 * k, y - 4 * k, x + 4 * k, y + 4 * k }, color, 2 * k);
			painter.lines(new double[] { x - 4 * k, y + 4 * k, x + 4 * k, y - 4 * k }, color, 2 * k);
		}
		case UNKNOWN -> painter.text("?", x, y, NAME_SIZE * k, true, Align.CENTER, color);
		}
	}

	private boolean stands(DrawnEdge edge) {
		return emphasis.selected.contains(edge.element()) || emphasis.lit.contains(edge.element());
	}

	private int color(DrawnEdge edge) {
		Sign sign = edge.style().sign();
		int color = emphasis.selected.contains(edge.element()) ? theme.accent()
				: sign == Sign.DEGRADED || sign == Sign.FAILING ? theme.of(sign) : theme.edge();
		/* Where thousands of edges cross, and where none of its ends is seen, a quiet one steps back, so that trouble and what is here are seen. */
		boolean stepsBack = crowded || !isFar() && !isSeen(edge.source()) && !isSeen(edge.target());
		return stepsBack && !stands(edge) && !isTrouble(edge) ? mix(color, theme.canvas(), CROWDED_SHARE) : faded(color, fades(edge));
	}

	private static boolean isTrouble(DrawnEdge edge) {
		return edge.style().sign() == Sign.DEGRADED || edge.style().sign() == Sign.FAILING;
	}

	private double width(DrawnEdge edge) {
		double width = edge.style().width() + (stands(edge) ? 1 : 0);
		double thinnest = 1 / Math.max(emphasis.zoom, 0.02);
		/* From afar there is no room for heads, and traffic is not told: what is in trouble is thicker. */
		if (isFar()) {
			return Math.max(width * 0.4, thinnest) * (isTrouble(edge) ? 2 : 1);
		}
		/* Thinner, dashes would not be told apart; nearer, traffic is told. */
		boolean small = emphasis.zoom < DETAIL_ZOOM;
		return Math.max(width, switch (edge.style().sign()) {
		case HEALTHY -> Math.min(thinnest, 3);
		case UNKNOWN -> small ? 1.5 * thinnest : 1;
		case DEGRADED, FAILING -> small ? 2 * thinnest : 1;
		});
	}

	private void edge(DrawnEdge edge) {
		double[] curve = edge.curve();
		int color = color(edge);
		double width = width(edge);
		painter.beginGroup(edge.source().style().name() + " to " + edge.target().style().name()
				+ (edge.style().label().isEmpty() ? "" : ": " + edge.style().label()));
		double size = Math.min(14, 5 + width * 1.6);
		double[] end = { curve[6], curve[7] };
		double[] before = SceneEdge.at(curve, 0.94);
		double angle = Math.atan2(end[1] - before[1], end[0] - before[0]);
		double[] shaft = curve.clone();
		shaft[6] -= Math.cos(angle) * size * 0.7;
		shaft[7] -= Math.sin(angle) * size * 0.7;
		painter.curve(shaft, color, width, Dashes.of(edge.style().sign()));
		painter.polygon(new double[] { end[0], end[1], end[0] - Math.cos(angle - 0.42) * size, end[1] - Math.sin(angle - 0.42) * size,
				end[0] - Math.cos(angle + 0.42) * size, end[1] - Math.sin(angle + 0.42) * size }, color);
		painter.endGroup();
	}

	private void label(DrawnEdge edge, EdgeLabels places) {
		boolean trouble = isTrouble(edge);
		if (edge.style().label().isEmpty() && !trouble || !(stands(edge) || isBright(edge) || trouble) || fades(edge)) {
			return;
		}
		places.place(edge.style().label(), edge.curve(), trouble, stands(edge)).ifPresent(label -> {
			labels++;
			Box box = label.box();
			Sign sign = edge.style().sign();
			int color = theme.of(sign);
			label.leader().ifPresent(line -> painter.lines(line, theme.mutedText(), 1));
			painter.fill(box, 9, theme.canvas());
			painter.outline(box, 9, trouble ? color : theme.containerBorder(), 1, Dashes.NONE);
			if (trouble) {
				sign(painter, theme, sign, box.x() + EdgeLabels.SIGN_AT, box.centerY(), 0.8, color);
			}
			if (!label.text().isEmpty()) {
				painter.text(label.text(), box.centerX() + (trouble ? EdgeLabels.SIGN_ROOM / 2 : 0), box.centerY(), DETAIL_SIZE, false, Align.CENTER,
						trouble ? color : theme.text());
			}
		});
	}
}
