package org.cortexbrain.ui.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;

import org.cortexbrain.connect.Origin;
import org.cortexbrain.connect.Origins;
import org.cortexbrain.connect.Reading;
import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.TableHandle;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WidgetHandle;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.cortexbrain.ui.internal.clusters.DesktopClusters;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;

/** The wizard that connects clusters, in a test's hand. */
final class Wizard {
	static final String TITLE = "Connect clusters";

	private final Scope window = Scope.shell(TITLE);

	private Wizard() {
	}

	/** Opens it from the menu. */
	static Wizard open() {
		WorkbenchDriver.menu("File", "Connect a cluster…");
		var wizard = new Wizard();
		wizard.window.waitForText("Where from");
		return wizard;
	}

	/** Opens it on a kubeconfig, and goes to the test of one context. */
	static Wizard openOn(String kubeconfig, String context) {
		kubeconfig(kubeconfig);
		Wizard wizard = open();
		wizard.table("connect.origins").waitForRows("the contexts", rows -> rows.size() == 1 && rows.getFirst().get(1).matches("[1-9][0-9]*"));
		wizard.choose(context);
		return wizard;
	}

	/** Writes the kubeconfig that the desktop finds, and waits until it has read it, if it has read one before. */
	static void kubeconfig(String text) {
		Optional<Reading> before = usual();
		try {
			Files.createDirectories(Desktop.KUBECONFIG.getParent());
			boolean same = Files.exists(Desktop.KUBECONFIG) && Files.readString(Desktop.KUBECONFIG).equals(text);
			Files.writeString(Desktop.KUBECONFIG, text);
			if (!same && before.isPresent()) {
				Wait.until("the kubeconfig to be read again", () -> usual().orElse(null) != before.get());
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static Optional<Reading> usual() {
		return DesktopClusters.current().origins().all().stream().filter(listed -> listed.origin() instanceof Origin.Usual).findFirst()
				.flatMap(Origins.Listed::reading);
	}

	Scope window() {
		return window;
	}

	void next() {
		window.button("Next >").click();
	}

	void finish() {
		window.button("Finish").click();
		Scope.everywhere().waitWhile(Query.type(Shell.class).text(TITLE));
	}

	WidgetHandle<Button> button(String id) {
		return window.find(Query.type(Button.class).id(id));
	}

	TableHandle table(String id) {
		return window.table(Query.type(Table.class).id(id));
	}

	String words(String id) {
		return window.find(Query.type(StyledText.class).id(id)).text();
	}

	/** From the first page to the test, with these contexts. */
	void choose(String... contexts) {
		next();
		for (String context : contexts) {
			table("connect.contexts").check(true, context);
		}
		next();
	}

	/** Waits until the only cluster, or the named one, has a result that begins with this. */
	void waitForResult(String cluster, String begin) {
		table("connect.trials").waitForRows("a result of " + cluster + " that begins with '" + begin + "'",
				rows -> rows.stream().anyMatch(row -> row.get(0).equals(cluster) && row.get(1).startsWith(begin)));
	}

	void picture(String name) {
		Screenshot.still(name);
	}
}
