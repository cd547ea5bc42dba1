package org.cortexbrain.ui.internal.commands;

import java.util.Locale;

import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.preferences.Preferences;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;

/** Puts another theme in force: {@code light}, {@code dark} or {@code system}; without a name, the other one of light and dark. */
public final class ThemeHandler extends AbstractHandler {
	private static final String NAME = "org.cortexbrain.ui.theme.name";

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		String name = event.getParameter(NAME);
		try {
			Preferences.setTheme(name == null ? Themes.isDark() ? Preferences.Theme.LIGHT : Preferences.Theme.DARK
					: Preferences.Theme.valueOf(name.toUpperCase(Locale.ROOT)));
		} catch (IllegalArgumentException e) {
			throw new ExecutionException("no such theme: " + name + "; there are light, dark and system", e);
		}
		Themes.apply();
		return null;
	}
}
