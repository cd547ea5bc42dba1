package org.cortexbrain.ui.internal.agents;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.cortexbrain.agents.Progress;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;
import org.eclipse.core.runtime.ILog;

/**
 * What a window lets be done in one cluster: one thing at a time, off the UI thread, over a connection that lives as long as the window.
 *
 * <p>Threading: all methods may be called from any thread and return at once. Listeners are called on the thread of the work.
 */
final class AgentWork implements AutoCloseable {
	/** Opens the connection, when the first work begins. */
	interface Opening {
		ClusterConnection open() throws ClusterFault;
	}

	/** One thing that is done. */
	interface Work {
		void run(ClusterConnection connection, Progress progress) throws ClusterFault, InterruptedException;
	}

	/**
	 * How it stands.
	 *
	 * @param doing what runs, for a person: {@code Installs the agents}; empty if nothing does
	 * @param step which part of it; may be empty
	 * @param done parts that are behind
	 * @param all parts that there are; 0 if nobody knows
	 * @param cause why the last work failed, a whole sentence; empty if it did not
	 * @param remedy what to do about that
	 */
	record State(String doing, String step, int done, int all, String cause, String remedy) {
		static final State IDLE = new State("", "", 0, 0, "", "");

		boolean isBusy() {
			return !doing.isEmpty();
		}
	}

	private final Opening opening;
	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
	/* Guarded by this. */
	private State state = State.IDLE;
	private Optional<Thread> thread = Optional.empty();
	private Optional<ClusterConnection> connection = Optional.empty();
	private boolean closed;

	AgentWork(Opening opening) {
		this.opening = Objects.requireNonNull(opening);
	}

	synchronized State state() {
		return state;
	}

	/** Begins, unless something runs already. Returns whether it began. */
	boolean start(String doing, Work work) {
		Thread begun;
		synchronized (this) {
			if (closed || state.isBusy()) {
				return false;
			}
			state = new State(doing, "", 0, 0, "", "");
			begun = Thread.ofVirtual().name(doing).unstarted(() -> run(doing, work));
			thread = Optional.of(begun);
		}
		begun.start();
		told();
		return true;
	}

	private void run(String doing, Work work) {
		State end = State.IDLE;
		try {
			work.run(connection(), (done, all, step) -> set(new State(doing, step, done, all, "", "")));
		} catch (ClusterFault fault) {
			end = new State("", "", 0, 0, fault.getMessage(), fault.remedy());
		} catch (InterruptedException e) {
			end = new State("", "", 0, 0, "It was stopped: " + lowerCase(doing) + ". What was done until then stays done.", "Do it again, and it goes on from there.");
		} catch (RuntimeException e) {
			ILog.of(AgentWork.class).error(doing + " failed", e);
			end = new State("", "", 0, 0, doing + " failed: " + e + ".", "This is a defect of CortexBrain: please report it with the log.");
		} finally {
			synchronized (this) {
				thread = Optional.empty();
			}
			set(end);
		}
	}

	private static String lowerCase(String doing) {
		return Character.toLowerCase(doing.charAt(0)) + doing.substring(1);
	}

	private ClusterConnection connection() throws ClusterFault, InterruptedException {
		synchronized (this) {
			if (connection.isPresent()) {
				return connection.get();
			}
		}
		ClusterConnection opened = opening.open();
		synchronized (this) {
			if (!closed) {
				connection = Optional.of(opened);
				return opened;
			}
		}
		opened.close();
		throw new InterruptedException("the window was closed");
	}

	private void set(State next) {
		synchronized (this) {
			state = next;
		}
		told();
	}

	/** Ends what runs as soon as its present request has ended. */
	void cancel() {
		Optional<Thread> running;
		synchronized (this) {
			running = thread;
		}
		running.ifPresent(Thread::interrupt);
	}

	void onChange(Runnable listener) {
		listeners.add(listener);
	}

	/** Calls the listeners, after something beside the state has changed. */
	void told() {
		listeners.forEach(Runnable::run);
	}

	@Override
	public void close() {
		Optional<ClusterConnection> open;
		synchronized (this) {
			closed = true;
			open = connection;
			listeners.clear();
		}
		cancel();
		/* Ends requests under way, and may wait for sockets. */
		open.ifPresent(each -> Thread.ofVirtual().name("close connection").start(each::close));
	}
}
