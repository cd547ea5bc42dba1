package org.cortexbrain.cluster.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.cortexbrain.cluster.Feature;
import org.cortexbrain.cluster.Right;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Asks the API server what the one who asks may do. Everybody may ask that. */
public final class Permissions {
	private static final int AT_ONCE = 8;

	private Permissions() {
	}

	/** Each feature with the rights that are missing for it. */
	public static Map<Feature, List<Right>> missing(KubernetesClient kubernetes) throws InterruptedException, ExecutionException {
		SequencedMap<Right, Boolean> allowed = allowed(kubernetes, Stream.of(Feature.values()).flatMap(feature -> feature.rights().stream()).distinct().toList());
		Map<Feature, List<Right>> missing = new EnumMap<>(Feature.class);
		for (Feature feature : Feature.values()) {
			missing.put(feature, feature.rights().stream().filter(right -> !allowed.get(right)).toList());
		}
		return missing;
	}

	/** One request for each right, a few at a time. */
	public static SequencedMap<Right, Boolean> allowed(KubernetesClient kubernetes, List<Right> rights) throws InterruptedException, ExecutionException {
		try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().name("permissions").factory())) {
			List<Callable<Boolean>> questions = new ArrayList<>();
			rights.forEach(right -> questions.add(() -> kubernetes.authorization().v1().selfSubjectAccessReview().create(question(right)).getStatus().getAllowed()));
			List<Future<Boolean>> answers;
			try {
				answers = threads.invokeAll(questions);
			} finally {
				threads.shutdownNow();
			}
			SequencedMap<Right, Boolean> allowed = new LinkedHashMap<>();
			for (int i = 0; i < rights.size(); i++) {
				allowed.put(rights.get(i), answers.get(i).get());
			}
			return allowed;
		}
	}

	private static SelfSubjectAccessReview question(Right right) {
		String[] parts = right.resource().split("/", 2);
		return new SelfSubjectAccessReviewBuilder().withNewSpec().withNewResourceAttributes().withVerb(right.verb()).withGroup(right.group()).withResource(parts[0])
				.withSubresource(parts.length > 1 ? parts[1] : null).withNamespace(right.namespace().isEmpty() ? null : right.namespace()).endResourceAttributes().endSpec()
				.build();
	}
}
