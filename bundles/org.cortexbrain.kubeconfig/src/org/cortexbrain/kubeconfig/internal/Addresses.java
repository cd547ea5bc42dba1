package org.cortexbrain.kubeconfig.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** URLs of servers and proxies, taken apart as kubectl does, which is more lenient than {@link URI}: names may have underscores. */
final class Addresses {
	private static final Pattern URL = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)://(?:([^/?#]*)@)?([^/?#@]*)([^?#]*)(?:[?#].*)?");
	private static final Pattern AUTHORITY = Pattern.compile(
			"(\\[[0-9a-fA-F:.]+(?:%25[^\\]]+)?\\]|[^:\\[\\]\\s\"<>\\\\^`{|}]+)(?::([0-9]*))?");
	private static final int NO_PORT = -1;

	private Addresses() {
	}

	/**
	 * A URL in its parts.
	 *
	 * @param scheme in small letters
	 * @param login what stands before the at sign; may hold a password
	 * @param host without brackets, not empty
	 * @param port -1 if the URL names none
	 * @param path empty, or with its slash
	 */
	record Parts(String scheme, Optional<String> login, String host, int port, String path) {
		/** The same without login, query and fragment. */
		URI uri() throws URISyntaxException {
			String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
			return new URI(scheme + "://" + bracketed + (port == NO_PORT ? "" : ":" + port) + path);
		}

		@Override
		public String toString() {
			return scheme + "://" + host + (port == NO_PORT ? "" : ":" + port) + path;
		}
	}

	/** The parts of a URL that has a scheme and a host; empty for everything else. */
	static Optional<Parts> parse(String url) {
		Matcher matcher = URL.matcher(url);
		if (!matcher.matches()) {
			return Optional.empty();
		}
		Matcher authority = AUTHORITY.matcher(matcher.group(3));
		if (!authority.matches()) {
			return Optional.empty();
		}
		String host = authority.group(1);
		String port = authority.group(2);
		if (port != null && port.length() > 5 || port != null && !port.isEmpty() && (Integer.parseInt(port) > 65535
				|| Integer.parseInt(port) == 0)) {
			return Optional.empty();
		}
		return Optional.of(new Parts(matcher.group(1).toLowerCase(Locale.ROOT), Optional.ofNullable(matcher.group(2)),
				host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
				port == null || port.isEmpty() ? NO_PORT : Integer.parseInt(port), matcher.group(4)));
	}

	/**
	 * The server of a cluster. What has no scheme is taken as {@code host:port} of an HTTP server without TLS, as kubectl does
	 * (client-go, rest/url_utils.go), and must then have no path.
	 */
	static Optional<Parts> server(String server) {
		return parse(server).or(() -> parse("http://" + server).filter(parts -> parts.path().isEmpty() || parts.path().equals("/")));
	}

	/** A URL for a person to see: without user name and password. */
	static String withoutUser(String url) {
		return Words.printable(url.replaceFirst("^([a-zA-Z][a-zA-Z0-9+.-]*://)?[^/?#]*@", "$1"));
	}
}
