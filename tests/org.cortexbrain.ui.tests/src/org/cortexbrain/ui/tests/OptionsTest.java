package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import org.cortexbrain.ui.internal.application.Options;
import org.junit.Test;

public class OptionsTest {
	private static Options of(String... arguments) {
		return Options.of(arguments);
	}

	private static String fault(String... arguments) {
		return assertThrows(IllegalArgumentException.class, () -> of(arguments)).getMessage();
	}

	@Test
	public void eachOptionTakesItsValue() {
		Options options = of("--observe", "http://127.0.0.1:7373", "--open", "/a/b.cortex", "--capture", "/out");
		assertEquals(Optional.of(URI.create("http://127.0.0.1:7373")), options.observe());
		assertEquals(Optional.of(Path.of("/a/b.cortex")), options.open());
		assertEquals(Optional.of(Path.of("/out")), options.capture());
	}

	@Test
	public void aMissingValueIsNamed() {
		assertTrue(fault("--open").startsWith("--open needs a value"));
	}

	@Test
	public void anAddressThatIsNoneIsNamed() {
		assertTrue(fault("--observe", "localhost").contains("localhost"));
		assertTrue(fault("--observe", "ftp://a").contains("ftp://a"));
	}

	@Test
	public void anUnknownOptionIsNamedWithTheRemedy() {
		assertEquals("unknown option --obsreve; --help lists the options", fault("--obsreve", "x"));
	}

	@Test
	public void optionsOfThePlatformArePassedOver() {
		assertEquals(Optional.empty(), of("-showlocation", "true").observe());
	}
}
