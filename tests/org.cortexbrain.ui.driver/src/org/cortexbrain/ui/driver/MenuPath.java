package org.cortexbrain.ui.driver;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;

/** Walks menus by their texts, shows each on the way as a pointer would, so that those made on demand are there. UI thread only. */
final class MenuPath {
	private MenuPath() {
	}

	/** Presses the item at the end of the path. */
	static void choose(Menu menu, String... path) {
		MenuItem item = null;
		Menu at = menu;
		for (String step : path) {
			if (at == null) {
				throw new AssertionError("the menu item '" + item.getText() + "' has no menu below it");
			}
			WidgetHandle.notify(at, SWT.Show, new Event());
			item = item(at, step);
			at = item.getMenu();
		}
		if (!item.isEnabled()) {
			throw new AssertionError("the menu item '" + String.join("' > '", path) + "' is disabled");
		}
		if ((item.getStyle() & (SWT.CHECK | SWT.RADIO)) != 0) {
			item.setSelection((item.getStyle() & SWT.RADIO) != 0 || !item.getSelection());
		}
		WidgetHandle.notify(item, SWT.Selection, new Event());
		if (!menu.isDisposed()) {
			WidgetHandle.notify(menu, SWT.Hide, new Event());
		}
	}

	/** What the menu at the end of a path offers. */
	static List<String> itemsBelow(Menu menu, String... path) {
		Menu at = menu;
		for (String step : path) {
			WidgetHandle.notify(at, SWT.Show, new Event());
			at = item(at, step).getMenu();
			if (at == null) {
				throw new AssertionError("the menu item '" + step + "' has no menu below it");
			}
		}
		return items(at);
	}

	/** What a menu offers, with its texts as they are read. */
	static List<String> items(Menu menu) {
		WidgetHandle.notify(menu, SWT.Show, new Event());
		List<String> texts = Arrays.stream(menu.getItems()).map(item -> WidgetText.of(item).orElse("")).filter(text -> !text.isEmpty()).toList();
		WidgetHandle.notify(menu, SWT.Hide, new Event());
		return texts;
	}

	private static MenuItem item(Menu menu, String text) {
		return Arrays.stream(menu.getItems()).filter(item -> WidgetText.of(item).orElse("").equals(text)).findFirst()
				.orElseThrow(() -> new AssertionError("no menu item '" + text + "'. There is: " + Arrays.stream(menu.getItems())
						.map(item -> WidgetText.of(item).orElse("")).filter(t -> !t.isEmpty()).collect(Collectors.joining(", "))));
	}
}
