package org.cortexbrain.agent;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import org.cortexbrain.agent.bpf.BpfException;
import org.cortexbrain.agent.http.AgentServer;
import org.cortexbrain.agent.identity.CgroupObserver;
import org.cortexbrain.agent.identity.CgroupTree;
import org.cortexbrain.agent.identity.Parties;
import org.cortexbrain.agent.identity.PodNames;
import org.cortexbrain.agent.sampling.Sampler;
import org.cortexbrain.agent.tcp.TcpObserver;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.NodeDescription.Program;
import org.cortexbrain.protocol.Versions;

/** A running agent: the kernel programs, the sampler and the server, put together, and taken apart in the other order. */
final class Agent implements AutoCloseable {
	private final List<AutoCloseable> parts = new ArrayList<>();
	private final AgentServer server;

	/** @param problem takes what goes wrong later, a line each */
	Agent(Settings settings, Consumer<String> problem) throws StartupFault {
		try {
			parts.add(NodeLock.take(settings.runFolder()));
			CgroupTree.Mount cgroups = cgroups(settings);
			String node = settings.node().orElse(kernelFact("hostname"));
			String epoch = UUID.randomUUID().toString();
			Instant startedAt = Instant.now();
			long startedNanos = System.nanoTime();
			var parties = add(new Parties(node, new CgroupTree(cgroups.root()), new PodNames(settings.podsRoot()),
					CgroupObserver.shippedObject()));
			var tcp = add(TcpObserver.open(TcpObserver.shippedObject(), settings.flows(), settings.connections(), parties));
			List<Program> programs = new ArrayList<>(tcp.programs());
			programs.addAll(parties.programs());
			var sampler = new Sampler(tcp, parties, epoch, startedNanos, settings.retireAfter(), problem);
			parts.add(sampler);
			var kernel = new NodeDescription.Kernel(kernelFact("osrelease"), System.getProperty("os.arch").replace("amd64", "x86_64"), true,
					cgroups.layout());
			server = add(serve(settings.listen(), () -> new NodeDescription(Versions.SPOKEN, version(), node, epoch, startedAt, kernel,
					programs, sampler.tables()), sampler));
		} catch (StartupFault | RuntimeException e) {
			close();
			throw e;
		} catch (BpfException e) {
			close();
			throw e.forWantOfRights()
					? new StartupFault(StartupFault.NOT_PERMITTED, e.getMessage()
							+ ". The agent needs CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN: start it as root, or in a pod with these", e)
					: new StartupFault(StartupFault.NOT_POSSIBLE, e.getMessage(), e);
		} catch (IOException e) {
			close();
			throw new StartupFault(StartupFault.NOT_POSSIBLE, "the control groups cannot be read: " + e
					+ ". Name the root of version 2 with --cgroup-root", e);
		}
	}

	private <T extends AutoCloseable> T add(T part) {
		parts.add(part);
		return part;
	}

	private static CgroupTree.Mount cgroups(Settings settings) throws IOException, StartupFault {
		var mount = CgroupTree.find();
		if (settings.cgroupRoot().isPresent()) {
			Path root = settings.cgroupRoot().get();
			if (!Files.isRegularFile(root.resolve("cgroup.procs")) && !Files.isRegularFile(root.resolve("cgroup.controllers"))) {
				throw new StartupFault(StartupFault.USAGE, "--cgroup-root " + root + " is no folder of control groups version 2", null);
			}
			return new CgroupTree.Mount(root, mount.map(CgroupTree.Mount::layout).orElse(NodeDescription.Cgroups.V2));
		}
		return mount.orElseThrow(() -> new StartupFault(StartupFault.NOT_POSSIBLE,
				"control groups version 2 are not mounted, and without them no socket can be named. Mount them: "
						+ "mount -t cgroup2 none /sys/fs/cgroup/unified",
				null));
	}

	private static AgentServer serve(InetSocketAddress address, java.util.function.Supplier<NodeDescription> node, Sampler sampler)
			throws IOException, StartupFault {
		try {
			return new AgentServer(address, node, sampler);
		} catch (BindException e) {
			throw new StartupFault(StartupFault.NOT_PERMITTED, "the agent cannot listen on " + address.getAddress().getHostAddress() + ":"
					+ address.getPort() + " (" + e.getMessage() + "). Stop what has it, or choose another with --listen", e);
		}
	}

	private static String kernelFact(String name) throws IOException {
		return Files.readString(Path.of("/proc/sys/kernel", name)).strip();
	}

	/** The version from the jar's manifest; a build without one is a developer's. */
	static String version() {
		String version = Agent.class.getPackage().getImplementationVersion();
		return version == null ? "development" : version;
	}

	/** Where it answers. */
	InetSocketAddress address() {
		return server.address();
	}

	@Override
	public void close() {
		/* The sampler says farewell before the server stops to listen, and the kernel objects end after the sampler. */
		List<AutoCloseable> order = new ArrayList<>(parts.reversed());
		order.sort((a, b) -> Boolean.compare(b instanceof Sampler, a instanceof Sampler));
		parts.clear();
		for (AutoCloseable part : order) {
			try {
				part.close();
			} catch (Exception e) {
				System.err.println("cortexbrain-agent: while stopping: " + e);
			}
		}
	}
}
