package org.cortexbrain.kernel;

import static org.junit.Assert.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Path;

/**
 * A process that connects when it is told to. It waits first, so that it can be put into a control group before it makes a socket: a socket
 * stays with the group in which it was made.
 */
final class Client implements AutoCloseable {
	/** What one connection sends, and gets back. */
	static final String LINE = "hello\n";

	/* One line of orders: how many connections. It answers with the count. */
	private static final String SCRIPT = """
			connect() { exec 3<>"/dev/tcp/$1/$2" && echo hello >&3 && read -r _ <&3 && exec 3>&-; }
			while read -r count; do
				n=0
				while [ "$n" -lt "$count" ]; do connect "$1" "$2" || break; n=$((n + 1)); done
				echo "$n"
			done""";

	private final Process process;
	private final Writer orders;
	private final BufferedReader answers;

	/** Starts it in the network namespace of the caller. */
	Client(String address, int port) throws IOException {
		process = new ProcessBuilder("bash", "-c", SCRIPT, "client", address, Integer.toString(port)).redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
		orders = process.outputWriter();
		answers = new BufferedReader(new InputStreamReader(process.getInputStream()));
	}

	/** Starts it in a group of version 2. */
	static Client in(Path group, String address, int port) throws IOException {
		var client = new Client(address, port);
		ControlGroups.move(client.pid(), group);
		return client;
	}

	long pid() {
		return process.pid();
	}

	/** Connects so often, one after the other, and returns when the last has been answered. */
	void connect(int times) throws IOException {
		order(Integer.toString(times));
		assertEquals("connections that were answered", Integer.toString(times), answers.readLine());
	}

	private void order(String text) throws IOException {
		orders.write(text + "\n");
		orders.flush();
	}

	@Override
	public void close() throws IOException {
		process.destroyForcibly();
		answers.close();
	}
}
