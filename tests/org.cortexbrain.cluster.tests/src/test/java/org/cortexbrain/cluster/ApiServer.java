package org.cortexbrain.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import okhttp3.HttpUrl;

/**
 * An API server's lists and watches of pods, as its documentation describes them, with the faults that a real one shows seldom: versions that it
 * has forgotten, pages that expire, silence, refusals. Other kinds are empty. Safe for use by several threads.
 */
final class ApiServer implements AutoCloseable {
	private record Event(int version, String type, String object) {
	}

	private final HttpServer server;
	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
	/** The requests for pods. */
	final List<String> requests = new CopyOnWriteArrayList<>();
	/** Those for all else. */
	final List<String> others = new CopyOnWriteArrayList<>();

	/* Guarded by this. */
	private final Map<String, String> pods = new LinkedHashMap<>();
	private final List<Event> events = new ArrayList<>();
	private int version = 100;
	private int oldest;
	private boolean streams = true;
	private boolean silent;
	private int expiredPages;
	private int status = 200;
	private String onlyNamespace = "";
	private int generation;

	ApiServer() throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setExecutor(threads);
		server.createContext("/", exchange -> {
			try (exchange) {
				answer(exchange);
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
		server.start();
	}

	HttpUrl url() {
		return HttpUrl.get("http://127.0.0.1:" + server.getAddress().getPort() + "/");
	}

	private static String json(String name, String address, int version) {
		return """
				{"metadata":{"name":"%1$s","namespace":"shop","uid":"uid-%1$s","resourceVersion":"%3$d","creationTimestamp":"2026-11-23T10:00:00Z",
				"managedFields":[{"manager":"kubelet","fieldsV1":{"f:status":{}}}]},"spec":{"nodeName":"n1","containers":[{"name":"main"}]},
				"status":{"phase":"Running","podIP":"%2$s","podIPs":[{"ip":"%2$s"}]}}""".formatted(name, address, version).replace("\n", "");
	}

	synchronized void put(String name, String address) {
		version++;
		String object = json(name, address, version);
		events.add(new Event(version, pods.put(name, object) == null ? "ADDED" : "MODIFIED", object));
		notifyAll();
	}

	synchronized void delete(String name) {
		version++;
		pods.remove(name);
		events.add(new Event(version, "DELETED", json(name, "10.0.0.1", version)));
		notifyAll();
	}

	/** Tells the newest version to all watches. */
	synchronized void bookmark() {
		version++;
		events.add(new Event(version, "BOOKMARK", "{\"kind\":\"Pod\",\"metadata\":{\"resourceVersion\":\"" + version + "\"}}"));
		notifyAll();
	}

	/** Forgets what was before: who asks for changes since then is told that they are gone. */
	synchronized void compact() {
		oldest = version;
	}

	synchronized void setStreams(boolean can) {
		streams = can;
	}

	/** From now on, watches that are open send nothing and do not end. */
	synchronized void fallSilent() {
		silent = true;
		generation++;
		notifyAll();
	}

	synchronized void speakAgain() {
		silent = false;
	}

	/** So many second pages are refused, because their list has expired. */
	synchronized void expirePages(int count) {
		expiredPages = count;
	}

	synchronized void answerOnly(int code) {
		status = code;
	}

	synchronized void allowOnly(String namespace) {
		onlyNamespace = namespace;
	}

	/** Ends all watches, as a server does that restarts. */
	synchronized void endWatches() {
		generation++;
		notifyAll();
	}

	private void answer(HttpExchange exchange) throws IOException, InterruptedException {
		String path = exchange.getRequestURI().getPath();
		Map<String, String> query = new HashMap<>();
		for (String parameter : String.valueOf(exchange.getRequestURI().getQuery()).split("&")) {
			int equals = parameter.indexOf('=');
			if (equals > 0) {
				query.put(parameter.substring(0, equals), parameter.substring(equals + 1));
			}
		}
		boolean ofPods = path.endsWith("/pods");
		(ofPods ? requests : others).add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Accept"));
		int refusal;
		synchronized (this) {
			refusal = status != 200 ? status : !onlyNamespace.isEmpty() && !path.contains("/namespaces/" + onlyNamespace + "/") ? 403
					: query.containsKey("sendInitialEvents") && !streams ? 422 : 200;
		}
		if (refusal != 200) {
			send(exchange, refusal, "{\"kind\":\"Status\",\"code\":" + refusal + ",\"message\":\"the test says so\"}");
		} else if (query.containsKey("watch")) {
			watch(exchange, query, ofPods);
		} else {
			list(exchange, query, ofPods);
		}
	}

	private void list(HttpExchange exchange, Map<String, String> query, boolean ofPods) throws IOException {
		String body;
		int code = 200;
		synchronized (this) {
			List<String> all = ofPods ? List.copyOf(pods.values()) : List.of();
			int from = Integer.parseInt(query.getOrDefault("continue", "0"));
			/* Smaller than was asked for, so that few pods make several pages. */
			int limit = query.containsKey("limit") ? 2 : Integer.MAX_VALUE;
			int to = Math.min((long) from + limit, all.size()) == all.size() ? all.size() : from + limit;
			if (from > 0 && expiredPages > 0) {
				expiredPages--;
				code = 410;
				body = "{\"kind\":\"Status\",\"code\":410,\"message\":\"The provided continue parameter is too old\"}";
			} else {
				body = "{\"kind\":\"PodList\",\"metadata\":{\"resourceVersion\":\"" + version + "\"" + (to < all.size() ? ",\"continue\":\"" + to + "\"" : "")
						+ "},\"items\":[" + String.join(",", all.subList(from, to)) + "]}";
			}
		}
		send(exchange, code, body);
	}

	private static void send(HttpExchange exchange, int code, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(code, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	private void watch(HttpExchange exchange, Map<String, String> query, boolean ofPods) throws IOException, InterruptedException {
		exchange.sendResponseHeaders(200, 0);
		OutputStream out = exchange.getResponseBody();
		out.flush();
		int seen;
		int mine;
		List<String> first = new ArrayList<>();
		synchronized (this) {
			mine = generation;
			seen = Integer.parseInt(query.getOrDefault("resourceVersion", "-1"));
			if (seen < 0) {
				if (ofPods) {
					pods.values().forEach(pod -> first.add(event("ADDED", pod)));
				}
				first.add(event("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"" + version + "\",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}}}"));
				seen = version;
			} else if (seen < oldest && ofPods) {
				first.add(event("ERROR", "{\"kind\":\"Status\",\"code\":410,\"message\":\"too old resource version\"}"));
			}
		}
		for (String each : first) {
			line(out, each);
		}
		if (!first.isEmpty() && first.getFirst().contains("too old")) {
			return;
		}
		while (true) {
			List<Event> news = new ArrayList<>();
			synchronized (this) {
				while (news.isEmpty()) {
					if (silent) {
						/* As after a router's restart: the connection is there, and nothing comes. */
						wait();
						continue;
					}
					int last = seen;
					events.stream().filter(event -> event.version > last && ofPods).forEach(news::add);
					if (news.isEmpty() && mine != generation) {
						return;
					}
					if (news.isEmpty()) {
						wait();
					}
				}
			}
			for (Event each : news) {
				line(out, event(each.type, each.object));
				seen = each.version;
			}
		}
	}

	private static String event(String type, String object) {
		return "{\"type\":\"" + type + "\",\"object\":" + object + "}";
	}

	private static void line(OutputStream out, String text) throws IOException {
		out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

	@Override
	public void close() {
		server.stop(0);
		threads.shutdownNow();
	}
}
