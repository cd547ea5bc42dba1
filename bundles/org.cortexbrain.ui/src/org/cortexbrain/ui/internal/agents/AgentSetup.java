package org.cortexbrain.ui.internal.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.cortexbrain.agents.AgentInstallation;
import org.cortexbrain.agents.AgentPlan;
import org.cortexbrain.agents.AgentSettings;
import org.cortexbrain.agents.AgentSettings.Fault;

/**
 * The settings that a person writes for the agents of one cluster, as texts until they are read, and the plan that was made of them last.
 *
 * <p>Threading: {@link #find} and {@link #plan} end on the thread of the work; the rest is for the UI thread.
 */
final class AgentSetup {
	/** What is written in the fields, by the names of the settings. */
	private final Map<String, String> texts = new TreeMap<>();
	private final AgentWork work;
	private boolean roles = true;
	private volatile Optional<AgentInstallation> installed = Optional.empty();
	private volatile boolean looked;
	private volatile Optional<AgentPlan> plan = Optional.empty();

	AgentSetup(AgentWork work, String image) {
		this.work = work;
		write(AgentSettings.of(image));
	}

	private void write(AgentSettings settings) {
		texts.put("image", settings.image());
		texts.put("namespace", settings.namespace());
		texts.put("pullSecret", settings.pullSecret());
		texts.put("cpuRequest", settings.cpuRequest());
		texts.put("memoryRequest", settings.memoryRequest());
		texts.put("memoryLimit", settings.memoryLimit());
		texts.put("nodeSelector", String.join(", ", settings.nodeSelector().entrySet().stream().map(label -> label.getKey() + "=" + label.getValue()).toList()));
		texts.put("tolerations", String.join(", ", settings.tolerations()));
		texts.put("priorityClass", settings.priorityClass());
		texts.put("flows", String.valueOf(settings.flows()));
		texts.put("connections", String.valueOf(settings.connections()));
		roles = settings.roles();
	}

	/** The first values, with the image that is written now. */
	void reset() {
		write(AgentSettings.of(text("image")));
		plan = Optional.empty();
	}

	String text(String field) {
		return texts.get(field);
	}

	void text(String field, String text) {
		texts.put(field, text);
		plan = Optional.empty();
	}

	boolean roles() {
		return roles;
	}

	void roles(boolean wanted) {
		roles = wanted;
		plan = Optional.empty();
	}

	/** What is there already; its settings fill the fields when it has been found. Begins, and tells the work's listeners. */
	void find() {
		work.start("Looks for agents", (connection, _) -> {
			List<AgentInstallation> found = AgentInstallation.find(connection);
			installed = found.stream().filter(AgentInstallation::whole).findFirst().or(() -> found.stream().findFirst());
			looked = true;
		});
	}

	/** Whether the cluster has said what is there. */
	boolean isLooked() {
		return looked;
	}

	/** What was found; its settings are taken over by {@link #takeOver}. */
	Optional<AgentInstallation> installed() {
		return installed;
	}

	/** Fills the fields with the settings of what is installed. */
	void takeOver() {
		installed.flatMap(AgentInstallation::settings).ifPresent(this::write);
		plan = Optional.empty();
	}

	/** What is wrong with the texts; empty if they are settings. */
	List<Fault> faults() {
		List<Fault> faults = new ArrayList<>();
		for (String field : List.of("flows", "connections")) {
			if (!text(field).strip().matches("[0-9]{1,9}")) {
				faults.add(new Fault(field, "\"" + text(field) + "\" is no number.", "Write a number above 15."));
			}
		}
		for (String label : parts("nodeSelector")) {
			if (!label.contains("=")) {
				faults.add(new Fault("nodeSelector", "\"" + label + "\" is no label with a value.", "Write KEY=VALUE, several with commas between."));
			}
		}
		return faults.isEmpty() ? settings().faults() : List.copyOf(faults);
	}

	private List<String> parts(String field) {
		return List.of(text(field).split(",")).stream().map(String::strip).filter(part -> !part.isEmpty()).toList();
	}

	/** As they are written now. @throws NumberFormatException unless {@link #faults} has found the texts to be settings */
	AgentSettings settings() {
		Map<String, String> selector = new TreeMap<>();
		parts("nodeSelector").forEach(label -> selector.put(label.substring(0, label.indexOf('=')).strip(), label.substring(label.indexOf('=') + 1).strip()));
		return new AgentSettings(text("namespace").strip(), text("image").strip(), text("pullSecret").strip(), text("cpuRequest").strip(), text("memoryRequest").strip(),
				text("memoryLimit").strip(), selector, parts("tolerations"), text("priorityClass").strip(), roles, Integer.parseInt(text("flows").strip()),
				Integer.parseInt(text("connections").strip()));
	}

	/** Asks the cluster what these settings would change. Begins, and tells the work's listeners. */
	void plan() {
		AgentSettings wanted = settings();
		plan = Optional.empty();
		work.start("Checks the cluster", (connection, _) -> plan = Optional.of(AgentPlan.of(connection, wanted)));
	}

	/** The plan of the settings as they are written; empty until it is made. */
	Optional<AgentPlan> planned() {
		return plan;
	}
}
