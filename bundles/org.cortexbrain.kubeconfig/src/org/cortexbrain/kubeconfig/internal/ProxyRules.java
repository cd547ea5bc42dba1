package org.cortexbrain.kubeconfig.internal;

import java.math.BigInteger;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.kubeconfig.ProxyRoute;
import org.cortexbrain.kubeconfig.Secret;

/**
 * Which proxy leads to a server: {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} as Go reads them
 * (golang.org/x/net/http/httpproxy), in capitals first. Never asks a name server.
 */
final class ProxyRules {
	private final Map<String, String> environment;

	ProxyRules(Map<String, String> environment) {
		this.environment = environment;
	}

	/**
	 * A variable that names no proxy that is known here.
	 *
	 * @param variable its name
	 * @param value what it says, without a password
	 */
	static final class UnknownProxy extends Exception {
		private static final long serialVersionUID = 1L;
		private final String variable;
		private final String value;

		private UnknownProxy(String variable, String value) {
			super(variable);
			this.variable = variable;
			this.value = value;
		}

		String variable() {
			return variable;
		}

		String value() {
			return value;
		}
	}

	/** The way to a server of which the kubeconfig says nothing. */
	ProxyRoute route(Addresses.Parts server) throws UnknownProxy {
		boolean encrypted = server.scheme().equals("https");
		String variable = encrypted ? named("HTTPS_PROXY") : named("HTTP_PROXY");
		String value = environment.getOrDefault(variable, "");
		// A CGI program's HTTP_PROXY is the header "Proxy" of whoever called it
		boolean forged = !encrypted && !environment.getOrDefault("REQUEST_METHOD", "").isEmpty();
		if (value.isEmpty() || forged || !proxied(server.host(), server.port() >= 0 ? server.port() : encrypted ? 443 : 80)) {
			return new ProxyRoute.Direct();
		}
		Optional<Addresses.Parts> proxy = Addresses.parse(value).or(() -> Addresses.parse("http://" + value));
		return proxy.flatMap(ProxyRules::through).orElseThrow(() -> new UnknownProxy(variable, Addresses.withoutUser(value)));
	}

	/** The way that a proxy's URL describes; empty if it is neither HTTP nor SOCKS 5. */
	static Optional<ProxyRoute> through(Addresses.Parts proxy) {
		Optional<ProxyRoute.Kind> kind = switch (proxy.scheme()) {
		case "http" -> Optional.of(ProxyRoute.Kind.HTTP);
		case "https" -> Optional.of(ProxyRoute.Kind.HTTPS);
		case "socks5", "socks5h" -> Optional.of(ProxyRoute.Kind.SOCKS5);
		default -> Optional.empty();
		};
		return kind.map(known -> new ProxyRoute.Through(known, proxy.host(), proxy.port() >= 0 ? proxy.port() : known.usualPort(),
				proxy.login().map(ProxyRules::login).orElse(new ProxyRoute.Login.None())));
	}

	static ProxyRoute.Login login(String login) {
		int colon = login.indexOf(':');
		String user = colon < 0 ? login : login.substring(0, colon);
		return new ProxyRoute.Login.Named(unescaped(user), new Secret(colon < 0 ? "" : unescaped(login.substring(colon + 1))));
	}

	static String unescaped(String part) {
		try {
			return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
		} catch (IllegalArgumentException _) {
			// no escape at all, but a percent sign in a password
			return part;
		}
	}

	private String named(String variable) {
		return environment.getOrDefault(variable, "").isEmpty() ? variable.toLowerCase(Locale.ROOT) : variable;
	}

	private boolean proxied(String serverHost, int port) {
		String host = ascii(serverHost).toLowerCase(Locale.ROOT).strip();
		if (host.equals("localhost")) {
			return false;
		}
		Optional<InetAddress> address = address(host);
		if (address.filter(InetAddress::isLoopbackAddress).isPresent()) {
			return false;
		}
		for (String part : environment.getOrDefault(named("NO_PROXY"), "").split(",")) {
			String exception = part.strip().toLowerCase(Locale.ROOT);
			if (exception.equals("*") || !exception.isEmpty() && excepted(exception, host, address, port)) {
				return false;
			}
		}
		return true;
	}

	private static boolean excepted(String exception, String host, Optional<InetAddress> address, int port) {
		int slash = exception.indexOf('/');
		if (slash > 0) {
			Optional<InetAddress> network = address(exception.substring(0, slash));
			if (network.isPresent() && exception.substring(slash + 1).matches("[0-9]{1,3}")) {
				return address.isPresent() && contains(network.get(), Integer.parseInt(exception.substring(slash + 1)), address.get());
			}
		}
		String name = exception;
		String onlyPort = "";
		int colon = exception.lastIndexOf(':');
		if (colon >= 0 && (exception.indexOf(':') == colon || exception.startsWith("[") && exception.charAt(colon - 1) == ']')) {
			name = exception.substring(0, colon);
			onlyPort = exception.substring(colon + 1);
		}
		if (name.startsWith("[") && name.endsWith("]")) {
			name = name.substring(1, name.length() - 1);
		}
		if (name.isEmpty()) {
			return false;
		}
		boolean samePort = onlyPort.isEmpty() || onlyPort.equals(Integer.toString(port));
		Optional<InetAddress> exactly = address(name);
		if (exactly.isPresent()) {
			return samePort && address.equals(exactly);
		}
		if (address.isPresent()) {
			return false;
		}
		String domain = ascii(name.startsWith("*.") ? name.substring(1) : name);
		boolean itself = !domain.startsWith(".") && host.equals(domain);
		return samePort && (itself || host.endsWith(domain.startsWith(".") ? domain : "." + domain));
	}

	private static boolean contains(InetAddress network, int bits, InetAddress address) {
		byte[] one = network.getAddress();
		byte[] other = address.getAddress();
		int length = one.length * Byte.SIZE;
		return one.length == other.length && bits <= length
				&& new BigInteger(1, one).shiftRight(length - bits).equals(new BigInteger(1, other).shiftRight(length - bits));
	}

	private static Optional<InetAddress> address(String text) {
		try {
			return text.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text));
		} catch (IllegalArgumentException _) {
			// a name, which is compared as such
			return Optional.empty();
		}
	}

	private static String ascii(String name) {
		if (name.chars().allMatch(letter -> letter < 0x80)) {
			return name;
		}
		try {
			return IDN.toASCII(name);
		} catch (IllegalArgumentException _) {
			// compared as it stands, as Go does
			return name;
		}
	}
}
