package org.cortexbrain.ui.internal.look;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.cortexbrain.ui.internal.preferences.Preferences;
import org.eclipse.swt.SWT;
import org.eclipse.swt.internal.gtk.GTK;
import org.eclipse.swt.internal.gtk.OS;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;

/**
 * Whether what moves may be animated: as a person has chosen, or as the desktop system says. SWT tells that of GTK alone, by its internals;
 * on Windows and macOS the system's wish for less motion cannot be read, and only the preference counts. For the UI thread.
 */
public final class Motion {
	private static final byte[] ENABLE_ANIMATIONS = "gtk-enable-animations\0".getBytes(StandardCharsets.US_ASCII);

	private Motion() {
	}

	public static boolean isAnimated() {
		return switch (Preferences.animation()) {
		case ON -> true;
		case OFF -> false;
		case SYSTEM -> ofSystem().orElse(true);
		};
	}

	/** Whether the desktop system wants animations; empty where that cannot be read. */
	public static Optional<Boolean> ofSystem() {
		try {
			return Gtk.animates();
		} catch (LinkageError elsewhere) {
			return Optional.empty();
		}
	}

	/** In a class of its own, which is not loaded where SWT is another. */
	private static final class Gtk {
		static Optional<Boolean> animates() {
			long settings = GTK.gtk_settings_get_default();
			if (settings == 0) {
				return Optional.empty();
			}
			int[] value = new int[1];
			OS.g_object_get(settings, ENABLE_ANIMATIONS, value, 0);
			return Optional.of(value[0] != 0);
		}
	}

	/**
	 * Calls {@code listener} after the preference has changed, and whenever the system may have: its settings are changed in other windows, so
	 * that it is asked as one of ours becomes active. Returns what ends that.
	 */
	public static Runnable onChange(Display display, Runnable listener) {
		Listener asked = event -> {
			if (event.type == SWT.Settings || event.widget instanceof Shell) {
				listener.run();
			}
		};
		display.addListener(SWT.Settings, asked);
		display.addFilter(SWT.Activate, asked);
		Runnable end = Preferences.onAnimation(() -> {
			if (!display.isDisposed()) {
				display.asyncExec(listener);
			}
		});
		return () -> {
			end.run();
			if (!display.isDisposed()) {
				display.removeListener(SWT.Settings, asked);
				display.removeFilter(SWT.Activate, asked);
			}
		};
	}
}
