package org.cortexbrain.agent;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import org.junit.Test;

public class SettingsTest {
	private static Settings parse(String... arguments) throws StartupFault {
		return Settings.parse(arguments, Map.of());
	}

	@Test
	public void withoutOptionsTheAgentListensOnItsPortOfLoopback() throws StartupFault {
		Settings settings = parse();
		assertTrue(settings.listen().getAddress().isLoopbackAddress());
		assertEquals(7373, settings.listen().getPort());
		assertEquals(Optional.empty(), settings.node());
		assertEquals(Path.of("/var/log/pods"), settings.podsRoot());
		assertEquals(16384, settings.flows());
		assertEquals(131_072, settings.connections());
		assertEquals(Duration.ofMinutes(10), settings.retireAfter());
	}

	@Test
	public void everyOptionIsTaken() throws StartupFault {
		Settings settings = parse("--listen", "[::1]:0", "--node-name", "n1", "--cgroup-root", "/c g", "--pods-root", "/p", "--run-dir", "/r", "--flows",
				"16", "--connections", "17", "--retire-after", "86400", "--end-with", Long.toString(ProcessHandle.current().pid()));
		assertEquals("0:0:0:0:0:0:0:1", settings.listen().getAddress().getHostAddress());
		assertEquals(0, settings.listen().getPort());
		assertEquals(Optional.of("n1"), settings.node());
		assertEquals(Optional.of(Path.of("/c g")), settings.cgroupRoot());
		assertEquals(Path.of("/p"), settings.podsRoot());
		assertEquals(Path.of("/r"), settings.runFolder());
		assertEquals(16, settings.flows());
		assertEquals(17, settings.connections());
		assertEquals(Duration.ofDays(1), settings.retireAfter());
		assertEquals(Optional.of(ProcessHandle.current()), settings.endWith());
	}

	@Test
	public void theNodesNameIsTheOptionsThenTheEnvironments() throws StartupFault {
		Map<String, String> environment = Map.of("NODE_NAME", "from-environment");
		assertEquals(Optional.of("from-environment"), Settings.parse(new String[0], environment).node());
		assertEquals(Optional.of("n1"), Settings.parse(new String[] { "--node-name", "n1" }, environment).node());
		assertEquals(Optional.empty(), Settings.parse(new String[0], Map.of("NODE_NAME", " ")).node());
	}

	@Test
	public void whatCannotBeTakenIsNamedWithItsValueAndTheHelp() {
		String[][] table = { //
				{ "there is no option \"--prot\"", "--prot", "1" }, //
				{ "there is no option \"start\"", "start" }, //
				{ "the option --listen lacks its value", "--listen" }, //
				{ "there is no option \"--x\"", "--x" }, //
				{ "not \"7373\"", "--listen", "7373" }, //
				{ "not \"example.org\"", "--listen", "example.org:80" }, //
				{ "a loopback address", "--listen", "0.0.0.0:7373" }, //
				{ "a loopback address", "--listen", "[2001:db8::1]:7373" }, //
				{ "from 0 to 65535, not \"70000\"", "--listen", "127.0.0.1:70000" }, //
				{ "from 0 to 65535, not \"http\"", "--listen", "127.0.0.1:http" }, //
				{ "--flows takes a number from 16 to 1048576, not \"15\"", "--flows", "15" }, //
				{ "--flows takes a number from 16 to 1048576, not \"many\"", "--flows", "many" }, //
				{ "--connections takes a number from 16 to 4194304, not \"0\"", "--connections", "0" }, //
				{ "--retire-after takes a number from 1 to 86400, not \"0\"", "--retire-after", "0" }, //
				{ "--end-with takes the number of a process, not \"me\"", "--end-with", "me" }, //
				{ "--end-with: there is no process 4194305", "--end-with", "4194305" }, //
		};
		for (String[] row : table) {
			String[] arguments = Arrays.copyOfRange(row, 1, row.length);
			var fault = assertThrows(StartupFault.class, () -> parse(arguments));
			assertTrue(fault.getMessage(), fault.getMessage().contains(row[0]));
			assertTrue(fault.getMessage(), fault.getMessage().endsWith("See cortexbrain-agent --help"));
			assertEquals(StartupFault.USAGE, fault.exitCode());
		}
	}

	@Test
	public void theHelpNamesEveryOption() throws StartupFault {
		for (String option : new String[] { "--listen", "--node-name", "--cgroup-root", "--pods-root", "--run-dir", "--flows", "--connections", "--retire-after",
				"--end-with" }) {
			assertTrue(option, Settings.USAGE.contains("  " + option + " "));
		}
	}
}
