package org.cortexbrain.kubeconfig;

import java.util.Objects;

/** The way to the server. */
public sealed interface ProxyRoute {
	/** Without a proxy. */
	record Direct() implements ProxyRoute {
	}

	/**
	 * Through a proxy.
	 *
	 * @param host a name, or an address without brackets
	 * @param port 1 to 65535
	 */
	record Through(Kind kind, String host, int port, Login login) implements ProxyRoute {
		public Through {
			Objects.requireNonNull(kind);
			Objects.requireNonNull(host);
			Objects.requireNonNull(login);
			if (port < 1 || port > 65535) {
				throw new IllegalArgumentException("port " + port);
			}
		}
	}

	/** How to talk to the proxy. */
	enum Kind {
		HTTP(80), HTTPS(443), SOCKS5(1080);

		private final int usualPort;

		Kind(int usualPort) {
			this.usualPort = usualPort;
		}

		/** The port when the URL names none. */
		public int usualPort() {
			return usualPort;
		}
	}

	/** What the proxy asks for. */
	sealed interface Login {
		/** Nothing. */
		record None() implements Login {
		}

		/** A name and a password. */
		record Named(String user, Secret password) implements Login {
		}
	}
}
