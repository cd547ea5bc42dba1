package org.cortexbrain.agent.image;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.Test;

/** The options of {@code cortexbrain image}. */
public class ImageRequestTest {
	private static ImageRequest parse(String... options) throws ImageFault {
		return ImageRequest.parse(List.of(options), "0.1.0+Build 7");
	}

	@Test
	public void aFileHasANameWithHostAndTheVersionAsATagThatRegistriesTake() throws Exception {
		ImageRequest request = parse("--tar", "agent.tar");
		assertEquals(Optional.of(Path.of("agent.tar")), request.tar());
		assertEquals("localhost/cortexbrain/agent:0.1.0-build-7", request.name().toString());
	}

	@Test
	public void aPlaceInARegistryIsTakenAsItIs() throws Exception {
		ImageRequest request = parse("--push", "registry.example.org:5000/team/agent:2", "--insecure");
		assertEquals("registry.example.org:5000/team/agent:2", request.name().toString());
		assertTrue(request.tar().isEmpty());
		assertTrue(request.insecure());
	}

	@Test
	public void whatContradictsItselfIsRefusedWithTheOptionsName() {
		refused("name either a file", "--tar", "a", "--push", "b");
		refused("name either a file");
		refused("--name is for --tar", "--push", "b", "--name", "c");
		refused("has no host of its own", "--tar", "a", "--name", "team/agent:1");
		refused("--insecure is for --push", "--tar", "a", "--insecure");
		refused("the option --tar lacks its value", "--tar", "--push");
		refused("there is no option \"--tra\"", "--tra", "a");
		refused("\"A/B\" is no image reference", "--push", "A/B");
	}

	private static void refused(String words, String... options) {
		ImageFault fault = assertThrows(ImageFault.class, () -> parse(options));
		assertTrue(fault.getMessage(), fault.getMessage().contains(words));
		assertEquals(ImageFault.USAGE, fault.exitCode());
	}
}
