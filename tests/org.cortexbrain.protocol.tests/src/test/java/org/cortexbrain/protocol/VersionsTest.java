package org.cortexbrain.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.OptionalInt;

import org.junit.Test;

public class VersionsTest {
	@Test
	public void twoSidesSpeakTheNewestVersionThatBothKnow() {
		assertEquals(OptionalInt.of(3), new Versions(1, 3).common(new Versions(2, 5)));
		assertEquals(OptionalInt.of(3), new Versions(2, 5).common(new Versions(1, 3)));
	}

	@Test
	public void twoSidesWithoutACommonVersionHaveNone() {
		assertEquals(OptionalInt.empty(), new Versions(1, 2).common(new Versions(3, 4)));
		assertEquals(OptionalInt.empty(), new Versions(3, 4).common(new Versions(1, 2)));
	}

	@Test
	public void noRangeEndsBeforeItBegins() {
		assertThrows(IllegalArgumentException.class, () -> new Versions(2, 1));
		assertThrows(IllegalArgumentException.class, () -> new Versions(0, 1));
	}
}
