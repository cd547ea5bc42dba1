package org.cortexbrain.connect;

import java.util.List;
import java.util.Objects;

import org.cortexbrain.kubeconfig.Context;
import org.cortexbrain.kubeconfig.Problem;
import org.cortexbrain.kubeconfig.Resolution;

/**
 * A context that a person may choose.
 *
 * @param resolution whether it can be used, as its file was when it was read
 * @param current whether kubectl uses it when nobody names one
 */
public record Offer(ClusterId id, Origin origin, Context context, Resolution resolution, boolean current) {
	public Offer {
		Objects.requireNonNull(id);
		Objects.requireNonNull(origin);
		Objects.requireNonNull(context);
		Objects.requireNonNull(resolution);
	}

	public boolean isUsable() {
		return resolution instanceof Resolution.Usable;
	}

	/** What is wrong or dangerous about it; with an error among them it cannot be used. */
	public List<Problem> problems() {
		return switch (resolution) {
		case Resolution.Usable(var _, List<Problem> warnings) -> warnings;
		case Resolution.Refused(List<Problem> problems) -> problems;
		};
	}
}
