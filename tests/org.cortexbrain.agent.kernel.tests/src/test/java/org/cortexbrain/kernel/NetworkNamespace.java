package org.cortexbrain.kernel;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.rules.TestRule;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/**
 * A network namespace for each test, or for a class as its class rule, with nothing but loopback in it: the traffic of others has no part
 * in what is counted, and the test's routes and settings trouble nobody.
 *
 * <p>Linux keeps the namespace of each thread, and a new thread begins in that of its creator. So the test runs on a thread of its own,
 * and everything that this thread starts, programs too, is in the same namespace. It ends with the last of them.
 */
public final class NetworkNamespace implements TestRule {
	/** {@code CLONE_NEWNET} of linux/sched.h. */
	private static final int CLONE_NEWNET = 0x40000000;

	private long id;

	/** The namespace's inode, as the kernel's programs name it. */
	public long id() {
		return id;
	}

	@Override
	public Statement apply(Statement test, Description description) {
		return new Statement() {
			@Override
			public void evaluate() throws Throwable {
				var failure = new AtomicReference<Throwable>();
				Thread thread = Thread.ofPlatform().name(description.getDisplayName()).start(() -> {
					try {
						enter();
						test.evaluate();
					} catch (Throwable e) {
						failure.set(e);
					}
				});
				thread.join();
				if (failure.get() != null) {
					throw failure.get();
				}
			}
		};
	}

	private void enter() throws Throwable {
		Linker linker = Linker.nativeLinker();
		MethodHandle unshare = linker.downcallHandle(linker.defaultLookup().findOrThrow("unshare"),
				FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
		int result = (int) unshare.invokeExact(CLONE_NEWNET);
		if (result != 0) {
			throw new IOException("the kernel gives no network namespace; these tests need root");
		}
		run("ip", "link", "set", "lo", "up");
		String link = Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
		id = Long.parseLong(link.replaceAll("\\D", ""));
	}

	/** Runs a program in this namespace. */
	public void run(String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		if (process.waitFor() != 0) {
			throw new IOException(String.join(" ", command) + ": " + output);
		}
	}

	/** What the kernel itself counted here as {@code Tcp: RetransSegs}. */
	public long retransmittedSegments() throws IOException {
		List<String> lines = Files.readAllLines(Path.of("/proc/thread-self/net/snmp")).stream().filter(line -> line.startsWith("Tcp:")).toList();
		int column = List.of(lines.getFirst().split(" ")).indexOf("RetransSegs");
		return Long.parseLong(lines.getLast().split(" ")[column]);
	}

	/** Sets {@code /proc/sys/net/NAME} of this namespace. */
	public void setting(String name, int value) throws IOException {
		Files.writeString(Path.of("/proc/sys/net", name), Integer.toString(value));
	}
}
