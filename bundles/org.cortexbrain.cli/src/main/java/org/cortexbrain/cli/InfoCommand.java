package org.cortexbrain.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.cortexbrain.agents.AgentInstallation;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.kubeconfig.Access;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What this program is, and what it is about. */
@Command(name = "info", mixinStandardHelpOptions = true,
		description = "Shows the version of this program, the cluster that commands are about, its version, and what is installed there.")
final class InfoCommand implements Callable<Integer>, Main.Command {
	private final Surroundings surroundings;
	@Mixin
	private ClusterOptions cluster;
	@Mixin
	private Answer answer;

	InfoCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws Exception {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("version", Cfcli.version());
		Access access = cluster.access(surroundings);
		document.put("context", access.context());
		document.put("server", access.server().toString());
		document.put("user", access.userName());
		document.put("namespace", access.namespace());
		try (ClusterConnection connection = cluster.connect(surroundings)) {
			document.put("serverVersion", connection.version());
			document.put("agents", AgentInstallation.find(connection).stream().map(InfoCommand::document).toList());
		} catch (ClusterFault fault) {
			/* What is known without the cluster is told all the same. */
			print(document);
			surroundings.out().flush();
			throw fault;
		}
		print(document);
		return ExitCode.DONE;
	}

	private static Map<String, Object> document(AgentInstallation installation) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("namespace", installation.namespace());
		fields.put("image", installation.image());
		fields.put("wanted", installation.wanted());
		fields.put("ready", installation.ready());
		return fields;
	}

	private void print(Map<String, Object> document) {
		if (!answer.isText()) {
			answer.print(surroundings, document);
			return;
		}
		List<List<String>> rows = new ArrayList<>();
		document.forEach((name, value) -> {
			if (value instanceof List<?> installations) {
				rows.add(List.of("Agents", installations.isEmpty() ? "none" : ""));
				installations.forEach(each -> {
					Map<?, ?> fields = (Map<?, ?>) each;
					rows.add(List.of("", fields.get("ready") + " of " + fields.get("wanted") + " ready in the namespace " + fields.get("namespace")
							+ ", " + fields.get("image")));
				});
			} else {
				rows.add(List.of(title(name), value.toString()));
			}
		});
		Answer.rows(surroundings, rows);
	}

	private static String title(String name) {
		return switch (name) {
		case "version" -> "cfcli";
		case "context" -> "Context";
		case "server" -> "Server";
		case "user" -> "User";
		case "namespace" -> "Namespace";
		default -> "Version";
		};
	}
}
