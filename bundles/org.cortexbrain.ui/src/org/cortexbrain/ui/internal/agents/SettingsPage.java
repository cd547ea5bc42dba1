package org.cortexbrain.ui.internal.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.agents.AgentInstallation;
import org.cortexbrain.agents.AgentSettings.Fault;
import org.cortexbrain.connect.Shown;
import org.cortexbrain.ui.internal.look.Tokens;
import org.cortexbrain.ui.internal.look.Widgets;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** What a person sets for the agents of a cluster. */
final class SettingsPage extends WizardPage {
	private final AgentSetup setup;
	private final AgentWork work;
	private final List<String> images;
	private final List<Text> fields = new ArrayList<>();
	private Combo image;
	private Button roles;
	private Label there;
	private boolean filling;
	private boolean taken;
	private boolean typed;

	SettingsPage(AgentSetup setup, AgentWork work, List<String> images) {
		super("settings");
		this.setup = setup;
		this.work = work;
		this.images = images;
		setTitle("Settings");
		setDescription("One agent runs on each node. It reads the kernel, has no token of the cluster, and is reached through the API server alone.");
	}

	@Override
	public void createControl(Composite parent) {
		Composite page = Widgets.grid(parent, 2, true);
		there = Widgets.text(page, "", 2);
		there.setData(Widgets.ID, "agents.there");
		new Label(page, SWT.NONE).setText("&Image:");
		image = new Combo(page, SWT.DROP_DOWN);
		image.setItems(images.toArray(String[]::new));
		image.setData(Widgets.ID, "agents.image");
		image.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		image.addModifyListener(_ -> changed("image", image.getText()));
		new Label(page, SWT.NONE);
		Widgets.text(page, "\"./cortexbrain image --push REFERENCE\" makes it and puts it into a registry of yours; \"--tar FILE\" makes a file to import on each node by ctr, kind "
				+ "or minikube. Write that reference here.", 1);
		field(page, "&Namespace:", "namespace", "", "It is made if it is not there, and labelled so that Pod Security lets the agents run.");
		field(page, "Pull &secret:", "pullSecret", "none: the nodes may pull the image as they are",
				"A secret of that namespace, of the type kubernetes.io/dockerconfigjson, with which the nodes pull the image.");
		createMore(page);
		setControl(page);
		fill();
		show();
	}

	private void createMore(Composite page) {
		var group = new Group(page, SWT.NONE);
		group.setText("Where, and with what");
		var layout = new GridLayout(4, false);
		layout.horizontalSpacing = 2 * Tokens.GRID;
		group.setLayout(layout);
		group.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1));
		field(group, "Node labe&ls:", "nodeSelector", "all Linux nodes", "Labels that a node must have to get an agent: KEY=VALUE, several with commas between.");
		field(group, "&Tolerations:", "tolerations", "none: no node with a taint",
				"Taints beside which an agent runs all the same: KEY, KEY=VALUE or KEY:EFFECT, several with commas between; * for all taints.");
		field(group, "&Processor kept free:", "cpuRequest", "", "What each node keeps free for its agent, in thousandths of a processor: 20m. It may use more.");
		field(group, "P&riority class:", "priorityClass", "that of the cluster", "A class of the cluster that says whom the agents give way to when a node is full.");
		field(group, "&Memory kept free:", "memoryRequest", "", "What each node keeps free for its agent. An agent takes about 55 MB.");
		field(group, "Memory l&imit:", "memoryLimit", "", "Above this the kernel ends the agent.");
		field(group, "&Flows told apart:", "flows", "", "How many flows each agent tells apart; the rest counts together. From 16 to 1048576.");
		field(group, "Open &connections:", "connections", "", "How many ends of connections may be open at a time on a node; the rest is not counted. From 16 to 4194304.");
		roles = new Button(group, SWT.CHECK);
		roles.setText("Make r&oles for people: cortexbrain-viewer and cortexbrain-operator, to be bound by whoever runs the cluster");
		roles.setData(Widgets.ID, "agents.roles");
		roles.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 4, 1));
		roles.addListener(SWT.Selection, _ -> {
			setup.roles(roles.getSelection());
			show();
		});
		Button first = Widgets.push(group, "First &values", "agents.first", () -> {
			setup.reset();
			fill();
			show();
		});
		first.setLayoutData(new GridData(SWT.END, SWT.CENTER, true, false, 4, 1));
	}

	private void field(Composite parent, String label, String setting, String empty, String tip) {
		new Label(parent, SWT.NONE).setText(label);
		var text = new Text(parent, SWT.BORDER | SWT.SINGLE);
		text.setMessage(empty);
		text.setToolTipText(tip);
		text.setData(Widgets.ID, "agents." + setting);
		text.setData(setting);
		text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		text.addModifyListener(_ -> changed(setting, text.getText()));
		fields.add(text);
	}

	private void changed(String setting, String text) {
		if (!filling) {
			typed = true;
			setup.text(setting, text);
			show();
		}
	}

	private void fill() {
		filling = true;
		try {
			image.setText(setup.text("image"));
			fields.forEach(field -> field.setText(setup.text((String) field.getData())));
			roles.setSelection(setup.roles());
		} finally {
			filling = false;
		}
	}

	/** Shows what the cluster has said, and what is wrong with the fields. */
	void show() {
		if (there == null || there.isDisposed()) {
			return;
		}
		Optional<AgentInstallation> installed = setup.installed();
		if (installed.isPresent() && !taken && !typed) {
			taken = true;
			setup.takeOver();
			fill();
		}
		AgentWork.State state = work.state();
		String words = !setup.isLooked() ? state.isBusy() || state.cause().isEmpty() ? "The cluster is asked for agents that it has." : state.cause() + " " + state.remedy()
				: installed.map(each -> each.whole()
						? "There are agents in the namespace " + Shown.of(each.namespace()) + ", of the image " + Shown.of(each.image()) + ". "
								+ (each.settings().isPresent() ? "These are their settings." : "Their settings were changed by hand; what is written here replaces them.")
						: "Parts of an installation are in the namespace " + Shown.of(each.namespace()) + ". Installing again completes it.")
						.orElse("No agent is installed in this cluster.");
		Widgets.set(there, words);
		there.getParent().layout();
		List<Fault> faults = setup.faults();
		boolean none = setup.text("image").isBlank();
		setErrorMessage(faults.isEmpty() || none && !typed ? null : faults.getFirst().cause() + " " + faults.getFirst().remedy());
		setMessage(none && !typed ? "Say which image the nodes pull." : null);
		setPageComplete(faults.isEmpty() && setup.isLooked());
	}
}
