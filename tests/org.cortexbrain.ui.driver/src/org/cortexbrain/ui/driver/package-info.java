/**
 * Drives an SWT window from a test, in the manner of SWTBot.
 *
 * <p>A test runs on a thread of its own and speaks to the window through a {@link org.cortexbrain.ui.driver.Scope}: the whole display, a
 * shell, a view. A scope finds widgets by a {@link org.cortexbrain.ui.driver.Query}, waits for them until a deadline, and hands them out as
 * handles that click, type and read. A failure names what was looked for and lists what was there instead.
 *
 * <p>Input is sent as SWT events, in the order in which GTK brings them, through {@code Widget.notifyListeners}: display filters (the
 * workbench's key bindings) and listeners see them as they see a person's. It is not sent through {@code Display.post}, since that
 * needs an uncovered, focused window and a window manager, and a test would then fail with its surroundings. That real input arrives is
 * shown from outside, through the interface of screen readers, in {@code tests/accessibility}.
 */
package org.cortexbrain.ui.driver;
