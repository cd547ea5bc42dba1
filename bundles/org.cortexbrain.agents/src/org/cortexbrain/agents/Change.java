package org.cortexbrain.agents;

import java.util.List;
import java.util.Objects;

/**
 * What an apply would do to one object, as the API server says it in a dry run.
 *
 * @param object for a person: {@code DaemonSet cortexbrain-agent in the namespace cortexbrain}
 * @param before YAML; empty if it is not there yet
 * @param after YAML; empty if it would be removed, and what is there if it would be refused
 * @param conflicts fields that others own and that would be taken over
 */
public record Change(Effect effect, String object, String before, String after, List<Conflict> conflicts) {
	/** What becomes of the object. */
	public enum Effect {
		MADE, CHANGED, KEPT, REMOVED, /** Nothing: the server, or its owner, does not let it. */ REFUSED
	}

	/**
	 * A field whose value another has set, to something else.
	 *
	 * @param field its path: {@code .spec.template.spec.containers[name="agent"].image}
	 * @param owner the field manager, like {@code kubectl-client-side-apply}
	 */
	public record Conflict(String field, String owner) {
		public Conflict {
			Objects.requireNonNull(field);
			Objects.requireNonNull(owner);
		}
	}

	public Change {
		Objects.requireNonNull(effect);
		Objects.requireNonNull(object);
		Objects.requireNonNull(before);
		Objects.requireNonNull(after);
		conflicts = List.copyOf(conflicts);
	}
}
