package org.cortexbrain.agent.image;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is read of ELF files, compared with what the loader of this machine makes of them. */
public class ElfFileTest {
	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final Path java = Path.of(System.getProperty("java.home"), "bin/java");

	@Test
	public void aProgramNamesItsLoaderAndTheLibrariesThatTheLoaderFinds() throws Exception {
		assumeTrue("this machine's loader is asked as on x86_64", System.getProperty("os.arch").equals("amd64"));
		ElfFile program = ElfFile.read(java);
		assertEquals(62, program.machine());
		String loader = program.interpreter().orElseThrow();
		var asked = new ProcessBuilder(loader, "--list", java.toString()).redirectErrorStream(true).start();
		String listed = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertFalse(program.needed().isEmpty());
		for (String each : program.needed()) {
			assertTrue(listed, listed.contains(each + " => "));
		}
	}

	@Test
	public void aLibraryHasNoLoader() throws Exception {
		ElfFile library = ElfFile.read(Path.of(System.getProperty("java.home"), "lib/libnio.so"));
		assertTrue(library.interpreter().isEmpty());
		assertTrue(library.needed().toString(), library.needed().containsAll(List.of("libjava.so", "libnet.so")));
	}

	@Test
	public void aCutFileIsNamedAsDamaged() throws Exception {
		byte[] whole = Files.readAllBytes(java);
		Path cut = Files.write(folder.getRoot().toPath().resolve("cut"), Arrays.copyOf(whole, 100));
		IOException thrown = assertThrows(IOException.class, () -> ElfFile.read(cut));
		assertTrue(thrown.getMessage(), thrown.getMessage().contains(cut + " is a damaged ELF file"));
	}

	@Test
	public void anotherFileIsToldFromAnElfFile() throws Exception {
		Path text = Files.writeString(folder.getRoot().toPath().resolve("text"), "#!/bin/sh\n");
		assertFalse(ElfFile.isElf(text));
		assertTrue(ElfFile.isElf(java));
	}
}
