package org.cortexbrain.ui.internal.connect;

import java.util.Optional;
import java.util.function.Consumer;

import org.cortexbrain.connect.PluginConsent;
import org.cortexbrain.connect.PluginConversation;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.ui.internal.look.Widgets;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Between an exec plug-in and a person: whether it may run, what it says, what it is answered. */
final class PluginPart {
	private final Composite part;
	private final PluginConversation conversation;
	private final Composite question;
	private final Text command;
	private final Button always;
	private final Composite talk;
	private final StyledText words;
	private final Composite answering;
	private Optional<ExecPlugin> plugin = Optional.empty();

	/**
	 * @param allowed called when the person lets it run; with whether also after a restart
	 * @param refused called when the person does not
	 */
	PluginPart(Composite parent, PluginConversation conversation, Consumer<Boolean> allowed, Runnable refused) {
		this.conversation = conversation;
		part = Widgets.grid(parent, 1, false);
		part.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		question = Widgets.grid(part, 3, false);
		Widgets.text(question, "The kubeconfig names this program, which gets your credentials. It runs on this machine, with your rights. Run it?", 3);
		command = new Text(question, SWT.READ_ONLY | SWT.BORDER | SWT.WRAP);
		command.setData(Widgets.ID, "plugin.command");
		command.setFont(JFaceResources.getTextFont());
		var wide = new GridData(SWT.FILL, SWT.CENTER, true, false, 3, 1);
		wide.widthHint = 400;
		command.setLayoutData(wide);
		always = new Button(question, SWT.CHECK);
		always.setText("D&o not ask again for this very command");
		always.setData(Widgets.ID, "plugin.always");
		always.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		Widgets.push(question, "R&un it", "plugin.run", () -> allowed.accept(always.getSelection()));
		Widgets.push(question, "&Do not run it", "plugin.refuse", refused);
		talk = Widgets.grid(part, 1, false);
		new Label(talk, SWT.NONE).setText("What the program says:");
		words = Widgets.words(talk, "plugin.words", 60, 1);
		words.setFont(JFaceResources.getTextFont());
		answering = Widgets.grid(talk, 3, false);
		new Label(answering, SWT.NONE).setText("Ans&wer:");
		/* Nobody beside is to read it: what a program asks for is a password as a rule. */
		var answer = new Text(answering, SWT.BORDER | SWT.SINGLE | SWT.PASSWORD);
		answer.setData(Widgets.ID, "plugin.answer");
		answer.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		Runnable send = () -> {
			plugin.ifPresent(asks -> conversation.answer(asks, answer.getText()));
			answer.setText("");
		};
		answer.addListener(SWT.DefaultSelection, event -> {
			event.doit = false;
			send.run();
		});
		/* Enter in the field answers, and does not press the window's default button. */
		answer.addTraverseListener(event -> {
			if (event.detail == SWT.TRAVERSE_RETURN) {
				event.doit = false;
			}
		});
		Widgets.push(answering, "S&end", "plugin.send", send);
		show(Optional.empty(), false);
	}

	/**
	 * @param now the program in question; none hides all
	 * @param asked whether the person has yet to allow it
	 * @return whether the part has changed its size
	 */
	boolean show(Optional<ExecPlugin> now, boolean asked) {
		plugin = now;
		String said = now.map(conversation::words).orElse("");
		boolean listens = now.filter(conversation::listens).isPresent();
		now.map(PluginConsent::command).filter(text -> !command.getText().equals(text)).ifPresent(command::setText);
		if (!words.getText().equals(said)) {
			words.setText(said);
			words.setTopIndex(words.getLineCount() - 1);
		}
		boolean changed = visible(question, asked);
		changed |= visible(answering, listens && !asked);
		changed |= visible(talk, !asked && (listens || !said.isEmpty()));
		changed |= visible(part, now.isPresent() && (asked || listens || !said.isEmpty()));
		return changed;
	}

	private static boolean visible(Composite composite, boolean visible) {
		var data = (GridData) composite.getLayoutData();
		if (data.exclude != visible) {
			return false;
		}
		data.exclude = !visible;
		composite.setVisible(visible);
		return true;
	}
}
