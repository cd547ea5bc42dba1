package org.cortexbrain.agents.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.cortexbrain.agents.AgentObjects;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * Reads and writes the objects of installations on the API server, whole as the server has them. All writing is server-side apply under one field
 * manager. Each call is one request and blocks.
 */
public final class ServerObjects {
	/** The field manager of all that is applied. */
	public static final String MANAGER = "cortexbrain";
	private final ClusterConnection connection;

	public ServerObjects(ClusterConnection connection) {
		this.connection = connection;
	}

	/**
	 * @param doing completes "You may not ..."
	 * @throws ClusterFault if the server refuses or does not answer
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public <T> T asked(String doing, Supplier<T> question) throws ClusterFault, InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException(doing);
		}
		try {
			return question.get();
		} catch (KubernetesClientException failure) {
			if (Thread.interrupted()) {
				throw new InterruptedException(doing);
			}
			throw connection.explain(doing, failure);
		}
	}

	public ClusterConnection connection() {
		return connection;
	}

	private NonNamespaceOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>> all(ObjectKind kind, String namespace) {
		MixedOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>> all = connection.kubernetes()
				.genericKubernetesResources(kind.context());
		return kind.namespaced() ? all.inNamespace(namespace) : all;
	}

	private Resource<GenericKubernetesResource> one(HasMetadata object) {
		ObjectKind kind = ObjectKind.of(object.getKind());
		return all(kind, object.getMetadata().getNamespace()).resource(Serialization.unmarshal(Serialization.asJson(object), GenericKubernetesResource.class));
	}

	/** The object of that kind and name, as it is there. */
	public Optional<GenericKubernetesResource> live(HasMetadata object) throws ClusterFault, InterruptedException {
		ObjectKind kind = ObjectKind.of(object.getKind());
		return Optional.ofNullable(asked("get " + title(object), () -> all(kind, object.getMetadata().getNamespace()).withName(object.getMetadata().getName()).get()));
	}

	/** What the server would make of it; nothing is changed. @throws KubernetesClientException as the server refuses */
	public GenericKubernetesResource tried(HasMetadata object, boolean takeOver) {
		var apply = one(object).dryRun(true).fieldManager(MANAGER);
		return (takeOver ? apply.forceConflicts() : apply).serverSideApply();
	}

	/** Makes it so. @param takeOver whether fields that others own become ours */
	public GenericKubernetesResource apply(HasMetadata object, boolean takeOver) throws ClusterFault, InterruptedException {
		return asked("patch " + title(object), () -> {
			var apply = one(object).fieldManager(MANAGER);
			return (takeOver ? apply.forceConflicts() : apply).serverSideApply();
		});
	}

	/** Makes a part of what is there so, and owns that part under a name of its own, so that another apply leaves it alone. */
	public void applyPart(HasMetadata part, String manager) throws ClusterFault, InterruptedException {
		asked("patch " + title(part), () -> one(part).fieldManager(manager).forceConflicts().serverSideApply());
	}

	/** All of a kind that this program has put there, in all namespaces. */
	public List<GenericKubernetesResource> owned(ObjectKind kind) throws ClusterFault, InterruptedException {
		return asked("list " + kind.plural() + (kind.namespaced() ? " in all namespaces" : ""), () -> {
			var all = connection.kubernetes().genericKubernetesResources(kind.context());
			return kind.namespaced() ? all.inAnyNamespace().withLabel(AgentObjects.OWNER_LABEL, AgentObjects.OWNER).list().getItems()
					: all.withLabel(AgentObjects.OWNER_LABEL, AgentObjects.OWNER).list().getItems();
		});
	}

	/** The same in one namespace, for those who may not list more. */
	public List<GenericKubernetesResource> owned(ObjectKind kind, String namespace) throws ClusterFault, InterruptedException {
		return asked("list " + kind.plural() + " in the namespace " + namespace,
				() -> all(kind, namespace).withLabel(AgentObjects.OWNER_LABEL, AgentObjects.OWNER).list().getItems());
	}

	/** Those in no namespace that belong to the agents of one. */
	public List<GenericKubernetesResource> ownedFor(ObjectKind kind, String namespace) throws ClusterFault, InterruptedException {
		return owned(kind).stream().filter(object -> object.getMetadata().getAnnotations() != null
				&& namespace.equals(object.getMetadata().getAnnotations().get(Annotations.NAMESPACE))).toList();
	}

	/**
	 * Removes it with all that the cluster has made for it; gone already is as good. A daemon set is there until its pods have ended, and a namespace
	 * until all in it is gone; what else is removed is gone when this returns.
	 */
	public void delete(HasMetadata object) throws ClusterFault, InterruptedException {
		ObjectKind kind = ObjectKind.of(object.getKind());
		asked("delete " + title(object), () -> all(kind, object.getMetadata().getNamespace()).withName(object.getMetadata().getName())
				.withPropagationPolicy(kind == ObjectKind.DAEMON_SET ? DeletionPropagation.FOREGROUND : DeletionPropagation.BACKGROUND).delete());
	}

	/** {@code DaemonSet cortexbrain-agent in the namespace cortexbrain}. */
	public static String title(HasMetadata object) {
		String namespace = object.getMetadata().getNamespace();
		return object.getKind() + " " + object.getMetadata().getName() + (namespace == null || namespace.isEmpty() ? "" : " in the namespace " + namespace);
	}

	/** Whether this program, or what it wrote for others to apply, has made it. */
	public static boolean isOwned(HasMetadata object) {
		return object.getMetadata().getLabels() != null && AgentObjects.OWNER.equals(object.getMetadata().getLabels().get(AgentObjects.OWNER_LABEL));
	}
}
