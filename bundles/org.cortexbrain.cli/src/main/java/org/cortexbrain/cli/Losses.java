package org.cortexbrain.cli;

import java.util.HashMap;
import java.util.Map;

import org.cortexbrain.model.Loss;
import org.cortexbrain.model.Mesh;

/** Tells on standard error what agents could not count: when it is first seen, each time it has doubled, and at the end what was not told yet. */
final class Losses {
	private record About(String node, String code) {
	}

	private final Surroundings surroundings;
	private final Map<About, Loss> told = new HashMap<>();
	private Mesh last = Mesh.EMPTY;

	Losses(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	void take(Mesh mesh) {
		last = mesh;
		tell(mesh, 2);
	}

	void end() {
		tell(last, 1);
	}

	private void tell(Mesh mesh, int factor) {
		mesh.losses().forEach((node, losses) -> losses.forEach(loss -> {
			Loss before = told.get(new About(node, loss.code()));
			if (before == null || loss.count() > before.count() && loss.count() >= factor * before.count()) {
				told.put(new About(node, loss.code()), loss);
				surroundings.say("cfcli: not counted on " + Surroundings.safe(node) + ": " + loss.count() + " " + loss.code() + ". "
						+ Surroundings.safe(loss.meaning()));
			}
		}));
	}
}
