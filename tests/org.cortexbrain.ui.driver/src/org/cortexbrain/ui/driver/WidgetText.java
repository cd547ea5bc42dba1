package org.cortexbrain.ui.driver;

import java.util.Optional;

import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Item;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Widget;

import org.eclipse.swt.custom.CTabItem;

/** What a widget says to a person. UI thread only. */
final class WidgetText {
	private WidgetText() {
	}

	/** The text that it shows, as it is read: without mnemonics and key hints. Empty for a widget that shows none. */
	static Optional<String> of(Widget widget) {
		return switch (widget) {
		case Text text -> Optional.of(text.getText());
		case StyledText text -> Optional.of(text.getText());
		case Combo combo -> Optional.of(combo.getText());
		case Label label -> read(label.getText());
		case CLabel label -> read(label.getText());
		case Button button -> read(button.getText());
		case Link link -> read(link.getText().replaceAll("<[^>]*>", ""));
		case Group group -> read(group.getText());
		case Shell shell -> Optional.of(shell.getText());
		case Item item -> read(item.getText());
		default -> Optional.empty();
		};
	}

	private static Optional<String> read(String text) {
		if (text == null) {
			return Optional.empty();
		}
		int key = text.indexOf('\t');
		return Optional.of((key < 0 ? text : text.substring(0, key)).replaceAll("&(.)", "$1"));
	}

	static Optional<String> tooltip(Widget widget) {
		return switch (widget) {
		case Control control -> Optional.ofNullable(control.getToolTipText());
		case ToolItem item -> Optional.ofNullable(item.getToolTipText());
		case CTabItem item -> Optional.ofNullable(item.getToolTipText());
		default -> Optional.empty();
		};
	}

	/** The text of the label before it, without a colon at its end. */
	static Optional<String> label(Widget widget) {
		if (!(widget instanceof Control control) || control.getParent() == null) {
			return Optional.empty();
		}
		Optional<String> label = Optional.empty();
		for (Control sibling : control.getParent().getChildren()) {
			if (sibling == control) {
				return label;
			}
			if (sibling instanceof Label || sibling instanceof CLabel) {
				label = of(sibling).filter(text -> !text.isEmpty()).map(text -> text.replaceAll(":$", "")).or(() -> Optional.empty());
			}
		}
		return Optional.empty();
	}

	/** One line for a failure's list. */
	static String describe(Widget widget) {
		var line = new StringBuilder(widget.getClass().getSimpleName());
		if (widget.getData(Query.ID) instanceof String id) {
			line.append(" id '").append(id).append('\'');
		}
		of(widget).filter(text -> !text.isEmpty()).ifPresent(text -> line.append(" '").append(shorten(text)).append('\''));
		tooltip(widget).filter(text -> !text.isEmpty()).ifPresent(text -> line.append(" tooltip '").append(shorten(text)).append('\''));
		label(widget).ifPresent(text -> line.append(" behind the label '").append(shorten(text)).append('\''));
		if (widget instanceof Control control && !control.isVisible()) {
			line.append(" (hidden)");
		}
		return line.toString();
	}

	private static String shorten(String text) {
		String line = text.replace('\n', ' ');
		return line.length() <= 80 ? line : line.substring(0, 79) + "…";
	}
}
