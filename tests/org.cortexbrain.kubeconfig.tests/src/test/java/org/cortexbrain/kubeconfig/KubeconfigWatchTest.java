package org.cortexbrain.kubeconfig;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class KubeconfigWatchTest {
	private static final Duration QUIET = Duration.ofMillis(50);

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
	private Path root;
	private Path file;
	private KubeconfigWatch watch;

	@Before
	public void nameTheFile() throws IOException {
		root = folder.getRoot().toPath().toRealPath();
		file = root.resolve("config");
	}

	@After
	public void close() {
		if (watch != null) {
			watch.close();
		}
	}

	@Test
	public void hasTheFirstStateAtOnce() throws Exception {
		write(file, "first");
		start(file);
		assertEquals("first", watch.current().currentContext().orElseThrow());
		assertTrue(told.isEmpty());
	}

	@Test
	public void tellsOfAFileChangedInPlace() throws Exception {
		write(file, "first");
		start(file);
		write(file, "second");
		assertTold("second");
		assertEquals("second", watch.current().currentContext().orElseThrow());
	}

	@Test
	public void tellsOfAFileReplacedByRename() throws Exception {
		write(file, "first");
		start(file);
		write(root.resolve("new"), "second");
		Files.move(root.resolve("new"), file, StandardCopyOption.ATOMIC_MOVE);
		assertTold("second");
	}

	@Test
	public void tellsOfADeletedFileAndOfItsReturn() throws Exception {
		write(file, "first");
		start(file);
		Files.delete(file);
		assertTold("");
		write(file, "second");
		assertTold("second");
	}

	@Test
	public void tellsOfAFileInAFolderThatDidNotExist() throws Exception {
		Path deep = root.resolve("home").resolve(".kube").resolve("config");
		start(deep);
		Files.createDirectories(deep.getParent());
		write(deep, "first");
		assertTold("first");
		write(deep, "second");
		assertTold("second");
	}

	@Test
	public void tellsOfAFileInAFolderThatWasReplaced() throws Exception {
		Path inside = root.resolve(".kube").resolve("config");
		Files.createDirectory(inside.getParent());
		write(inside, "first");
		start(inside);
		Files.move(inside.getParent(), root.resolve("old"));
		assertTold("");
		Files.createDirectory(inside.getParent());
		write(inside, "second");
		assertTold("second");
	}

	@Test
	public void tellsOfALinkThatPointsElsewhere() throws Exception {
		write(root.resolve("one"), "first");
		write(root.resolve("two"), "second");
		Files.createSymbolicLink(file, root.resolve("one"));
		start(file);
		Files.createSymbolicLink(root.resolve("new"), root.resolve("two"));
		Files.move(root.resolve("new"), file, StandardCopyOption.ATOMIC_MOVE);
		assertTold("second");
	}

	@Test
	public void tellsOfAChangeBehindALink() throws Exception {
		Path elsewhere = folder.newFolder().toPath().resolve("real");
		write(elsewhere, "first");
		Files.createSymbolicLink(file, elsewhere);
		start(file);
		write(elsewhere, "second");
		assertTold("second");
	}

	@Test
	public void tellsOfAFolderThatIsSwitchedByALinkAsKubernetesDoes() throws Exception {
		write(Files.createDirectory(root.resolve("..1")).resolve("config"), "first");
		write(Files.createDirectory(root.resolve("..2")).resolve("config"), "second");
		Files.createSymbolicLink(root.resolve("..data"), Path.of("..1"));
		Files.createSymbolicLink(file, Path.of("..data", "config"));
		start(file);
		Files.createSymbolicLink(root.resolve("..new"), Path.of("..2"));
		Files.move(root.resolve("..new"), root.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
		assertTold("second");
	}

	@Test
	public void isSilentAboutNeighboursAndTheSameContent() throws Exception {
		write(file, "first");
		start(file);
		write(root.resolve("neighbour"), "other");
		write(file, "first");
		// the first thing that is told is what comes after both
		write(file, "second");
		assertTold("second");
		assertTrue(told.isEmpty());
	}

	@Test
	public void goesOnAfterAListenerHasFailed() throws Exception {
		write(file, "first");
		watch = KubeconfigWatch.start(new KubeconfigFiles(List.of(file), true), QUIET, config -> {
			String context = config.currentContext().orElse("");
			told.add(context);
			if (context.equals("second")) {
				Thread.currentThread().setUncaughtExceptionHandler((_, failed) -> told.add("failed: " + failed.getMessage()));
				throw new IllegalStateException("on purpose");
			}
		});
		write(file, "second");
		assertTold("second");
		assertTold("failed: on purpose");
		write(file, "third");
		assertTold("third");
	}

	@Test
	public void watchesEveryFile() throws Exception {
		Path second = root.resolve("second");
		start(file, second);
		write(second, "of second");
		assertTold("of second");
		write(file, "of first");
		assertTold("of first");
	}

	private void start(Path... files) throws IOException {
		watch = KubeconfigWatch.start(new KubeconfigFiles(List.of(files), false), QUIET,
				config -> told.add(config.currentContext().orElse("")));
	}

	private static void write(Path file, String context) throws IOException {
		Files.writeString(file, "current-context: " + context + "\n");
	}

	private void assertTold(String context) throws InterruptedException {
		String next = told.poll(30, TimeUnit.SECONDS);
		while ("".equals(next) && !context.isEmpty()) {
			// on a busy machine a file may be seen when it is already cut and not yet written
			next = told.poll(30, TimeUnit.SECONDS);
		}
		assertNotNull("nothing was told", next);
		assertEquals(context, next);
	}
}
