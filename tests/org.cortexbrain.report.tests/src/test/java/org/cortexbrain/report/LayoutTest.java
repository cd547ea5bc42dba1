package org.cortexbrain.report;

import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class LayoutTest {
	@Test
	public void runs() {
		assertTrue(true);
	}
}
