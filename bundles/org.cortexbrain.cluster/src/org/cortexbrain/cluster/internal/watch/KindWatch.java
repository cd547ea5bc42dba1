package org.cortexbrain.cluster.internal.watch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.cluster.ClusterObject;
import org.cortexbrain.cluster.ClusterObject.Kind;
import org.cortexbrain.cluster.WatchState;
import org.cortexbrain.cluster.internal.ServerFaults;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Keeps all objects of one kind in an address book: reads them once, as a stream where the server has that, else by pages, and then follows the
 * changes. After a break it goes on where it was; where the server has forgotten that ("410 Gone") it reads all anew and tells the book what went
 * meanwhile. {@link #run} is for a thread of its own, virtual or not.
 */
public final class KindWatch implements Runnable {
	/**
	 * @param silence a watch is dead if nothing comes for so long; a server sends a bookmark each minute
	 * @param first the time before the first new try after a failure; it doubles with each, and varies by half
	 * @param longest the longest
	 * @param refused the longest where it is not allowed
	 */
	public record Pace(Duration silence, Duration first, Duration longest, Duration refused) {
		public static final Pace USUAL = new Pace(Duration.ofSeconds(100), Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(5));
	}

	private static final System.Logger LOG = System.getLogger(KindWatch.class.getName());
	private static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";
	/** So long after a watch has begun, what comes may have happened before. */
	private static final Duration LATE = Duration.ofSeconds(2);
	/** A watch that lived as long as this was no failure. */
	private static final Duration LIVED = Duration.ofSeconds(5);

	private final Resource resource;
	private final HttpUrl server;
	private final Requests requests;
	private final Optional<String> ownNamespace;
	private final AddressBook book;
	private final Consumer<WatchState> tell;
	private final Pace pace;
	private final ObjectReader reader;
	private final Semaphore nudge = new Semaphore(0);
	private volatile boolean closed;

	/* Of the watch's thread. */
	private Optional<String> namespace = Optional.empty();
	private Optional<String> version = Optional.empty();
	private boolean streams = true;
	/** Whether the server took the last request for a watch. */
	private boolean answered;
	private boolean pages = true;
	private Instant heard = Instant.MIN;
	private int failures;

	/** @param ownNamespace tried where not all namespaces may be read */
	public KindWatch(Resource resource, OkHttpClient client, HttpUrl server, Optional<String> ownNamespace, AddressBook book, Pace pace,
			Consumer<WatchState> tell) {
		this.resource = resource;
		this.server = server;
		this.requests = new Requests(client, server, resource, pace.silence());
		this.ownNamespace = ownNamespace;
		this.book = book;
		this.pace = pace;
		this.tell = tell;
		this.reader = new ObjectReader(resource.kind);
	}

	@Override
	public void run() {
		tell.accept(new WatchState.Starting());
		try {
			while (!closed) {
				Instant began = Instant.now();
				try {
					follow();
					/* In order: the server ends each watch some time. */
					failures = Duration.between(began, Instant.now()).compareTo(LIVED) >= 0 ? 0 : failures + 1;
					if (failures > 0) {
						nudge.tryAcquire(delay(pace.longest()).toMillis(), TimeUnit.MILLISECONDS);
					}
				} catch (StatusException refused) {
					refused(refused);
				} catch (IOException broken) {
					broken(ServerFaults.ofNetwork(server.host(), broken), Optional.empty());
				} catch (RuntimeException wrong) {
					/* One object that this code does not understand must not end the watch for good without a word. */
					LOG.log(System.Logger.Level.ERROR, "the watch of " + resource.plural + " failed", wrong);
					version = Optional.empty();
					broken(ServerFaults.of(server.host(), "list and watch " + resource.plural, wrong), Optional.empty());
				}
			}
		} catch (InterruptedException e) {
			/* Closed while it waited. */
			Thread.currentThread().interrupt();
		}
	}

	private void follow() throws IOException {
		if (version.isEmpty() && streams) {
			try {
				answered = false;
				stream(false);
				return;
			} catch (StatusException refused) {
				/* 400 or 422: it does not know streamed lists. */
				if (refused.code() != 400 && refused.code() != 422) {
					throw refused;
				}
				streams = false;
			} finally {
				/* One that does not know them may also never say that the list is complete. */
				streams &= !answered || version.isPresent() || closed;
			}
		}
		if (version.isEmpty()) {
			list();
		}
		stream(true);
	}

	/** All objects, by pages; at once where a page took so long that the server has forgotten the rest. */
	private void list() throws IOException {
		List<ClusterObject> all = new ArrayList<>();
		Optional<String> from = Optional.empty();
		String listed;
		do {
			try (Response response = requests.page(namespace, pages, from); JsonParser json = Requests.parser(response)) {
				reader.clientIsAhead(Requests.ahead(response, Instant.now()));
				JsonTree metadata = page(json, all);
				listed = metadata.needed("resourceVersion");
				from = metadata.text("continue");
			} catch (StatusException gone) {
				if (gone.code() == StatusException.GONE) {
					pages = false;
				}
				throw gone;
			}
		} while (from.isPresent());
		complete(all);
		version = Optional.of(listed);
	}

	private JsonTree page(JsonParser json, List<ClusterObject> all) throws IOException {
		Optional<JsonTree> metadata = Optional.empty();
		if (json.nextToken() != JsonToken.START_OBJECT) {
			throw new IOException("the API server sent no list");
		}
		while (json.nextToken() == JsonToken.FIELD_NAME) {
			String name = json.currentName();
			json.nextToken();
			if (name.equals("metadata")) {
				metadata = Optional.of(JsonTree.read(json));
			} else if (name.equals("items") && json.currentToken() == JsonToken.START_ARRAY) {
				while (json.nextToken() == JsonToken.START_OBJECT) {
					all.add(reader.read(JsonTree.read(json)));
				}
			} else {
				json.skipChildren();
			}
		}
		if (json.currentToken() != JsonToken.END_OBJECT) {
			throw new IOException("the API server's list ended too soon");
		}
		return metadata.orElseThrow(() -> new IOException("the API server sent a list without metadata"));
	}

	/** Everything is known as it is now; what was known before and is not there has gone since anything was heard last. */
	private void complete(List<ClusterObject> all) {
		Instant now = Instant.now();
		book.replace(resource.kind, all, heard.equals(Instant.MIN) ? now : heard, now);
		heard = now;
		live();
	}

	private void live() {
		failures = 0;
		if (resource.kind == Kind.POD) {
			book.current();
		}
		tell.accept(new WatchState.Live(Instant.now(), namespace));
	}

	/**
	 * Follows the changes until the server ends the watch.
	 *
	 * @param known whether all objects are known; else they come first
	 */
	private void stream(boolean known) throws IOException {
		boolean complete = known;
		Instant before = heard;
		List<ClusterObject> initial = new ArrayList<>();
		try (Response response = requests.watch(namespace, version)) {
			answered = true;
			reader.clientIsAhead(Requests.ahead(response, Instant.now()));
			if (complete) {
				live();
			}
			Instant late = Instant.now().plus(LATE);
			/* Making it waits for the first event. */
			JsonParser json = Requests.parser(response);
			while (json.nextToken() != null) {
				JsonTree event = JsonTree.read(json);
				JsonTree object = event.in("object");
				JsonTree metadata = object.in("metadata");
				String type = event.needed("type");
				Instant now = Instant.now();
				/* What comes at once is what was missed. */
				Instant sure = known && now.isBefore(late) ? before : now;
				switch (type) {
				case "ADDED", "MODIFIED" -> {
					ClusterObject newest = reader.read(object);
					if (complete) {
						book.put(newest, sure, now);
					} else {
						initial.add(newest);
					}
				}
				case "DELETED" -> {
					ClusterObject gone = reader.read(object);
					initial.removeIf(each -> each.uid().equals(gone.uid()));
					book.remove(resource.kind, gone.uid(), sure, now);
				}
				case "BOOKMARK" -> {
					if (!complete && metadata.in("annotations").text(INITIAL_EVENTS_END).filter("true"::equals).isPresent()) {
						complete = true;
						complete(initial);
						initial.clear();
					}
				}
				case "ERROR" -> throw new StatusException(object.number("code"), object.text("message").orElse(""), Optional.empty());
				default -> {
					/* A newer server's; whoever does not know it can do without. */
				}
				}
				if (complete) {
					version = Optional.of(metadata.needed("resourceVersion"));
					heard = Instant.now();
				}
			}
			/* In order: nothing was missed until now. */
			heard = complete ? Instant.now() : heard;
		}
	}

	private void refused(StatusException refused) throws InterruptedException {
		switch (refused.code()) {
		case StatusException.GONE -> {
			if (version.isEmpty()) {
				/* While listing: the next try asks for all at once. */
				broken(fault(refused), Optional.empty());
			} else {
				version = Optional.empty();
				silent();
			}
		}
		case StatusException.FORBIDDEN -> {
			if (heard.equals(Instant.MIN) && resource.namespaced && namespace.isEmpty() && ownNamespace.isPresent()) {
				namespace = ownNamespace;
				return;
			}
			if (heard.equals(Instant.MIN)) {
				namespace = Optional.empty();
				book.hidden(resource.kind);
			}
			/* An API server that has just started may refuse what it allows a second later: it is tried soon at first. */
			silent();
			failures++;
			Duration delay = delay(pace.refused());
			tell.accept(new WatchState.Refused(fault(refused), Instant.now().plus(delay)));
			nudge.tryAcquire(delay.toMillis(), TimeUnit.MILLISECONDS);
		}
		default -> broken(fault(refused), refused.retryAfter());
		}
	}

	private ClusterFault fault(StatusException refused) {
		String where = resource.namespaced ? namespace.map(name -> " in the namespace " + name).orElse(" in all namespaces") : "";
		return ServerFaults.ofStatus(server.host(), "list and watch " + resource.plural + where, refused.code(), refused.getMessage(), refused);
	}

	private void broken(ClusterFault fault, Optional<Duration> asked) throws InterruptedException {
		if (closed) {
			return;
		}
		silent();
		book.late(resource.kind);
		failures++;
		Duration delay = asked.orElseGet(() -> delay(pace.longest()));
		tell.accept(new WatchState.Broken(fault, Instant.now().plus(delay)));
		nudge.tryAcquire(delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void silent() {
		if (resource.kind == Kind.POD && !heard.equals(Instant.MIN)) {
			book.silent(heard);
		}
	}

	private Duration delay(Duration longest) {
		long doubled = pace.first().toMillis() << Math.min(failures - 1, 20);
		long middle = Math.min(doubled, longest.toMillis());
		return Duration.ofMillis(middle / 2 + ThreadLocalRandom.current().nextLong(middle + 1));
	}

	/** Tries again at once if it waits; what runs is taken for dead and begun anew. From any thread. */
	public void retryNow() {
		nudge.release();
		requests.interrupt();
	}

	/** Ends {@link #run}, soon. From any thread. */
	public void close() {
		closed = true;
		requests.cancel();
		nudge.release();
	}
}
