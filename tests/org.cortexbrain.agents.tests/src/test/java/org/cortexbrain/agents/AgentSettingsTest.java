package org.cortexbrain.agents;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.agents.internal.SettingsText;
import org.junit.Test;

/** What a person may set, and the answers to what cannot be. */
public class AgentSettingsTest {
	private static final String IMAGE = "registry.example.org/team/cortexbrain-agent:0.1";

	/** Each row: the field, its value, the answer. */
	private static final String[][] REFUSED = {
			{ "namespace", "", "\"\" is no name of a namespace." },
			{ "namespace", "Mesh", "\"Mesh\" is no name of a namespace." },
			{ "namespace", "a".repeat(64), "\"" + "a".repeat(64) + "\" is no name of a namespace." },
			{ "namespace", "kube-system", "The namespace kube-system belongs to the cluster." },
			{ "namespace", "default", "The namespace default belongs to the cluster." },
			{ "image", "", "There is no image to start." },
			{ "image", "cortexbrain-agent:0.1", "The image cortexbrain-agent:0.1 does not say which registry it is of, and each node would look for it elsewhere." },
			{ "image", "https://registry.example.org/agent", "\"https://registry.example.org/agent\" is no reference of an image." },
			{ "image", "registry.example.org/Team/agent", "\"registry.example.org/Team/agent\" is no reference of an image." },
			{ "image", "registry.example.org/agent@sha256:12", "\"registry.example.org/agent@sha256:12\" is no reference of an image." },
			{ "pullSecret", "My secret", "\"My secret\" is no name of a pull secret." },
			{ "cpuRequest", "20 m", "\"20 m\" is no amount as Kubernetes writes it." },
			{ "cpuRequest", "0", "\"0\" is no amount as Kubernetes writes it." },
			{ "cpuRequest", "2000", "2000 is more processors than a node has." },
			{ "memoryRequest", "512Mi", "The request 512Mi is more than the limit 256Mi." },
			{ "memoryRequest", "-1Mi", "\"-1Mi\" is no amount as Kubernetes writes it." },
			{ "memoryLimit", "32Mi", "With 32Mi the kernel would end the agent, which takes about 55 MB at its start." },
			{ "memoryLimit", "much", "\"much\" is no amount as Kubernetes writes it." },
			{ "nodeSelector", "a b=c", "No node can have the label a b=c." },
			{ "nodeSelector", "kubernetes.io/os=windows", "The agent runs on Linux alone, not on windows." },
			{ "tolerations", "a b", "\"a b\" is no taint that a node can have." },
			{ "tolerations", "dedicated=gpu:Never", "\"Never\" in \"dedicated=gpu:Never\" is no effect of a taint." },
			{ "priorityClass", "High!", "\"High!\" is no name of a priority class." },
			{ "flows", "15", "15 is not between 16 and 1048576." },
			{ "connections", "5000000", "5000000 is not between 16 and 4194304." },
	};

	private static AgentSettings with(String field, String value) {
		AgentSettings all = AgentSettings.of(IMAGE);
		String[] label = value.split("=", 2);
		return new AgentSettings(field.equals("namespace") ? value : all.namespace(), field.equals("image") ? value : all.image(),
				field.equals("pullSecret") ? value : all.pullSecret(), field.equals("cpuRequest") ? value : all.cpuRequest(),
				field.equals("memoryRequest") ? value : all.memoryRequest(), field.equals("memoryLimit") ? value : all.memoryLimit(),
				field.equals("nodeSelector") ? Map.of(label[0], label[1]) : all.nodeSelector(), field.equals("tolerations") ? List.of(value) : all.tolerations(),
				field.equals("priorityClass") ? value : all.priorityClass(), all.roles(), field.equals("flows") ? Integer.parseInt(value) : all.flows(),
				field.equals("connections") ? Integer.parseInt(value) : all.connections());
	}

	@Test
	public void theFirstSettingsHaveNoFault() {
		assertEquals(List.of(), AgentSettings.of(IMAGE).faults());
	}

	@Test
	public void everyBadValueIsNamedWithItsFieldAndARemedy() {
		for (String[] row : REFUSED) {
			List<AgentSettings.Fault> faults = with(row[0], row[1]).faults();
			assertEquals(row[1] + ": " + faults, 1, faults.size());
			assertEquals(row[0], faults.getFirst().field());
			assertEquals(row[2], faults.getFirst().cause());
			assertTrue(faults.toString(), faults.getFirst().remedy().endsWith("."));
		}
	}

	@Test
	public void referencesWithAPortATagOrADigestAreTaken() {
		for (String image : List.of("localhost/agent", "registry.example.org:5000/a/b-c_d:v1", IMAGE + "@sha256:" + "0a".repeat(32))) {
			assertEquals(List.of(), with("image", image).faults());
		}
	}

	@Test
	public void objectsAreMadeOfNoSettingsWithFaults() {
		assertThrows(IllegalArgumentException.class, () -> new AgentObjects(with("image", "")));
	}

	@Test
	public void settingsAreReadAsTheyWereWritten() {
		AgentSettings all = with("nodeSelector", "disk=ssd");
		assertEquals(Optional.of(all), SettingsText.read(SettingsText.of(all)));
	}

	@Test
	public void settingsOfANewerVersionAreReadWithoutWhatIsNotKnownHere() {
		assertEquals(Optional.of(AgentSettings.of(IMAGE)), SettingsText.read(SettingsText.of(AgentSettings.of(IMAGE)).replaceFirst("\\{", "{\"later\":[1],")));
	}

	@Test
	public void settingsOfAnOlderVersionTakeTheFirstValuesForWhatTheyLack() {
		assertEquals(Optional.of(AgentSettings.of(IMAGE)), SettingsText.read("{\"image\":\"" + IMAGE + "\"}"));
	}

	@Test
	public void aTextThatHoldsNoSettingsGivesNone() {
		for (String text : List.of("", "[]", "{", "{\"image\":7}", "none")) {
			assertEquals(text, Optional.empty(), SettingsText.read(text));
		}
	}
}
