package org.cortexbrain.connect;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.instanceOf;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.cortexbrain.kubeconfig.KubeconfigFiles;
import org.cortexbrain.kubeconfig.Problem;
import org.cortexbrain.kubeconfig.Resolution;
import org.cortexbrain.kubeconfig.Secret;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class OriginsTest {
	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final Origins origins = new Origins(Map.of(), Duration.ofMillis(20));
	private final Semaphore told = new Semaphore(0);
	private Path file;

	@Before
	public void listen() throws Exception {
		file = folder.getRoot().toPath().toRealPath().resolve("config");
		origins.onChange(told::release);
	}

	@After
	public void close() {
		origins.close();
	}

	private void await(String what, BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!condition.getAsBoolean()) {
			long left = deadline - System.nanoTime();
			if (left <= 0 || !told.tryAcquire(left, TimeUnit.NANOSECONDS)) {
				throw new AssertionError("waited for " + what + "; there is " + origins.all());
			}
		}
	}

	private List<String> contexts() {
		return origins.offers().stream().map(offer -> offer.context().name()).toList();
	}

	private String problem(Origin origin) {
		return origins.all().stream().filter(listed -> listed.origin().equals(origin)).findFirst().orElseThrow().reading().orElseThrow().problems()
				.stream().map(Problem::toString).findFirst().orElse("");
	}

	@Test
	public void offersTheContextsOfAFile() throws Exception {
		assertTrue(origins.add(new Origin.InFile(Kubeconfigs.write(file, Kubeconfigs.of("a", "b")))));
		await("the contexts", () -> contexts().equals(List.of("a", "b")));
		assertTrue(origins.offers().getFirst().current());
		assertTrue(origins.offers().getFirst().isUsable());
	}

	@Test
	public void aChangedFileIsOfferedAnew() throws Exception {
		origins.add(new Origin.InFile(Kubeconfigs.write(file, Kubeconfigs.of("a"))));
		await("the context", () -> contexts().equals(List.of("a")));
		Kubeconfigs.write(file, Kubeconfigs.of("b"));
		await("the other context", () -> contexts().equals(List.of("b")));
	}

	@Test
	public void aFileThatDoesNotExistIsToldAndReadOnceItDoes() throws Exception {
		var origin = new Origin.InFile(file);
		origins.add(origin);
		await("the reading", origins::isComplete);
		assertThat(problem(origin), containsString("The file does not exist"));
		Kubeconfigs.write(file, Kubeconfigs.of("a"));
		await("the context", () -> contexts().equals(List.of("a")));
	}

	@Test
	public void theUsualFileMayBeMissing() throws Exception {
		var origin = new Origin.Usual(KubeconfigFiles.of(Map.of(), folder.getRoot().toPath()));
		origins.add(origin);
		await("the reading", origins::isComplete);
		assertEquals("", problem(origin));
		assertEquals(1, origins.all().getFirst().reading().orElseThrow().missing().size());
	}

	@Test
	public void aFileThatIsNoKubeconfigIsToldWithItsPlace() throws Exception {
		var origin = new Origin.InFile(Kubeconfigs.write(file, "clusters: [\n"));
		origins.add(origin);
		await("the reading", origins::isComplete);
		assertThat(problem(origin), containsString(file + ":"));
		assertTrue(origins.all().getFirst().reading().orElseThrow().isBroken());
	}

	@Test
	public void pastedTextIsOfferedUnderANameOfItsOwn() throws Exception {
		Origin.Pasted first = origins.paste(new Secret(Kubeconfigs.of("a")));
		Origin.Pasted second = origins.paste(new Secret(Kubeconfigs.of("a")));
		await("both", () -> contexts().equals(List.of("a", "a")));
		assertFalse(first.key().equals(second.key()));
		assertThat(origins.all().toString(), not(containsString("secret-of-a")));
	}

	@Test
	public void aFileIsReadOnce() throws Exception {
		assertTrue(origins.add(new Origin.InFile(Kubeconfigs.write(file, Kubeconfigs.of("a")))));
		assertFalse(origins.add(new Origin.InFile(file.resolveSibling("./config"))));
	}

	@Test
	public void theUsualFileIsNotReadTwice() throws Exception {
		assertTrue(origins.add(new Origin.Usual(new KubeconfigFiles(List.of(file), true))));
		assertFalse(origins.add(new Origin.InFile(file)));
	}

	@Test
	public void aRemovedOriginOffersNothingAndItsClustersSayWhy() throws Exception {
		var origin = new Origin.InFile(Kubeconfigs.write(file, Kubeconfigs.of("a")));
		origins.add(origin);
		await("the context", () -> contexts().equals(List.of("a")));
		ClusterId id = origins.offers().getFirst().id();
		assertThat(origins.resolution(id).orElseThrow(), instanceOf(Resolution.Usable.class));
		origins.remove(origin);
		assertEquals(List.of(), contexts());
		assertThat(origins.resolution(id).orElseThrow().toString(), containsString("not among the files any more"));
	}

	@Test
	public void aContextThatHasLeftItsFileSaysSo() throws Exception {
		origins.add(new Origin.InFile(Kubeconfigs.write(file, Kubeconfigs.of("a"))));
		await("the context", () -> contexts().equals(List.of("a")));
		ClusterId id = origins.offers().getFirst().id();
		Kubeconfigs.write(file, Kubeconfigs.of("b"));
		await("the other context", () -> contexts().equals(List.of("b")));
		assertThat(origins.resolution(id).orElseThrow().toString(), containsString("The context a is not in " + file + " any more"));
	}

	@Test
	public void savedPastedTextIsForItsOwnerAloneAndWritesOverNothing() throws Exception {
		var pasted = new Origin.Pasted(1, new Secret(Kubeconfigs.of("a")));
		Origin.InFile saved = pasted.saveTo(file);
		assertEquals(Kubeconfigs.of("a"), Files.readString(saved.file()));
		assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
		assertThrows(FileAlreadyExistsException.class, () -> pasted.saveTo(file));
	}
}
