package org.cortexbrain.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClientException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The services of the cluster, and what is behind them. */
@Command(name = "service", mixinStandardHelpOptions = true,
		description = "Lists services with how many of their backends are ready, and shows one with each of them.",
		subcommands = { ServiceCommand.ListCommand.class, ServiceCommand.DescribeCommand.class })
final class ServiceCommand implements Runnable {
	/** The label by which a slice says whose it is (https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/). */
	private static final String OWNER = "kubernetes.io/service-name";

	@Spec
	private CommandSpec spec;

	@Override
	public void run() {
		throw new ParameterException(spec.commandLine(), "say what to do: one of list, describe");
	}

	/** Lists them. */
	@Command(name = "list", mixinStandardHelpOptions = true, sortOptions = false, description = "Lists the services of a namespace, or of all.")
	static final class ListCommand implements Callable<Integer>, Main.Command {
		private final Surroundings surroundings;
		@Option(names = { "-n", "--namespace" }, paramLabel = "NAME", description = "of this namespace, instead of that of the context")
		private Optional<String> namespace = Optional.empty();
		@Option(names = { "-A", "--all-namespaces" }, description = "of all namespaces")
		private boolean all;
		@Option(names = { "-l", "--selector" }, paramLabel = "LABELS", description = "with these labels, as app=cart,tier!=test")
		private Optional<String> selector = Optional.empty();
		@Mixin
		private Answer answer;
		@Mixin
		private ClusterOptions cluster;

		ListCommand(Surroundings surroundings) {
			this.surroundings = surroundings;
		}

		@Override
		public Integer call() throws Exception {
			try (ClusterConnection connection = cluster.connect(surroundings)) {
				connection.version();
				Optional<String> in = all ? Optional.empty() : Optional.of(namespace.orElse(connection.access().namespace()));
				List<Service> services = asked(connection, "list services" + where(in), () -> {
					var kind = connection.kubernetes().services();
					return (in.isPresent() ? kind.inNamespace(in.get()) : kind.inAnyNamespace()).withLabelSelector(selector.orElse("")).list()
							.getItems();
				});
				Map<String, List<EndpointSlice>> slices = slices(connection, in);
				if (!answer.isText()) {
					answer.print(surroundings, services.stream().map(service -> document(service, backends(service, slices))).toList());
				} else if (services.isEmpty()) {
					surroundings.say("cfcli: there is no such service" + where(in) + ".");
				} else {
					Answer.table(surroundings, List.of("NAMESPACE", "NAME", "TYPE", "ADDRESS", "PORTS", "READY"), services.stream()
							.map(service -> row(service, backends(service, slices))).toList());
				}
				return ExitCode.DONE;
			}
		}

		private static List<String> row(Service service, List<Endpoint> backends) {
			return List.of(service.getMetadata().getNamespace(), service.getMetadata().getName(), service.getSpec().getType(), address(service),
					ports(service),
					backends.stream().filter(ServiceCommand::isReady).count() + "/" + backends.size());
		}
	}

	/** Shows one. */
	@Command(name = "describe", mixinStandardHelpOptions = true, sortOptions = false,
			description = "Shows a service and each backend: its pod, address, node, and whether it is ready.",
			footer = { "%nIts traffic: cfcli observe to:NAME" })
	static final class DescribeCommand implements Callable<Integer>, Main.Command {
		private final Surroundings surroundings;
		@Parameters(index = "0", paramLabel = "NAME", description = "the service")
		private String name;
		@Option(names = { "-n", "--namespace" }, paramLabel = "NAME", description = "its namespace, instead of that of the context")
		private Optional<String> namespace = Optional.empty();
		@Mixin
		private Answer answer;
		@Mixin
		private ClusterOptions cluster;

		DescribeCommand(Surroundings surroundings) {
			this.surroundings = surroundings;
		}

		@Override
		public Integer call() throws Exception {
			try (ClusterConnection connection = cluster.connect(surroundings)) {
				connection.version();
				String in = namespace.orElse(connection.access().namespace());
				Service service = asked(connection, "get services" + where(Optional.of(in)),
						() -> Optional.ofNullable(connection.kubernetes().services().inNamespace(in).withName(name).get()))
						.orElseThrow(() -> new CommandFault(ExitCode.FAILED, "There is no service " + Surroundings.safe(name)
						+ where(Optional.of(in)) + ".", "cfcli service list has those that are there."));
				Map<String, Object> document = document(service, backends(service, slices(connection, Optional.of(in))));
				if (answer.isText()) {
					show(document);
				} else {
					answer.print(surroundings, document);
				}
				return ExitCode.DONE;
			}
		}

		private void show(Map<String, Object> document) {
			Answer.rows(surroundings, List.of(List.of("Name", document.get("name").toString()),
					List.of("Namespace", document.get("namespace").toString()), List.of("Type", document.get("type").toString()),
					List.of("Address", document.get("address").toString()), List.of("Ports", ports(document)),
					List.of("Selector", pairs((Map<?, ?>) document.get("selector")))));
			List<?> backends = (List<?>) document.get("backends");
			surroundings.print("");
			if (backends.isEmpty()) {
				surroundings.print("No backend: connections to it are refused or lead nowhere.");
			} else {
				Answer.table(surroundings, List.of("BACKEND", "ADDRESS", "NODE", "READY"), backends.stream().map(each -> (Map<?, ?>) each)
						.map(each -> List.of(text(each.get("pod")), text(each.get("address")), text(each.get("node")),
						Boolean.TRUE.equals(each.get("ready")) ? "yes" : "no")).toList());
			}
		}

		private static String text(Object value) {
			return value == null ? "-" : value.toString();
		}

		private static String ports(Map<String, Object> document) {
			return ((List<?>) document.get("ports")).stream().map(each -> (Map<?, ?>) each).map(each -> each.get("port") + "/" + each.get("protocol"))
					.collect(Collectors.joining(","));
		}

		private static String pairs(Map<?, ?> labels) {
			return labels.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).sorted().collect(Collectors.joining(","));
		}
	}

	/** A question to the cluster that fails by the client's exception. */
	private interface Question<T> {
		T ask();
	}

	private static <T> T asked(ClusterConnection connection, String doing, Question<T> question) throws ClusterFault {
		try {
			return question.ask();
		} catch (KubernetesClientException e) {
			throw connection.explain(doing, e);
		}
	}

	private static String where(Optional<String> namespace) {
		return namespace.map(name -> " in the namespace " + name).orElse(" in all namespaces");
	}

	/** By the service that they are of, {@code NAMESPACE/NAME}. */
	private static Map<String, List<EndpointSlice>> slices(ClusterConnection connection, Optional<String> namespace) throws ClusterFault {
		List<EndpointSlice> all = asked(connection, "list endpointslices" + where(namespace), () -> {
			var kind = connection.kubernetes().discovery().v1().endpointSlices();
			return (namespace.isPresent() ? kind.inNamespace(namespace.get()) : kind.inAnyNamespace()).list().getItems();
		});
		return all.stream().filter(slice -> slice.getMetadata().getLabels() != null && slice.getMetadata().getLabels().containsKey(OWNER))
				.collect(Collectors.groupingBy(slice -> slice.getMetadata().getNamespace() + "/" + slice.getMetadata().getLabels().get(OWNER)));
	}

	/* A service of both families has a slice for each: a pod counts once. */
	private static List<Endpoint> backends(Service service, Map<String, List<EndpointSlice>> slices) {
		Map<String, Endpoint> each = new LinkedHashMap<>();
		for (EndpointSlice slice : slices.getOrDefault(service.getMetadata().getNamespace() + "/" + service.getMetadata().getName(), List.of())) {
			for (Endpoint endpoint : Optional.ofNullable(slice.getEndpoints()).orElse(List.of())) {
				String key = endpoint.getTargetRef() != null ? endpoint.getTargetRef().getUid() : String.join(",", endpoint.getAddresses());
				each.putIfAbsent(String.valueOf(key), endpoint);
			}
		}
		return List.copyOf(each.values());
	}

	/* One of which it is not known counts as ready: so says the API. */
	private static boolean isReady(Endpoint endpoint) {
		return endpoint.getConditions() == null || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
	}

	private static String address(Service service) {
		if ("ExternalName".equals(service.getSpec().getType())) {
			return Optional.ofNullable(service.getSpec().getExternalName()).orElse("");
		}
		return Optional.ofNullable(service.getSpec().getClusterIP()).orElse("");
	}

	private static String ports(Service service) {
		return Optional.ofNullable(service.getSpec().getPorts()).orElse(List.of()).stream().map(port -> port.getPort() + "/" + port.getProtocol())
				.collect(Collectors.joining(","));
	}

	private static Map<String, Object> document(Service service, List<Endpoint> backends) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("namespace", service.getMetadata().getNamespace());
		document.put("name", service.getMetadata().getName());
		document.put("type", service.getSpec().getType());
		document.put("address", address(service));
		List<Map<String, Object>> ports = new ArrayList<>();
		for (ServicePort port : Optional.ofNullable(service.getSpec().getPorts()).orElse(List.of())) {
			Map<String, Object> fields = new LinkedHashMap<>();
			Optional.ofNullable(port.getName()).filter(name -> !name.isEmpty()).ifPresent(name -> fields.put("name", name));
			fields.put("port", port.getPort());
			fields.put("protocol", port.getProtocol());
			ports.add(fields);
		}
		document.put("ports", ports);
		document.put("selector", Optional.ofNullable(service.getSpec().getSelector()).orElse(Map.of()));
		document.put("backends", backends.stream().map(ServiceCommand::document).toList());
		return document;
	}

	private static Map<String, Object> document(Endpoint backend) {
		Map<String, Object> fields = new LinkedHashMap<>();
		Optional.ofNullable(backend.getTargetRef()).filter(target -> "Pod".equals(target.getKind()))
				.ifPresent(target -> fields.put("pod", target.getName()));
		fields.put("address", backend.getAddresses().getFirst());
		Optional.ofNullable(backend.getNodeName()).ifPresent(node -> fields.put("node", node));
		fields.put("ready", isReady(backend));
		return fields;
	}
}
