package org.cortexbrain.agent;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import sun.misc.Signal;

/** The node agent's entry: options, signals, exit codes. */
public final class Main {
	private Main() {
	}

	public static void main(String[] arguments) throws InterruptedException {
		List<String> options = Arrays.asList(arguments);
		if (options.contains("--help")) {
			System.out.print(Settings.USAGE);
			return;
		}
		if (options.contains("--version")) {
			System.out.println("cortexbrain-agent " + Agent.version());
			return;
		}
		try {
			Settings settings = Settings.parse(arguments, System.getenv());
			Agent agent = new Agent(settings, Main::tell);
			var address = agent.address();
			System.out.println("listening on http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
			awaitStop(settings.endWith());
			agent.close();
			System.exit(0);
		} catch (StartupFault fault) {
			tell(fault.getMessage());
			System.exit(fault.exitCode());
		}
	}

	/* Without handlers of its own the JVM ends with 143 after a SIGTERM, which a supervisor takes for a failure. */
	private static void awaitStop(Optional<ProcessHandle> endWith) throws InterruptedException {
		var stop = new CountDownLatch(1);
		endWith.ifPresent(process -> process.onExit().thenRun(stop::countDown));
		for (String signal : List.of("TERM", "INT", "HUP")) {
			Signal.handle(new Signal(signal), _ -> stop.countDown());
		}
		stop.await();
	}

	private static void tell(String line) {
		System.err.println("cortexbrain-agent: " + line);
	}
}
