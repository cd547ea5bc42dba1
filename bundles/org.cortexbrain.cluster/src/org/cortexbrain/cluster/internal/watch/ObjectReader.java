package org.cortexbrain.cluster.internal.watch;

import java.io.IOException;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.cortexbrain.cluster.ClusterObject;
import org.cortexbrain.cluster.ClusterObject.Backend;
import org.cortexbrain.cluster.ClusterObject.BackendPort;
import org.cortexbrain.cluster.ClusterObject.Kind;
import org.cortexbrain.cluster.ClusterObject.Owner;
import org.cortexbrain.cluster.ClusterObject.ServicePort;

/** From the API server's objects to the little that is kept of them. For one thread. */
final class ObjectReader {
	private static final int MOST_SHARED = 20_000;

	private final Kind kind;
	/** Namespaces and nodes are named in each of thousands of objects: one text for all. */
	private final Map<String, String> shared = new HashMap<>();
	private Duration ahead = Duration.ZERO;

	ObjectReader(Kind kind) {
		this.kind = kind;
	}

	/** @param by how much this client's clock is ahead of the API server's */
	void clientIsAhead(Duration by) {
		ahead = by;
	}

	ClusterObject read(JsonTree object) throws IOException {
		JsonTree metadata = object.in("metadata");
		JsonTree spec = object.in("spec");
		JsonTree status = object.in("status");
		String uid = metadata.needed("uid");
		String name = metadata.needed("name");
		return switch (kind) {
		case NODE -> new ClusterObject.Node(uid, name, created(metadata), addresses(status.objects("addresses").stream()
				.filter(address -> address.text("type").orElse("").endsWith("IP")).flatMap(address -> address.text("address").stream())));
		case POD -> pod(metadata, spec, status);
		case SERVICE -> new ClusterObject.Service(uid, namespace(metadata), name, created(metadata), serviceAddresses(spec, status),
				spec.objects("ports").stream().filter(ObjectReader::isTcp)
						.map(port -> new ServicePort(port.text("name").orElse(""), port.number("port"), port.number("nodePort"))).toList());
		case ENDPOINT_SLICE -> new ClusterObject.Slice(uid, namespace(metadata),
				share(metadata.in("labels").text("kubernetes.io/service-name").orElse("")),
				object.objects("endpoints").stream().flatMap(ObjectReader::backends).toList(),
				object.objects("ports").stream().filter(ObjectReader::isTcp)
						.map(port -> new BackendPort(port.text("name").orElse(""), port.number("port"))).toList());
		case REPLICA_SET, JOB -> new ClusterObject.Controller(kind, uid, namespace(metadata), name, owner(metadata));
		};
	}

	private ClusterObject.Pod pod(JsonTree metadata, JsonTree spec, JsonTree status) throws IOException {
		String phase = status.text("phase").orElse("");
		Stream<String> more = status.objects("podIPs").stream().flatMap(ip -> ip.text("ip").stream());
		return new ClusterObject.Pod(metadata.needed("uid"), namespace(metadata), metadata.needed("name"), created(metadata),
				spec.text("nodeName").map(this::share), addresses(Stream.concat(status.text("podIP").stream(), more)), spec.is("hostNetwork"), phase.equals("Succeeded") || phase.equals("Failed"), owner(metadata));
	}

	private static List<InetAddress> serviceAddresses(JsonTree spec, JsonTree status) {
		Stream<String> own = Stream.concat(spec.text("clusterIP").stream(), spec.texts("clusterIPs").stream());
		Stream<String> outside = Stream.concat(spec.texts("externalIPs").stream(),
				status.in("loadBalancer").objects("ingress").stream().flatMap(ingress -> ingress.text("ip").stream()));
		return addresses(Stream.concat(own, outside).filter(address -> !address.equals("None")));
	}

	private static Stream<Backend> backends(JsonTree endpoint) {
		JsonTree target = endpoint.in("targetRef");
		Optional<String> pod = target.text("kind").filter("Pod"::equals).flatMap(_ -> target.text("uid"));
		return addresses(endpoint.texts("addresses").stream()).stream().map(address -> new Backend(address, pod));
	}

	private static boolean isTcp(JsonTree port) {
		return port.text("protocol").orElse("TCP").equals("TCP");
	}

	/* A slice may hold names instead of addresses; traffic has addresses alone. */
	private static List<InetAddress> addresses(Stream<String> texts) {
		return texts.distinct().flatMap(text -> {
			try {
				return Stream.of(InetAddress.ofLiteral(text));
			} catch (IllegalArgumentException e) {
				return Stream.empty();
			}
		}).toList();
	}

	private String namespace(JsonTree metadata) throws IOException {
		return share(metadata.needed("namespace"));
	}

	private Instant created(JsonTree metadata) throws IOException {
		try {
			return Instant.parse(metadata.needed("creationTimestamp")).plus(ahead);
		} catch (DateTimeException e) {
			throw new IOException("the API server sent a time that is none: " + e.getMessage(), e);
		}
	}

	private Optional<Owner> owner(JsonTree metadata) {
		return metadata.objects("ownerReferences").stream().filter(owner -> owner.is("controller")).findFirst()
				.flatMap(owner -> owner.text("uid")
						.map(uid -> new Owner(share(owner.text("kind").orElse("")), share(owner.text("name").orElse("")), share(uid))));
	}

	private String share(String text) {
		if (shared.size() >= MOST_SHARED) {
			shared.clear();
		}
		return shared.computeIfAbsent(text, same -> same);
	}
}
