package org.cortexbrain.ui.driver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.Widget;

/**
 * Where a test looks: finds what is visible there, and waits for it.
 *
 * <p>A query must mean one widget. None until the deadline, or several, is a failure that lists the candidates.
 */
public final class Scope {
	private static final int LONGEST_LIST = 60;

	private final String words;
	private final Supplier<List<? extends Widget>> roots;
	private final Duration patience;

	private Scope(String words, Supplier<List<? extends Widget>> roots, Duration patience) {
		this.words = words;
		this.roots = roots;
		this.patience = patience;
	}

	/** @param roots is called on the UI thread, anew for each look; empty while the place is not there */
	public static Scope of(String words, Supplier<List<? extends Widget>> roots) {
		return new Scope(words, roots, Wait.PATIENCE);
	}

	/** All shells that are open. */
	public static Scope everywhere() {
		return of("in all windows", () -> List.of(UiThread.display().getShells()));
	}

	/**
	 * The shell that has the focus. Without a window manager none may have it; then the one opened last that is visible.
	 */
	public static Scope activeShell() {
		return of("in the active window", () -> {
			Shell active = UiThread.display().getActiveShell();
			if (active != null) {
				return List.of(active);
			}
			return Arrays.stream(UiThread.display().getShells()).filter(Shell::isVisible).reduce((_, last) -> last).map(List::of).orElse(List.of());
		});
	}

	/** The shell with this title. */
	public static Scope shell(String title) {
		return of("in the window '" + title + "'", () -> Arrays.stream(UiThread.display().getShells())
				.filter(shell -> shell.isVisible() && shell.getText().equals(title)).toList());
	}

	/** What is below the one widget that {@code query} means here. */
	public Scope within(Query<? extends Widget> query) {
		return new Scope("within the widget " + query.words() + " " + words, () -> matches(query), patience);
	}

	/** The same place with another deadline. */
	public Scope waiting(Duration longest) {
		return new Scope(words, roots, longest);
	}

	/** The one widget that is meant. Waits for it. */
	public <W extends Widget> WidgetHandle<W> find(Query<W> query) {
		return new WidgetHandle<>(widget(query), query.words() + " " + words);
	}

	private <W extends Widget> W widget(Query<W> query) {
		return Wait.until(patience, () -> missing(query), () -> {
			List<W> found = matches(query);
			return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
		});
	}

	private String missing(Query<?> query) {
		List<? extends Widget> found = matches(query);
		String head = (found.isEmpty() ? "a widget " : "one widget (there are " + found.size() + ") ") + query.words() + " " + words;
		if (roots.get().isEmpty()) {
			return head + ", but there is no such place. Windows: " + Arrays.stream(UiThread.display().getShells())
					.filter(Shell::isVisible).map(WidgetText::describe).collect(Collectors.joining(", "));
		}
		List<Widget> there = all();
		List<Widget> sameType = there.stream().filter(query.type()::isInstance).toList();
		List<? extends Widget> list = !found.isEmpty() ? found : sameType.isEmpty() ? there : sameType;
		return head + ". There is:\n" + list.stream().limit(LONGEST_LIST).map(widget -> "\t" + WidgetText.describe(widget))
				.collect(Collectors.joining("\n")) + (list.size() > LONGEST_LIST ? "\n\tand " + (list.size() - LONGEST_LIST) + " more" : "");
	}

	private List<Widget> all() {
		List<Widget> all = new ArrayList<>();
		roots.get().forEach(root -> all.addAll(WidgetTree.below(root)));
		return all;
	}

	private <W extends Widget> List<W> matches(Query<W> query) {
		return all().stream().filter(widget -> !(widget instanceof Control control) || control.isVisible()).filter(query::matches)
				.map(query.type()::cast).toList();
	}

	/** Whether a visible widget matches now. Does not wait. */
	public boolean has(Query<? extends Widget> query) {
		return UiThread.call(() -> !matches(query).isEmpty());
	}

	/** The visible widgets that match now, one at least. Touch them on the UI thread only. */
	public <W extends Widget> List<W> all(Query<W> query) {
		waitFor(query);
		return UiThread.call(() -> matches(query));
	}

	/** Waits until a visible widget matches, be it one or several. */
	public void waitFor(Query<? extends Widget> query) {
		Wait.until(patience, () -> missing(query), () -> matches(query).isEmpty() ? Optional.empty() : Optional.of(true));
	}

	/** Waits until no visible widget matches. */
	public void waitWhile(Query<? extends Widget> query) {
		Wait.until(patience, () -> "no widget " + query.words() + " to be there any more " + words,
				() -> matches(query).isEmpty() ? Optional.of(true) : Optional.empty());
	}

	public WidgetHandle<Button> button(String text) {
		return find(Query.type(Button.class).text(text));
	}

	/** A toolbar's button, by its text or tooltip. */
	public WidgetHandle<ToolItem> toolItem(String textOrTooltip) {
		return find(Query.type(ToolItem.class).and("with the text or tooltip '" + textOrTooltip + "'",
				item -> textOrTooltip.equals(WidgetText.of(item).orElse("")) || textOrTooltip.equals(WidgetText.tooltip(item).orElse(""))));
	}

	public WidgetHandle<Label> label(String text) {
		return find(Query.type(Label.class).text(text));
	}

	public WidgetHandle<Link> link(String text) {
		return find(Query.type(Link.class).text(text));
	}

	/** The only text field, or the one that {@code query} means. */
	public TextHandle text(Query<Text> query) {
		return new TextHandle(widget(query), query.words() + " " + words);
	}

	public TableHandle table(Query<Table> query) {
		return new TableHandle(widget(query), query.words() + " " + words);
	}

	public TreeHandle tree(Query<Tree> query) {
		return new TreeHandle(widget(query), query.words() + " " + words);
	}

	public ComboHandle combo(Query<Combo> query) {
		return new ComboHandle(widget(query), query.words() + " " + words);
	}

	public CanvasHandle canvas(Query<Canvas> query) {
		return new CanvasHandle(widget(query), query.words() + " " + words);
	}

	/** Every text that can be read here now, in order, a line each: for failures and for looking at what a page says. */
	public String readable() {
		return UiThread.call(() -> all().stream().filter(widget -> !(widget instanceof Control control) || control.isVisible())
				.map(WidgetText::of).flatMap(Optional::stream).filter(text -> !text.isBlank()).collect(Collectors.joining("\n")));
	}

	/** Waits until {@code text} is part of what can be read here. */
	public void waitForText(String text) {
		Wait.until(patience, () -> "the text '" + text + "' " + words + ". There is:\n" + all().stream().map(WidgetText::of)
				.flatMap(Optional::stream).filter(t -> !t.isBlank()).map(t -> "\t" + t).collect(Collectors.joining("\n")),
				() -> all().stream().filter(widget -> !(widget instanceof Control control) || control.isVisible()).map(WidgetText::of)
						.flatMap(Optional::stream).anyMatch(t -> t.contains(text)) ? Optional.of(true) : Optional.empty());
	}
}
