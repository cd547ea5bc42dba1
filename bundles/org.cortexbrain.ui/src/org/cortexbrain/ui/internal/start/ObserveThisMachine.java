package org.cortexbrain.ui.internal.start;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

import org.cortexbrain.ui.internal.preferences.Preferences;
import org.cortexbrain.ui.internal.session.Session;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;

/** Connects the agent of this machine, and starts it where that is needed and allowed. */
public final class ObserveThisMachine extends Job {
	/**
	 * Why it did not work.
	 *
	 * @param cause in words
	 * @param command what a person can run instead; empty if nothing would help
	 */
	public record Problem(String cause, String command) {
	}

	private final Display display;
	private final Session session;
	private final Consumer<Optional<Problem>> done;

	/** @param done called on the UI thread, with the problem or without */
	public ObserveThisMachine(Display display, Session session, Consumer<Optional<Problem>> done) {
		super("Observe this machine");
		this.display = display;
		this.session = session;
		this.done = done;
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		Optional<Problem> problem = Optional.empty();
		boolean cancelled = false;
		try {
			URI address = Preferences.agent();
			problem = bringAgent(address, monitor);
			if (problem.isEmpty()) {
				session.observe(address);
			}
		} catch (InterruptedException e) {
			cancelled = true;
		} catch (IllegalArgumentException e) {
			problem = Optional.of(new Problem(e.getMessage(), ""));
		} catch (RuntimeException e) {
			ILog.of(ObserveThisMachine.class).error("This machine could not be observed", e);
			problem = Optional.of(new Problem("This machine cannot be observed because of a defect: " + e + ". The log says more.", ""));
		}
		Optional<Problem> outcome = problem;
		if (!display.isDisposed()) {
			display.asyncExec(() -> done.accept(outcome));
		}
		return cancelled ? Status.CANCEL_STATUS : Status.OK_STATUS;
	}

	/** Makes sure that an agent answers; the problem if none does. */
	private Optional<Problem> bringAgent(URI address, IProgressMonitor monitor) throws InterruptedException {
		var agent = new LocalAgent(address);
		if (agent.answers()) {
			return Optional.empty();
		}
		Optional<Path> program = LocalAgent.program();
		if (!LocalAgent.isRoot() || program.isEmpty()) {
			String why = LocalAgent.isRoot() ? "no agent's program was found (system property cortexbrain.agent)"
					: "to start one needs root's rights, which this window has not";
			return Optional.of(new Problem("No agent answers at " + address + ", and " + why + ". Run this in a terminal, then retry:",
					agent.command()));
		}
		monitor.subTask("Starting the agent");
		try {
			agent.start(program.get(), monitor::isCanceled, words -> ILog.of(ObserveThisMachine.class).warn(words));
			return Optional.empty();
		} catch (IOException e) {
			return Optional.of(new Problem(e.getMessage(), agent.command()));
		}
	}
}
