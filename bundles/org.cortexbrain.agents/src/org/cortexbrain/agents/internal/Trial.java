package org.cortexbrain.agents.internal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.cortexbrain.agents.Change;
import org.cortexbrain.agents.Change.Conflict;
import org.cortexbrain.agents.Change.Effect;
import org.cortexbrain.agents.Finding;
import org.cortexbrain.agents.Finding.Severity;
import org.cortexbrain.cluster.ClusterFault;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * Asks the server what an apply of one object would do (dry run).
 *
 * @param finding why it would not do it, if so
 */
public record Trial(Change change, Optional<Finding> finding) {
	private static final int FORBIDDEN = 403;
	private static final int NOT_FOUND = 404;
	private static final int CONFLICT = 409;
	private static final Pattern OWNER = Pattern.compile("conflict with \"([^\"]*)\"");

	/** @param namespaceThere whether its namespace is there; without it, the server cannot try the objects in it */
	public static Trial of(ServerObjects server, HasMetadata object, boolean namespaceThere) throws ClusterFault, InterruptedException {
		String title = ServerObjects.title(object);
		if (object.getMetadata().getNamespace() != null && !namespaceThere) {
			return new Trial(new Change(Effect.MADE, title, "", ObjectText.of(object), List.of()), Optional.empty());
		}
		Optional<GenericKubernetesResource> live;
		try {
			live = server.live(object);
		} catch (ClusterFault fault) {
			if (!(fault.getCause() instanceof KubernetesClientException refused) || refused.getCode() != FORBIDDEN) {
				throw fault;
			}
			return refused(title, "", List.of(), new Finding(Severity.BLOCKING, title, fault.getMessage(), fault.remedy()));
		}
		String before = live.map(ObjectText::of).orElse("");
		if (live.isPresent() && !ServerObjects.isOwned(live.get()) && !object.getKind().equals(ObjectKind.NAMESPACE.kind())) {
			return refused(title, before, List.of(), new Finding(Severity.BLOCKING, title, "It is there already, and is not of CortexBrain.",
					"Choose another namespace, or remove it if nobody needs it."));
		}
		if (live.isPresent() && live.get().getMetadata().getDeletionTimestamp() != null) {
			return refused(title, before, List.of(), new Finding(Severity.BLOCKING, title, "It is being removed just now.", "Wait until it is gone, and try again."));
		}
		try {
			return accepted(title, before, live.isPresent(), server.tried(object, false), List.of());
		} catch (KubernetesClientException failure) {
			return failed(server, object, live.isPresent(), before, failure);
		}
	}

	private static Trial failed(ServerObjects server, HasMetadata object, boolean there, String before, KubernetesClientException failure)
			throws ClusterFault, InterruptedException {
		String title = ServerObjects.title(object);
		if (Thread.interrupted()) {
			throw new InterruptedException(title);
		}
		List<Conflict> conflicts = failure.getCode() == CONFLICT ? conflicts(failure) : List.of();
		if (!conflicts.isEmpty()) {
			GenericKubernetesResource taken = server.asked("patch " + title, () -> server.tried(object, true));
			return accepted(title, before, there, taken, conflicts);
		}
		ClusterFault fault = server.connection().explain("patch " + title, failure);
		if (failure.getCode() <= 0 || failure.getCode() >= 500 || failure.getCode() == NOT_FOUND) {
			throw fault;
		}
		return refused(title, before, conflicts, new Finding(Severity.BLOCKING, title, fault.getMessage(), fault.remedy()));
	}

	private static Trial accepted(String title, String before, boolean there, HasMetadata tried, List<Conflict> conflicts) {
		String after = ObjectText.of(tried);
		Effect effect = !there ? Effect.MADE : after.equals(before) ? Effect.KEPT : Effect.CHANGED;
		return new Trial(new Change(effect, title, before, after, conflicts), conflicts.isEmpty() ? Optional.empty()
				: Optional.of(new Finding(Severity.BLOCKING, title, "Others have set fields of it to something else: " + words(conflicts) + ".",
						"Take these fields over, or let those who set them change them.")));
	}

	private static String words(List<Conflict> conflicts) {
		return String.join(", ", conflicts.stream().map(conflict -> conflict.field() + " (" + conflict.owner() + ")").toList());
	}

	private static Trial refused(String title, String before, List<Conflict> conflicts, Finding finding) {
		return new Trial(new Change(Effect.REFUSED, title, before, before, conflicts), Optional.of(finding));
	}

	private static List<Conflict> conflicts(KubernetesClientException failure) {
		return Optional.ofNullable(failure.getStatus()).map(Status::getDetails).map(details -> details.getCauses().stream()).orElse(Stream.of())
				.filter(cause -> "FieldManagerConflict".equals(cause.getReason())).map(Trial::conflict).toList();
	}

	/* The server names the owner in a sentence alone: conflict with "NAME" using VERSION. */
	private static Conflict conflict(StatusCause cause) {
		Matcher owner = OWNER.matcher(Optional.ofNullable(cause.getMessage()).orElse(""));
		return new Conflict(Optional.ofNullable(cause.getField()).orElse(""), owner.find() ? owner.group(1) : "somebody");
	}
}
