package org.cortexbrain.connect;

import java.util.function.Supplier;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.telemetry.Source;

/** Where links to agents go, as the desktop's session. May be called from any thread. */
public interface AgentLinks {
	/**
	 * Opens a link and shows what it brings.
	 *
	 * @param link makes it, and another one like it where a person wants it again
	 * @param book of the agent's cluster
	 */
	void open(Supplier<Source> link, AddressBook book);

	/** Closes it; does nothing if it is not there. @param id {@link Source#id} */
	void close(String id);
}
