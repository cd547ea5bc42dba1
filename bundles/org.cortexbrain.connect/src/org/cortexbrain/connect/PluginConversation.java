package org.cortexbrain.connect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.PluginConsole;

/**
 * What exec plug-ins say and are told, for windows that show it: the words of each are kept, up to a limit, in memory alone. Safe for use by
 * several threads; listeners are called on the plug-ins' threads.
 */
public final class PluginConversation implements PluginConsole {
	/** What is longer than this loses its beginning. */
	private static final int LONGEST = 64 * 1024;

	/** Told when a plug-in says something. */
	public interface Listener {
		/** @param all that this plug-in has said so far, the end of it if that is long */
		void said(ExecPlugin plugin, String all);
	}

	private final List<Listener> listeners = new CopyOnWriteArrayList<>();
	private final Map<ExecPlugin, StringBuffer> words = new ConcurrentHashMap<>();
	private final Map<ExecPlugin, Typing> typing = new ConcurrentHashMap<>();

	@Override
	public void show(ExecPlugin plugin, String text) {
		StringBuffer said = words.computeIfAbsent(plugin, _ -> new StringBuffer());
		String all;
		synchronized (said) {
			said.append(text);
			if (said.length() > LONGEST) {
				said.delete(0, said.length() - LONGEST);
			}
			all = said.toString();
		}
		listeners.forEach(listener -> listener.said(plugin, all));
	}

	@Override
	public Input input(ExecPlugin plugin) {
		if (listeners.isEmpty()) {
			return new Input.Unavailable("no window shows what it says; connect with File > Connect a cluster");
		}
		var now = new Typing();
		Typing before = typing.put(plugin, now);
		if (before != null) {
			before.end();
		}
		return new Input.Typed(now);
	}

	/** What this plug-in has said so far. */
	public String words(ExecPlugin plugin) {
		StringBuffer said = words.get(plugin);
		return said == null ? "" : said.toString();
	}

	/** Whether this plug-in can be answered now, or could when it was started. */
	public boolean listens(ExecPlugin plugin) {
		return typing.containsKey(plugin);
	}

	/** Gives the plug-in a line. Does nothing if it does not listen. */
	public void answer(ExecPlugin plugin, String line) {
		Typing now = typing.get(plugin);
		if (now != null) {
			now.type(line);
		}
	}

	/** Ends what the plug-in may read, once its run is over. */
	public void ended(ExecPlugin plugin) {
		Typing now = typing.remove(plugin);
		if (now != null) {
			now.end();
		}
	}

	/** Calls {@code listener} from now on; while there is one, plug-ins may ask. Returns what ends that. */
	public Runnable attach(Listener listener) {
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	/** Lines that a person types, for one reader. */
	private static final class Typing extends InputStream {
		private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
		private byte[] line = {};
		private int at;
		private boolean over;

		void type(String text) {
			lines.add((text + "\n").getBytes(StandardCharsets.UTF_8));
		}

		void end() {
			lines.add(new byte[0]);
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] into, int from, int length) throws IOException {
			if (over) {
				return -1;
			}
			if (at == line.length) {
				try {
					line = lines.take();
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
					throw new IOException("interrupted", e);
				}
				at = 0;
				if (line.length == 0) {
					over = true;
					return -1;
				}
			}
			int count = Math.min(length, line.length - at);
			System.arraycopy(line, at, into, from, count);
			at += count;
			return count;
		}
	}
}
