package org.cortexbrain.ui.driver;

import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Widget;

/**
 * Which widgets are meant, with words for it.
 *
 * @param words completes the sentence "looked for a widget ..."
 * @param test is run on the UI thread
 */
public record Query<W extends Widget>(Class<W> type, String words, Predicate<W> test) {
	/** The key of {@link Widget#setData(String, Object)} under which the product names the widgets that tests speak to. */
	public static final String ID = "org.cortexbrain.ui.id";

	/** All widgets of a type. */
	public static <W extends Widget> Query<W> type(Class<W> type) {
		return new Query<>(type, "of type " + type.getSimpleName(), _ -> true);
	}

	/** The widget whose {@link #ID} is {@code id}. */
	public Query<W> id(String id) {
		return and("with the id '" + id + "'", widget -> id.equals(widget.getData(ID)));
	}

	/** Those that show {@code text}; a mnemonic's ampersand and a key after a tab do not count. */
	public Query<W> text(String text) {
		return and("with the text '" + text + "'", widget -> WidgetText.of(widget).filter(text::equals).isPresent());
	}

	/** Those whose text matches from its beginning to its end. */
	public Query<W> textLike(Pattern pattern) {
		return and("with a text like /" + pattern + "/", widget -> WidgetText.of(widget).filter(t -> pattern.matcher(t).matches()).isPresent());
	}

	public Query<W> tooltip(String tooltip) {
		return and("with the tooltip '" + tooltip + "'", widget -> WidgetText.tooltip(widget).filter(tooltip::equals).isPresent());
	}

	/** Those that come after a label with this text (a colon at its end does not count) among their parent's children. */
	public Query<W> label(String label) {
		return and("behind the label '" + label + "'", widget -> WidgetText.label(widget).filter(label::equals).isPresent());
	}

	public Query<W> and(String moreWords, Predicate<W> more) {
		return new Query<>(type, words + " " + moreWords, test.and(more));
	}

	boolean matches(Widget widget) {
		/* A shell is a canvas to SWT, but to nobody else. */
		boolean shellByChance = widget instanceof Shell && !Shell.class.isAssignableFrom(type);
		return type.isInstance(widget) && !shellByChance && test.test(type.cast(widget));
	}
}
