package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertNotNull;

import org.eclipse.swt.widgets.Display;
import org.junit.Test;

public class LayoutTest {
	@Test
	public void runs() {
		assertNotNull(Display.class);
	}
}
