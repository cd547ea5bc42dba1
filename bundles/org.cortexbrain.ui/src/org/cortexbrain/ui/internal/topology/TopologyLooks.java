package org.cortexbrain.ui.internal.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.cortexbrain.graph.ConnectionStyle;
import org.cortexbrain.graph.NodeStyle;
import org.cortexbrain.model.GroupHealth;
import org.cortexbrain.ui.internal.look.Numbers;
import org.cortexbrain.ui.internal.look.Tokens;
import org.cortexbrain.ui.internal.session.Traffic;

/** How the nodes and links of a picture look. */
final class TopologyLooks {
	/** Links that a tooltip names. */
	private static final int MOST_NAMED = 6;

	private final TopologyPicture picture;

	TopologyLooks(TopologyPicture picture) {
		this.picture = picture;
	}

	NodeStyle of(TopologyNode node) {
		TopologyModel.Load load = picture.load(node);
		boolean expanded = picture.choices().isExpanded(node);
		boolean holds = node instanceof TopologyNode.Namespace || node instanceof TopologyNode.Host || expanded;
		int members = load.endpoints().size();
		String name = node.name();
		if (TopologyModel.canExpand(node) && !expanded && members > 1) {
			name += " \u00D7" + members;
		} else if (node instanceof TopologyNode.Outside && members == 1 && !holds) {
			name = load.endpoints().getFirst().name();
		}
		return new NodeStyle(name, holds ? "" : detail(load), Glyphs.of(node), Tokens.sign(load.health().health().state()), holds, tooltip(node, load));
	}

	/** The card of a collapsed namespace tells its trouble, as any card does; without any, how many workloads it stands for. */
	NodeStyle collapsed(TopologyNode node, List<?> held) {
		TopologyModel.Load load = picture.load(node);
		long members = held.stream().filter(each -> !(each instanceof TopologyNode.Single single && picture.containerOf(single).filter(held::contains).isPresent())).count();
		String detail = load.health().health().reason().isEmpty() ? members + (node instanceof TopologyNode.Namespace ? " workloads" : " programs")
				: detail(load);
		return new NodeStyle(node.name(), detail, Glyphs.of(node), Tokens.sign(load.health().health().state()), false, tooltip(node, load));
	}

	private static String detail(TopologyModel.Load load) {
		Traffic incoming = load.incoming();
		Traffic outgoing = load.outgoing();
		if (load.health().isOfOneAmongOthers()) {
			/* The card speaks for all edges, so it tells their sum; the one that is worst is named where there is more room. */
			OptionalDouble failed = (incoming.known() ? incoming : outgoing).failureRatio();
			if (failed.isPresent() && failed.getAsDouble() > 0) {
				return Numbers.percent(failed) + " failed";
			}
		}
		if (!load.health().health().reason().isEmpty()) {
			return Tokens.reason(load.health());
		}
		if (!incoming.known() && !outgoing.known()) {
			return "";
		}
		return incoming.known() ? "in " + rate(incoming) : "out " + rate(outgoing);
	}

	private static String rate(Traffic traffic) {
		String bytes = Numbers.bytesPerSecond(OptionalDouble.of(traffic.bytesToTarget() + traffic.bytesToSource()));
		return traffic.opened() > 0 ? Numbers.perSecond(OptionalDouble.of(traffic.opened())) + "  " + bytes : bytes;
	}

	private String tooltip(TopologyNode node, TopologyModel.Load load) {
		List<String> lines = new ArrayList<>();
		lines.add(node.name());
		lines.add(Tokens.inWords(load.health()));
		if (load.incoming().known()) {
			lines.add("In: " + summary(load.incoming()));
		}
		if (load.outgoing().known()) {
			lines.add("Out: " + summary(load.outgoing()));
		}
		if (TopologyModel.canExpand(node)) {
			lines.add(picture.choices().isExpanded(node) ? "Double-click to fold" : "Double-click to expand");
		} else if (TopologyModel.isPlace(node)) {
			lines.add("Double-click to collapse or expand");
		}
		return String.join("\n", lines);
	}

	ConnectionStyle of(Link link) {
		TopologyModel.Flow flow = picture.links().getOrDefault(link, new TopologyModel.Flow(List.of(), Traffic.NONE, GroupHealth.NONE));
		String ports = String.join(", ", flow.edges().stream().map(edge -> edge.key().port()).filter(port -> port != 0).distinct().sorted()
				.limit(6).map(String::valueOf).toList());
		return style(link.source().name() + " \u2192 " + link.target().name() + (ports.isEmpty() ? "" : " : " + ports), flow);
	}

	/** The sum of all, as exact as each. */
	ConnectionStyle of(List<Link> links) {
		if (links.size() == 1) {
			return of(links.getFirst());
		}
		String names = String.join("\n", links.stream().limit(MOST_NAMED).map(link -> link.source().name() + " \u2192 " + link.target().name()).toList());
		return style(names + (links.size() > MOST_NAMED ? "\nand " + (links.size() - MOST_NAMED) + " more" : ""), picture.flow(links));
	}

	private static ConnectionStyle style(String names, TopologyModel.Flow flow) {
		Traffic traffic = flow.traffic();
		double bytes = traffic.bytesToTarget() + traffic.bytesToSource();
		/* One point more for each factor of 8 above 1 KiB/s. */
		double width = Math.clamp(1 + Math.log(Math.max(1, bytes / 1024)) / Math.log(8), 1, 8);
		String tooltip = names + "\n" + Tokens.inWords(flow.health()) + "\n" + summary(traffic);
		return new ConnectionStyle(width, Tokens.sign(flow.health().health().state()), label(traffic, flow.health()), tooltip);
	}

	private static String label(Traffic traffic, GroupHealth health) {
		if (!traffic.known()) {
			return "";
		}
		if (traffic.failed() == 0 && !health.health().reason().isEmpty()) {
			return Tokens.reason(health);
		}
		List<String> parts = new ArrayList<>();
		parts.add(traffic.attempted() > 0 ? Numbers.perSecond(OptionalDouble.of(traffic.attempted()))
				: Numbers.bytesPerSecond(OptionalDouble.of(traffic.bytesToTarget() + traffic.bytesToSource())));
		OptionalDouble p95 = traffic.roundTrip().quantile(0.95);
		if (p95.isPresent()) {
			parts.add("p95 " + Numbers.latency(p95));
		}
		if (traffic.failed() > 0) {
			parts.add(Numbers.percent(traffic.failureRatio()) + " failed");
		}
		return String.join("   ", parts);
	}

	private static String summary(Traffic traffic) {
		return traffic.active() + " open, " + Numbers.perSecond(traffic.ifKnown(traffic.opened())) + " opened, "
				+ Numbers.perSecond(traffic.ifKnown(traffic.failed())) + " failed, "
				+ Numbers.bytesPerSecond(traffic.ifKnown(traffic.bytesToTarget())) + " sent, "
				+ Numbers.bytesPerSecond(traffic.ifKnown(traffic.bytesToSource())) + " received";
	}
}
