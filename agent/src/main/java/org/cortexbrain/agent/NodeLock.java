package org.cortexbrain.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second agent off this node: a lock on a file, which the kernel releases however its holder ends. */
final class NodeLock implements AutoCloseable {
	private final FileChannel channel;
	private final FileLock lock;

	private NodeLock(FileChannel channel, FileLock lock) {
		this.channel = channel;
		this.lock = lock;
	}

	/** @throws StartupFault if another agent holds it, or the folder cannot be written */
	static NodeLock take(Path folder) throws StartupFault {
		Path file = folder.resolve("agent.lock");
		try {
			Files.createDirectories(folder);
			FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			FileLock lock = channel.tryLock();
			if (lock == null) {
				channel.close();
				throw new StartupFault(StartupFault.NOT_PERMITTED, "another agent observes this node already (process "
						+ Files.readString(file).strip() + ", lock " + file + "). Use that one, or stop it first", null);
			}
			channel.truncate(0);
			channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
			return new NodeLock(channel, lock);
		} catch (IOException e) {
			throw new StartupFault(StartupFault.NOT_PERMITTED, "the lock " + file + " cannot be taken (" + e
					+ "). Start the agent as root, or name a folder that it may write with --run-dir", e);
		}
	}

	@Override
	public void close() throws IOException {
		lock.release();
		channel.close();
	}
}
