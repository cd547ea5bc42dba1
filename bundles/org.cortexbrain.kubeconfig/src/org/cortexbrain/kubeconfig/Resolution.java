package org.cortexbrain.kubeconfig;

import java.util.List;

/** What became of a context. */
public sealed interface Resolution {
	/** The context can be used. */
	record Usable(Access access, List<Problem> warnings) implements Resolution {
		public Usable {
			warnings = List.copyOf(warnings);
		}
	}

	/** The context cannot be used: at least one of the problems is an error. */
	record Refused(List<Problem> problems) implements Resolution {
		public Refused {
			problems = List.copyOf(problems);
			if (problems.stream().noneMatch(Problem::isError)) {
				throw new IllegalArgumentException("refused without an error");
			}
		}
	}
}
