package org.cortexbrain.agents.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.cortexbrain.agents.AgentSettings;
import org.cortexbrain.agents.AgentSettings.Fault;

import io.fabric8.kubernetes.api.model.Quantity;

/**
 * Says what is wrong with settings before the API server is asked, by the rules of Kubernetes (object names by RFC 1123, labels) and of image
 * references (the distribution project's grammar).
 */
public final class SettingsCheck {
	private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
	private static final Pattern SUBDOMAIN = Pattern.compile("(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
	private static final String NAME_PART = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
	private static final Pattern LABEL_KEY = Pattern.compile("((?=[^/]{1,253}/)[a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?" + NAME_PART);
	private static final Pattern LABEL_VALUE = Pattern.compile("(" + NAME_PART + ")?");
	private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)+"
			+ "(:\\w[\\w.-]{0,127})?(@sha256:[0-9a-f]{64})?");
	private static final Pattern QUANTITY = Pattern.compile("[0-9]+(\\.[0-9]+)?(m|k|M|G|Ki|Mi|Gi)?");
	private static final String NAME_REMEDY = "Use small letters, digits and hyphens, beginning and ending with a letter or digit.";
	private final List<Fault> faults = new ArrayList<>();

	private SettingsCheck() {
	}

	public static List<Fault> of(AgentSettings settings) {
		SettingsCheck check = new SettingsCheck();
		check.namespace(settings.namespace());
		check.image(settings.image());
		check.optionalName("pullSecret", "pull secret", settings.pullSecret());
		boolean cpu = check.quantity("cpuRequest", "20m", settings.cpuRequest());
		boolean request = check.quantity("memoryRequest", "96Mi", settings.memoryRequest());
		boolean limit = check.quantity("memoryLimit", "256Mi", settings.memoryLimit());
		if (cpu && bytes(settings.cpuRequest()).compareTo(BigDecimal.valueOf(1024)) > 0) {
			check.add("cpuRequest", settings.cpuRequest() + " is more processors than a node has.", "Write thousandths of a processor with an m: 20m.");
		}
		if (limit && bytes(settings.memoryLimit()).compareTo(BigDecimal.valueOf(64L << 20)) < 0) {
			check.add("memoryLimit", "With " + settings.memoryLimit() + " the kernel would end the agent, which takes about 55 MB at its start.",
					"Give it at least 64Mi.");
		} else if (limit && request && bytes(settings.memoryRequest()).compareTo(bytes(settings.memoryLimit())) > 0) {
			check.add("memoryRequest", "The request " + settings.memoryRequest() + " is more than the limit " + settings.memoryLimit() + ".",
					"Raise the limit, or lower the request.");
		}
		check.selector(settings);
		for (String toleration : settings.tolerations()) {
			check.toleration(toleration);
		}
		check.optionalName("priorityClass", "priority class", settings.priorityClass());
		check.range("flows", settings.flows(), 16, 1 << 20);
		check.range("connections", settings.connections(), 16, 1 << 22);
		return List.copyOf(check.faults);
	}

	private void add(String field, String cause, String remedy) {
		faults.add(new Fault(field, cause, remedy));
	}

	private void namespace(String name) {
		if (!LABEL.matcher(name).matches()) {
			add("namespace", "\"" + name + "\" is no name of a namespace.", NAME_REMEDY + " At most 63 of them.");
		} else if (name.equals("default") || name.startsWith("kube-")) {
			add("namespace", "The namespace " + name + " belongs to the cluster.", "Use one of its own for the agents, like " + AgentSettings.DEFAULT_NAMESPACE + ".");
		}
	}

	private void image(String image) {
		if (image.isBlank()) {
			add("image", "There is no image to start.", "Make one with ./cortexbrain image, and give its reference.");
		} else if (!image.contains("/")) {
			add("image", "The image " + image + " does not say which registry it is of, and each node would look for it elsewhere.",
					"Write the registry before it: registry.example.org/" + image + ", or localhost/" + image + " for one that was imported by hand.");
		} else if (!IMAGE.matcher(image).matches()) {
			add("image", "\"" + image + "\" is no reference of an image.", "Write REGISTRY/PATH:TAG, without a scheme; the path in small letters.");
		}
	}

	private void optionalName(String field, String what, String name) {
		if (!name.isEmpty() && !SUBDOMAIN.matcher(name).matches()) {
			add(field, "\"" + name + "\" is no name of a " + what + ".", NAME_REMEDY);
		}
	}

	private boolean quantity(String field, String example, String value) {
		boolean right = QUANTITY.matcher(value).matches() && bytes(value).signum() > 0;
		if (!right) {
			add(field, "\"" + value + "\" is no amount as Kubernetes writes it.", "Write a number above 0 with its unit: " + example + ".");
		}
		return right;
	}

	private static BigDecimal bytes(String quantity) {
		return Quantity.getAmountInBytes(new Quantity(quantity));
	}

	private void selector(AgentSettings settings) {
		settings.nodeSelector().forEach((key, value) -> {
			if (!LABEL_KEY.matcher(key).matches() || !LABEL_VALUE.matcher(value).matches()) {
				add("nodeSelector", "No node can have the label " + key + "=" + value + ".", "Write KEY=VALUE as kubectl get nodes --show-labels does.");
			} else if (key.equals("kubernetes.io/os") && !value.equals("linux")) {
				add("nodeSelector", "The agent runs on Linux alone, not on " + value + ".", "Leave kubernetes.io/os out.");
			}
		});
	}

	private void toleration(String text) {
		try {
			Tolerations.parse(text);
		} catch (IllegalArgumentException e) {
			add("tolerations", e.getMessage(), "Write KEY, KEY=VALUE, KEY:EFFECT or KEY=VALUE:EFFECT; the effect is NoSchedule, PreferNoSchedule or NoExecute; "
					+ "or * for all taints.");
		}
	}

	private void range(String field, int value, int least, int most) {
		if (value < least || value > most) {
			add(field, value + " is not between " + least + " and " + most + ".", "Choose a number in between.");
		}
	}

	static boolean isLabelKey(String text) {
		return LABEL_KEY.matcher(text).matches();
	}

	/** Whether a label may have it as its value; not the empty one. */
	public static boolean isLabelValue(String text) {
		return !text.isEmpty() && LABEL_VALUE.matcher(text).matches();
	}
}
