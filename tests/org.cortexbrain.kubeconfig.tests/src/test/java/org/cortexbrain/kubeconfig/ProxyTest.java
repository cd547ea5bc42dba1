package org.cortexbrain.kubeconfig;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.Test;

/** Which way a server is reached; the expectations are those of Go's golang.org/x/net/http/httpproxy and its tests. */
public final class ProxyTest {
	private static final String PROXY = "HTTP proxy:3128";
	private static final String DIRECT = "direct";

	@Test
	public void httpsServersUseHttpsProxy() {
		assertEquals(PROXY, way("https://api.example", Map.of("HTTPS_PROXY", "http://proxy:3128", "HTTP_PROXY", "http://other:1")));
	}

	@Test
	public void httpServersUseHttpProxy() {
		assertEquals(PROXY, way("http://api.example", Map.of("HTTP_PROXY", "http://proxy:3128", "HTTPS_PROXY", "http://other:1")));
	}

	@Test
	public void capitalsComeFirst() {
		assertEquals(PROXY, way("https://api.example", Map.of("HTTPS_PROXY", "http://proxy:3128", "https_proxy", "http://other:1")));
		assertEquals(PROXY, way("https://api.example", Map.of("https_proxy", "http://proxy:3128")));
	}

	@Test
	public void aProxyWithoutASchemeSpeaksHttp() {
		assertEquals(PROXY, way("https://api.example", Map.of("HTTPS_PROXY", "proxy:3128")));
		assertEquals("HTTP proxy:80", way("https://api.example", Map.of("HTTPS_PROXY", "proxy")));
	}

	@Test
	public void theUsualPortIsThatOfTheScheme() {
		assertEquals("HTTPS proxy:443", way("https://api.example", Map.of("HTTPS_PROXY", "https://proxy")));
		assertEquals("SOCKS5 proxy:1080", way("https://api.example", Map.of("HTTPS_PROXY", "socks5://proxy")));
	}

	@Test
	public void thisMachineIsReachedWithoutProxy() {
		for (String server : List.of("https://localhost:6443", "https://127.0.0.1:6443", "https://127.9.9.9", "https://[::1]:6443")) {
			assertEquals(server, DIRECT, way(server, Map.of("HTTPS_PROXY", "proxy:3128")));
		}
	}

	@Test
	public void noProxyNamesDomainsWithWhatIsBelowThem() {
		assertEquals(DIRECT, without("https://example.org", "example.org"));
		assertEquals(DIRECT, without("https://api.example.org", "example.org"));
		assertEquals(DIRECT, without("https://api.Example.org", " EXAMPLE.org ,other"));
		assertEquals(PROXY, without("https://badexample.org", "example.org"));
	}

	@Test
	public void aDotAtTheBeginningLeavesTheDomainItselfOut() {
		assertEquals(PROXY, without("https://example.org", ".example.org"));
		assertEquals(DIRECT, without("https://api.example.org", ".example.org"));
		assertEquals(PROXY, without("https://example.org", "*.example.org"));
		assertEquals(DIRECT, without("https://api.example.org", "*.example.org"));
	}

	@Test
	public void noProxyMayNameAPort() {
		assertEquals(DIRECT, without("https://example.org:6443", "example.org:6443"));
		assertEquals(PROXY, without("https://example.org:443", "example.org:6443"));
		assertEquals(DIRECT, without("https://example.org", "example.org:443"));
	}

	@Test
	public void noProxyMayNameAddressesAndNetworks() {
		assertEquals(DIRECT, without("https://10.1.2.3", "10.1.2.3"));
		assertEquals(DIRECT, without("https://10.1.2.3:6443", "10.1.2.3:6443"));
		assertEquals(DIRECT, without("https://10.1.2.3", "10.0.0.0/8"));
		assertEquals(PROXY, without("https://11.1.2.3", "10.0.0.0/8"));
		assertEquals(DIRECT, without("https://[fd00::1]", "fd00::/8"));
		assertEquals(DIRECT, without("https://[fd00::1]:6443", "[fd00::1]:6443"));
		assertEquals(PROXY, without("https://ten.example", "10.0.0.0/8"));
	}

	@Test
	public void aStarMeansNoProxyAtAll() {
		assertEquals(DIRECT, without("https://example.org", "*"));
	}

	@Test
	public void anEmptyNoProxyMeansNothing() {
		assertEquals(PROXY, without("https://example.org", " , ,"));
	}

	@Test
	public void aCgiProgramDoesNotBelieveHttpProxy() {
		assertEquals(DIRECT, way("http://api.example", Map.of("HTTP_PROXY", "proxy:3128", "REQUEST_METHOD", "GET")));
	}

	@Test
	public void theClustersOwnProxyComesFirst() {
		String config = config("https://localhost:6443").replace("server:", "proxy-url: socks5://tunnel:9\n      server:");
		assertEquals("SOCKS5 tunnel:9", wayOf(config, Map.of("HTTPS_PROXY", "proxy:3128", "NO_PROXY", "*")));
	}

	@Test
	public void aProxysPasswordIsReadAndNotShown() {
		Resolution.Usable usable = (Resolution.Usable) resolve(config("https://api.example"), Map.of("HTTPS_PROXY",
				"http://carol:p%40ss@proxy:3128"));
		ProxyRoute.Through through = (ProxyRoute.Through) usable.access().proxy();
		ProxyRoute.Login.Named login = (ProxyRoute.Login.Named) through.login();
		assertEquals("carol", login.user());
		assertEquals("p@ss", login.password().reveal());
		assertFalse(usable.toString().contains("p@ss"));
	}

	@Test
	public void aProxyOfAnUnknownKindIsRefusedWithoutItsPassword() {
		Resolution.Refused refused = (Resolution.Refused) resolve(config("https://api.example"), Map.of("HTTPS_PROXY",
				"gopher://carol:p4ss@proxy"));
		Problem problem = refused.problems().getFirst();
		assertEquals("HTTPS_PROXY", problem.place().source());
		assertFalse(problem.toString(), problem.toString().contains("p4ss"));
	}

	private static String without(String server, String noProxy) {
		return way(server, Map.of("HTTPS_PROXY", "proxy:3128", "NO_PROXY", noProxy));
	}

	private static String way(String server, Map<String, String> environment) {
		return wayOf(config(server), environment);
	}

	private static String wayOf(String config, Map<String, String> environment) {
		Resolution resolution = resolve(config, environment);
		assertTrue(resolution.toString(), resolution instanceof Resolution.Usable);
		return switch (((Resolution.Usable) resolution).access().proxy()) {
		case ProxyRoute.Direct _ -> DIRECT;
		case ProxyRoute.Through through -> through.kind() + " " + through.host() + ":" + through.port();
		};
	}

	private static Resolution resolve(String config, Map<String, String> environment) {
		return Kubeconfig.of(config, "pasted", Path.of("/")).resolve("here", environment);
	}

	private static String config(String server) {
		return """
				current-context: here
				clusters:
				  - name: alpha
				    cluster:
				      server: %s
				users:
				  - name: alice
				    user: {token: sesame}
				contexts:
				  - name: here
				    context: {cluster: alpha, user: alice}
				""".formatted(server);
	}
}
