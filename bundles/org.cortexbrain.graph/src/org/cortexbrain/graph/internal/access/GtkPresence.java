package org.cortexbrain.graph.internal.access;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.internal.gtk.OS;
import org.eclipse.swt.widgets.Control;

/**
 * Gives accessibles of drawn elements a GTK widget. SWT makes them without one; GTK then adds the state <em>defunct</em> to them and
 * hides their relations, and Orca passes over all events of what is defunct. The widget is the control's parent: the control itself would lend each
 * element its focus. By SWT's internals, which it does without on other platforms, and where they have changed.
 */
final class GtkPresence {
	private static final byte[] WIDGET = "widget\0".getBytes(StandardCharsets.US_ASCII);
	private static final Optional<GtkPresence> HERE = "gtk".equals(SWT.getPlatform()) ? find() : Optional.empty();

	private final Method object;
	private final Field handle;

	private GtkPresence(Method object, Field handle) {
		this.object = object;
		this.handle = handle;
	}

	private static Optional<GtkPresence> find() {
		try {
			Method object = Accessible.class.getDeclaredMethod("getAccessibleObject");
			object.setAccessible(true);
			Field handle = object.getReturnType().getDeclaredField("atkHandle");
			handle.setAccessible(true);
			return Optional.of(new GtkPresence(object, handle));
		} catch (ReflectiveOperationException | InaccessibleObjectException otherInternals) {
			return Optional.empty();
		}
	}

	/** Until {@link #end}, which must come before the control is gone. */
	static void begin(Accessible accessible, Control control) {
		HERE.ifPresent(presence -> presence.set(accessible, control.getParent().handle));
	}

	static void end(Accessible accessible) {
		HERE.ifPresent(presence -> presence.set(accessible, 0));
	}

	private void set(Accessible accessible, long widget) {
		try {
			long atkHandle = handle.getLong(object.invoke(accessible));
			/* GTK 4 has none. */
			if (atkHandle != 0) {
				OS.g_object_set(atkHandle, WIDGET, widget, 0);
			}
		} catch (ReflectiveOperationException | LinkageError otherInternals) {
			throw new IllegalStateException("SWT's accessibles have other internals than those that were found", otherInternals);
		}
	}
}
