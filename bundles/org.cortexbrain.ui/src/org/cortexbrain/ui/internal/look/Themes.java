package org.cortexbrain.ui.internal.look;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.cortexbrain.ui.internal.preferences.Preferences;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;

/** The theme in force: chosen by a person, or the desktop system's. For the UI thread. */
public final class Themes {
	private static final String LIGHT = "org.eclipse.e4.ui.css.theme.e4_default";
	private static final String DARK = "org.eclipse.e4.ui.css.theme.e4_dark";
	private static final List<Runnable> LISTENERS = new CopyOnWriteArrayList<>();

	private Themes() {
	}

	/** Puts the chosen theme in force and tells those who listen. */
	public static void apply() {
		IThemeEngine engine = PlatformUI.getWorkbench().getService(IThemeEngine.class);
		if (engine != null) {
			String wanted = isDark() ? DARK : LIGHT;
			if (engine.getActiveTheme() == null || !engine.getActiveTheme().getId().equals(wanted)) {
				engine.setTheme(wanted, true);
			}
		}
		LISTENERS.forEach(Runnable::run);
	}

	public static boolean isDark() {
		return switch (Preferences.theme()) {
		case LIGHT -> false;
		case DARK -> true;
		case SYSTEM -> Display.isSystemDarkTheme();
		};
	}

	public static Tokens tokens() {
		return Tokens.of(isDark());
	}

	/** Calls {@code listener} after each change of the theme. Returns what ends that. */
	public static Runnable onChange(Runnable listener) {
		LISTENERS.add(listener);
		return () -> LISTENERS.remove(listener);
	}
}
