package org.cortexbrain.kubeconfig.internal;

import java.util.ArrayList;
import java.util.List;

import org.cortexbrain.kubeconfig.Secret;

/** The {@code exec} of a user, as it stands; what is missing is empty. */
record ExecEntry(String command, List<String> arguments, List<Variable> environment, String apiVersion, String installHint,
		boolean provideClusterInfo, String interactiveMode, Fields fields) {

	/** One variable of the environment. */
	record Variable(String name, Secret value) {
	}

	static ExecEntry read(Fields exec) {
		List<Variable> environment = new ArrayList<>();
		for (Fields variable : exec.objects("env")) {
			environment.add(new Variable(variable.text("name"), new Secret(variable.text("value"))));
			variable.nameUnknown("a variable of exec");
		}
		ExecEntry entry = new ExecEntry(exec.text("command"), exec.texts("args"), environment, exec.text("apiVersion"), exec.text("installHint"),
				exec.flag("provideClusterInfo"), exec.text("interactiveMode"), exec);
		exec.nameUnknown("exec");
		return entry;
	}

	/** Arguments may hold secrets, so they are left out. */
	@Override
	public String toString() {
		return "ExecEntry[" + command + "]";
	}
}
