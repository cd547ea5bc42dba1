package org.cortexbrain.cluster.internal.watch;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;

import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The requests for one resource, and whether they were answered. One at a time; {@link #cancel} from any thread. */
final class Requests {
	private static final JsonFactory JSON = new JsonFactory();
	private static final int PAGE = 500;
	/** A list is being made up within this, or not at all. */
	private static final Duration LIST_SILENCE = Duration.ofSeconds(30);
	/** How long the server keeps a watch at least, in seconds; it ends then in order, so that none is kept for ever. */
	private static final int WATCH_SECONDS = 300;

	private final OkHttpClient lists;
	private final OkHttpClient watches;
	private final HttpUrl server;
	private final Resource resource;
	private volatile Call current;
	private volatile boolean cancelled;

	/** @param silence a watch from which nothing comes for so long is taken for dead */
	Requests(OkHttpClient client, HttpUrl server, Resource resource, Duration silence) {
		lists = client.newBuilder().readTimeout(LIST_SILENCE).build();
		watches = client.newBuilder().readTimeout(silence).build();
		this.server = server;
		this.resource = resource;
	}

	/** @param limited by pages, or all at once */
	Response page(Optional<String> namespace, boolean limited, Optional<String> from) throws IOException {
		HttpUrl.Builder url = url(namespace);
		if (limited) {
			url.addQueryParameter("limit", Integer.toString(PAGE));
		}
		from.ifPresent(token -> url.addQueryParameter("continue", token));
		return send(lists, url, "PartialObjectMetadataList");
	}

	/** Changes after a version; or, without one, all objects and then the changes. */
	Response watch(Optional<String> namespace, Optional<String> after) throws IOException {
		HttpUrl.Builder url = url(namespace).addQueryParameter("watch", "true").addQueryParameter("allowWatchBookmarks", "true")
				.addQueryParameter("timeoutSeconds", Integer.toString(WATCH_SECONDS + ThreadLocalRandom.current().nextInt(WATCH_SECONDS)));
		after.ifPresentOrElse(version -> url.addQueryParameter("resourceVersion", version),
				() -> url.addQueryParameter("sendInitialEvents", "true").addQueryParameter("resourceVersionMatch", "NotOlderThan"));
		return send(watches, url, "PartialObjectMetadata");
	}

	private HttpUrl.Builder url(Optional<String> namespace) {
		HttpUrl.Builder url = server.newBuilder().addPathSegments(resource.group);
		namespace.ifPresent(name -> url.addPathSegment("namespaces").addPathSegment(name));
		return url.addPathSegment(resource.plural);
	}

	private Response send(OkHttpClient client, HttpUrl.Builder url, String metadataKind) throws IOException {
		String accept = resource.metadataOnly ? "application/json;as=" + metadataKind + ";g=meta.k8s.io;v=v1" : "application/json";
		Call call = client.newCall(new Request.Builder().url(url.build()).header("Accept", accept).build());
		current = call;
		if (cancelled) {
			throw new IOException("the watch is closed");
		}
		Response response = call.execute();
		if (response.code() != 200) {
			try (response) {
				throw new StatusException(response.code(), words(response), retryAfter(response));
			}
		}
		return response;
	}

	private static String words(Response response) {
		try (JsonParser json = parser(response)) {
			json.nextToken();
			return JsonTree.read(json).text("message").orElse("");
		} catch (IOException e) {
			/* It has no words for it: the code alone tells. */
			return "";
		}
	}

	static JsonParser parser(Response response) throws IOException {
		return JSON.createParser(response.body().byteStream());
	}

	private static Optional<Duration> retryAfter(Response response) {
		String seconds = response.header("Retry-After", "");
		return seconds.matches("\\d{1,4}") ? Optional.of(Duration.ofSeconds(Integer.parseInt(seconds))) : Optional.empty();
	}

	/** By how much this client's clock is ahead of the server's; what the header's whole seconds cannot tell is zero. */
	static Duration ahead(Response response, Instant now) {
		String date = response.header("Date", "");
		try {
			Duration ahead = Duration.between(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(), now);
			return ahead.abs().compareTo(Duration.ofSeconds(2)) <= 0 ? Duration.ZERO : ahead;
		} catch (DateTimeException e) {
			/* A proxy may take the header away: then the two clocks are taken for equal. */
			return Duration.ZERO;
		}
	}

	/** Ends the request that is under way, and all that come. */
	void cancel() {
		cancelled = true;
		Call call = current;
		if (call != null) {
			call.cancel();
		}
	}

	/** Ends the request that is under way. */
	void interrupt() {
		Call call = current;
		if (call != null) {
			call.cancel();
		}
	}
}
