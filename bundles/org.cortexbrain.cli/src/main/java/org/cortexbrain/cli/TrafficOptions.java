package org.cortexbrain.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.telemetry.AgentLink;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where traffic is seen: in a cluster, by agents at addresses, or in a recording. */
final class TrafficOptions {
	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;
	@Option(names = "--agent", paramLabel = "ADDRESS",
			description = "the agent at this address instead of a cluster's, as 127.0.0.1:7373; may be said several times")
	private List<String> agents = new ArrayList<>();
	@Option(names = "--recording", paramLabel = "FILE", description = "a recording instead of a cluster, played as fast as it can be read")
	private Optional<Path> recording = Optional.empty();
	@Mixin
	private ClusterOptions cluster;

	Optional<Path> recording() {
		if (recording.isPresent() && !agents.isEmpty()) {
			throw new ParameterException(spec.commandLine(), "say either --agent or --recording");
		}
		return recording;
	}

	/** None for those of the cluster. */
	List<URI> agents() {
		try {
			return agents.stream().map(text -> AgentLink.address(text.contains("://") ? text : "http://" + text)).toList();
		} catch (IllegalArgumentException e) {
			throw new ParameterException(spec.commandLine(), e.getMessage(), e);
		}
	}

	boolean isOfCluster() {
		return recording.isEmpty() && agents.isEmpty();
	}

	ClusterOptions cluster() {
		return cluster;
	}
}
