package org.cortexbrain.agent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.agent.identity.PodNames;
import org.cortexbrain.agent.tcp.TcpObserver;

/**
 * How an agent is started.
 *
 * @param listen where to answer, a loopback address
 * @param node the node's name; empty: the host's
 * @param cgroupRoot the root of the control groups version 2; empty: where it is mounted
 * @param podsRoot the kubelet's folder of pod logs
 * @param runFolder where the lock of this node's agent lies
 * @param flows how many flows are told apart
 * @param connections how many ends of connections may be open at a time
 * @param retireAfter how long flows of a control group that is gone are kept
 * @param endWith the process with which the agent ends, too
 */
record Settings(InetSocketAddress listen, Optional<String> node, Optional<Path> cgroupRoot, Path podsRoot, Path runFolder, int flows,
		int connections, Duration retireAfter, Optional<ProcessHandle> endWith) {
	static final String USAGE = """
			Usage: cortexbrain-agent [OPTION]...
			Observes the TCP connections of this node and offers them on loopback.

			  --listen ADDRESS:PORT   where to answer, a loopback address; port 0 takes a free one (default 127.0.0.1:7373)
			  --node-name NAME        the node's name (default: NODE_NAME of the environment, else the host's name)
			  --cgroup-root FOLDER    the root of the control groups, version 2 (default: where it is mounted)
			  --pods-root FOLDER      the kubelet's folder of pod logs (default /var/log/pods)
			  --run-dir FOLDER        where the lock lies that keeps a second agent away (default /run/cortexbrain)
			  --flows NUMBER          how many flows are told apart, 16 to 1048576; the rest counts together (default 16384)
			  --connections NUMBER    how many ends of connections may be open at a time, 16 to 4194304; the rest is not counted (default 131072)
			  --retire-after SECONDS  how long the flows of an ended pod are kept, 1 to 86400 (default 600)
			  --end-with PID          ends when this process ends, however it does
			  --version               print the version and end
			  --help                  print this and end

			Exit codes: 0 stopped in order, 2 wrong option, 3 not permitted (rights, address, another agent), 4 not possible here
			(kernel, libbpf, damaged object file).
			""";

	/** Reads options. @throws StartupFault with the option, its value and the remedy */
	static Settings parse(String[] arguments, Map<String, String> environment) throws StartupFault {
		Settings settings = new Settings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 7373),
				Optional.ofNullable(environment.get("NODE_NAME")).filter(name -> !name.isBlank()), Optional.empty(), PodNames.DEFAULT_ROOT,
				Path.of("/run/cortexbrain"), TcpObserver.DEFAULT_FLOWS, TcpObserver.DEFAULT_CONNECTIONS,
				Duration.ofMinutes(10), Optional.empty());
		for (int i = 0; i < arguments.length; i += 2) {
			if (i + 1 == arguments.length && arguments[i].startsWith("--")) {
				throw StartupFault.usage(known(arguments[i]) ? "the option " + arguments[i] + " lacks its value" : unknown(arguments[i]));
			}
			settings = settings.with(arguments[i], i + 1 < arguments.length ? arguments[i + 1] : "");
		}
		return settings;
	}

	private static boolean known(String option) {
		return USAGE.contains(" " + option + " ");
	}

	private static String unknown(String option) {
		return "there is no option \"" + option + "\"";
	}

	private Settings with(String option, String value) throws StartupFault {
		return switch (option) {
		case "--listen" -> new Settings(address(value), node, cgroupRoot, podsRoot, runFolder, flows, connections, retireAfter, endWith);
		case "--node-name" -> new Settings(listen, Optional.of(value), cgroupRoot, podsRoot, runFolder, flows, connections, retireAfter,
				endWith);
		case "--cgroup-root" -> new Settings(listen, node, Optional.of(Path.of(value)), podsRoot, runFolder, flows, connections, retireAfter,
				endWith);
		case "--pods-root" -> new Settings(listen, node, cgroupRoot, Path.of(value), runFolder, flows, connections, retireAfter, endWith);
		case "--run-dir" -> new Settings(listen, node, cgroupRoot, podsRoot, Path.of(value), flows, connections, retireAfter, endWith);
		case "--flows" -> new Settings(listen, node, cgroupRoot, podsRoot, runFolder, number(option, value, 16, 1 << 20), connections,
				retireAfter, endWith);
		case "--connections" -> new Settings(listen, node, cgroupRoot, podsRoot, runFolder, flows, number(option, value, 16, 1 << 22),
				retireAfter, endWith);
		case "--retire-after" -> new Settings(listen, node, cgroupRoot, podsRoot, runFolder, flows, connections,
				Duration.ofSeconds(number(option, value, 1, 86400)), endWith);
		case "--end-with" -> new Settings(listen, node, cgroupRoot, podsRoot, runFolder, flows, connections, retireAfter,
				Optional.of(process(value)));
		default -> throw StartupFault.usage(unknown(option));
		};
	}

	private static int number(String option, String value, int least, int most) throws StartupFault {
		try {
			int number = Integer.parseInt(value);
			if (number >= least && number <= most) {
				return number;
			}
		} catch (NumberFormatException e) {
			/* The same answer as for a number out of range. */
		}
		throw StartupFault.usage(option + " takes a number from " + least + " to " + most + ", not \"" + value + "\"");
	}

	private static ProcessHandle process(String value) throws StartupFault {
		try {
			return ProcessHandle.of(Long.parseLong(value)).orElseThrow(() -> StartupFault.usage("--end-with: there is no process " + value));
		} catch (NumberFormatException e) {
			throw StartupFault.usage("--end-with takes the number of a process, not \"" + value + "\"");
		}
	}

	private static InetSocketAddress address(String value) throws StartupFault {
		int colon = value.lastIndexOf(':');
		if (colon < 1) {
			throw StartupFault.usage("--listen takes ADDRESS:PORT, 127.0.0.1:7373, not \"" + value + "\"");
		}
		InetAddress address;
		try {
			address = InetAddress.ofLiteral(value.substring(0, colon).replaceAll("^\\[|\\]$", "").replace("localhost", "127.0.0.1"));
		} catch (IllegalArgumentException e) {
			throw StartupFault.usage("--listen takes an address as numbers, 127.0.0.1 or [::1], not \"" + value.substring(0, colon) + "\"");
		}
		if (!address.isLoopbackAddress()) {
			throw StartupFault.usage("--listen takes a loopback address, so that only this host can read the agent, not " + value.substring(0, colon)
					+ ". To read it from elsewhere, forward the port");
		}
		return new InetSocketAddress(address, number("the port of --listen", value.substring(colon + 1), 0, 65535));
	}
}
