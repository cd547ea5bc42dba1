package org.cortexbrain.ui.internal.look;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.cortexbrain.ui.internal.preferences.Preferences;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** The theme in force: chosen by a person, or the desktop system's. For the UI thread. */
public final class Themes {
	private static final String LIGHT = "org.eclipse.e4.ui.css.theme.e4_default";
	private static final String DARK = "org.eclipse.e4.ui.css.theme.e4_dark";
	/** The style engine leaves alone what carries this. */
	private static final String UNSTYLED = "org.eclipse.e4.ui.css.disabled";
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
				colourTexts(engine);
			}
		}
		LISTENERS.forEach(Runnable::run);
	}

	/** Colours again, for as long as the display lives, whenever the window system has changed its own colours. */
	public static void follow(Display display) {
		display.addListener(SWT.Settings, _ -> {
			if (!PlatformUI.isWorkbenchRunning()) {
				return;
			}
			/* GTK's change later than the style engine's: what was made between has those of the theme before. */
			IThemeEngine engine = PlatformUI.getWorkbench().getService(IThemeEngine.class);
			if (engine != null) {
				colourTexts(engine);
				LISTENERS.forEach(Runnable::run);
			}
		});
	}

	/* Texts that nobody colours would keep the colour of the theme before. */
	private static void colourTexts(IThemeEngine engine) {
		for (Shell shell : Display.getCurrent().getShells()) {
			colourTexts(shell, tokens().text());
			engine.applyStyles(shell, true);
		}
	}

	private static void colourTexts(Control control, Color colour) {
		switch (control) {
		case Label label -> label.setForeground(colour);
		case Button button -> button.setForeground(colour);
		case Link link -> {
			link.setForeground(colour);
			paint(link);
		}
		case Text text -> text.setForeground(colour);
		case Composite composite -> {
			for (Control each : composite.getChildren()) {
				colourTexts(each, colour);
			}
		}
		default -> {
		}
		}
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

	/**
	 * Colours a table, now and after each change of the theme, in place of the platform's style engine. That one keeps every row that it has
	 * styled, also those that a virtual table of GTK drops without disposing them, and crashes the process when it resets them at a change
	 * of the theme.
	 */
	public static void paint(Table table) {
		table.setData(UNSTYLED, Boolean.TRUE);
		Listener skipRows = Themes::skipRows;
		table.getDisplay().addFilter(SWT.Skin, skipRows);
		table.addDisposeListener(_ -> table.getDisplay().removeFilter(SWT.Skin, skipRows));
		Runnable colours = () -> {
			Tokens tokens = tokens();
			table.setBackground(tokens.ground());
			table.setForeground(tokens.text());
			table.setHeaderBackground(tokens.ground());
			table.setHeaderForeground(tokens.mutedText());
		};
		colours.run();
		Runnable end = onChange(colours);
		table.addDisposeListener(_ -> end.run());
	}

	/** Colours the words of a link that can be pressed: those of the platform's dark theme would stay in the light one. */
	public static void paint(Link link) {
		link.setLinkForeground(tokens().accent());
	}

	/* New widgets are offered to the style engine by this event, rows too. */
	private static void skipRows(Event event) {
		if (event.widget instanceof TableItem row && !row.isDisposed() && Boolean.TRUE.equals(row.getParent().getData(UNSTYLED))) {
			event.type = SWT.None;
		}
	}

	/** Calls {@code listener} after each change of the theme. Returns what ends that. */
	public static Runnable onChange(Runnable listener) {
		LISTENERS.add(listener);
		return () -> LISTENERS.remove(listener);
	}
}
