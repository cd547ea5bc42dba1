package org.cortexbrain.ui.internal.sources;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.cortexbrain.model.Loss;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.telemetry.SourceState;
import org.cortexbrain.telemetry.Telemetry.Observed;
import org.cortexbrain.ui.internal.look.Numbers;
import org.cortexbrain.ui.internal.session.Snapshot;

/** What is said of a source, in words. */
public final class SourceText {
	private SourceText() {
	}

	/** Sign and word. */
	public static String state(SourceState state) {
		return switch (state) {
		case SourceState.Connecting _ -> "\u2026 connecting";
		case SourceState.Live _ -> "\u2713 live";
		case SourceState.Retrying _ -> "\u25B2 connecting again";
		case SourceState.Failed _ -> "\u2715 failed";
		case SourceState.Ended(String note) -> note.isEmpty() ? "\u25A0 ended" : "\u25B2 ended early";
		};
	}

	/** What is wrong and what to do about it; empty where nothing is wrong. */
	public static String remedy(SourceState state, Instant now) {
		return switch (state) {
		case SourceState.Connecting _, SourceState.Live _ -> "";
		case SourceState.Retrying(String cause, String remedy, Instant next) -> cause + " " + remedy + " Next try in "
				+ Numbers.duration(Duration.between(now, next).plusMillis(999)) + ".";
		case SourceState.Failed(String cause, String remedy) -> cause + " " + remedy;
		case SourceState.Ended(String note) -> note;
		};
	}

	/** The losses of a source's node; empty if it has none. */
	public static List<Loss> losses(Observed source, Snapshot snapshot) {
		return source.node().map(node -> snapshot.mesh().losses().getOrDefault(Mesh.place(source.cluster(), node.node()), List.of())).orElse(List.of());
	}

	/** Everything that is known of a source. */
	public static String details(Observed source, Snapshot snapshot, Instant now) {
		var text = new StringBuilder();
		text.append(source.name()).append("  ").append(state(source.state())).append('\n');
		String remedy = remedy(source.state(), now);
		if (!remedy.isEmpty()) {
			text.append(remedy).append('\n');
		}
		source.node().ifPresentOrElse(node -> describe(node, text), () -> text.append("\nThe node has not yet told about itself.\n"));
		List<Loss> losses = losses(source, snapshot);
		text.append("\nLosses\n");
		if (source.node().isEmpty()) {
			text.append("  ").append(Numbers.UNKNOWN).append('\n');
		} else if (losses.isEmpty()) {
			text.append("  \u2713 none: everything was counted\n");
		}
		for (Loss loss : losses) {
			text.append("  \u25B2 ").append(Numbers.count(loss.count())).append(' ').append(loss.code()).append(": ").append(loss.meaning())
					.append('\n');
		}
		return text.toString();
	}

	private static void describe(NodeDescription node, StringBuilder text) {
		NodeDescription.Kernel kernel = node.kernel();
		text.append("\nNode ").append(node.node()).append(", agent ").append(node.agentVersion()).append('\n');
		text.append("  kernel ").append(kernel.release()).append(' ').append(kernel.architecture()).append(kernel.btf() ? ", BTF" : ", no BTF")
				.append(", cgroup ").append(switch (kernel.cgroups()) {
				case V1 -> "version 1";
				case HYBRID -> "version 1 and 2";
				case V2 -> "version 2";
				}).append('\n');
		text.append("\neBPF programs\n");
		for (NodeDescription.Program program : node.programs()) {
			text.append(switch (program.state()) {
			case ATTACHED -> "  \u2713 attached  ";
			case REFUSED -> "  \u2715 refused   ";
			case OFF -> "  \u2013 off       ";
			}).append(program.name()).append(" (").append(program.hook()).append(")\n");
			if (program.state() != NodeDescription.State.ATTACHED) {
				program.reason().ifPresent(reason -> text.append("      ").append(reason).append('\n'));
				text.append("      without it: ").append(program.provides()).append('\n');
			}
		}
		if (!node.tables().isEmpty()) {
			text.append("\nKernel tables\n");
			for (NodeDescription.Table table : node.tables()) {
				text.append("  ").append(table.name()).append(": ").append(Numbers.count(table.used())).append(" of ")
						.append(Numbers.count(table.capacity())).append(" entries at connection\n");
			}
		}
	}
}
