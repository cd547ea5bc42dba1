package org.cortexbrain.ui.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.cortexbrain.connect.Origin;
import org.cortexbrain.connect.Origins;
import org.cortexbrain.ui.driver.GraphHandle;
import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.TableHandle;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.cortexbrain.ui.internal.clusters.DesktopClusters;
import org.eclipse.core.runtime.ILogListener;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.junit.rules.TestRule;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/**
 * A rule that gives each test the desktop as it is at its first start: nothing observed, the four views open, the light theme. A test during
 * which an error was logged fails, whatever else it saw; each failure leaves a picture of the screen.
 */
final class Desktop implements TestRule {
	static final String SOURCES = "org.cortexbrain.ui.sources";
	static final String TOPOLOGY = "org.cortexbrain.ui.topology";
	static final String INSPECTOR = "org.cortexbrain.ui.inspector";
	static final String FLOWS = "org.cortexbrain.ui.flows";
	static final String CLUSTERS = "org.cortexbrain.ui.clusters";
	/** The tests' own kubeconfig. */
	static final Path KUBECONFIG = Path.of(System.getProperty("org.cortexbrain.ui.kubeconfig"));
	static final List<String> VIEWS = List.of(SOURCES, TOPOLOGY, INSPECTOR, FLOWS);

	/** Errors whose message contains one of these are the test's own doing. */
	private final Set<String> expected = ConcurrentHashMap.newKeySet();

	/** An error with this in its message may be logged. */
	void expectError(String part) {
		expected.add(part);
	}

	@Override
	public Statement apply(Statement test, Description description) {
		return new Statement() {
			@Override
			public void evaluate() throws Throwable {
				List<IStatus> errors = Collections.synchronizedList(new ArrayList<>());
				ILogListener listener = (status, _) -> {
					if (status.getSeverity() == IStatus.ERROR && expected.stream().noneMatch(status.getMessage()::contains)) {
						errors.add(status);
					}
				};
				Platform.addLogListener(listener);
				try {
					reset();
					test.evaluate();
					if (!errors.isEmpty()) {
						throw new AssertionError("errors were logged: " + errors, errors.getFirst().getException());
					}
				} catch (Throwable failure) {
					Screenshot.screen(description.getTestClass().getSimpleName() + "." + description.getMethodName());
					throw failure;
				} finally {
					Platform.removeLogListener(listener);
					WorkbenchDriver.closeDialogs();
				}
			}
		};
	}

	private void reset() {
		WorkbenchDriver.waitForWindow();
		WorkbenchDriver.closeDialogs();
		UiThread.run(() -> {
			Rectangle screen = UiThread.display().getBounds();
			PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell().setBounds(0, 0, Math.min(1400, screen.width),
					Math.min(900, screen.height));
		});
		theme("light");
		forgetClusters();
		VIEWS.forEach(WorkbenchDriver::openView);
		InstanceScope.INSTANCE.getNode("org.cortexbrain.ui").remove("recent");
		while (sources().rowCount() > 0) {
			removeFirstSource();
		}
		filter("");
		UiThread.run(() -> {
			var operations = PlatformUI.getWorkbench().getOperationSupport();
			operations.getOperationHistory().dispose(operations.getUndoContext(), true, true, false);
		});
		for (String preference : new String[] { "agent", "networks", "animation", "degradedFailurePercent", "failingFailurePercent", "degradedRetransmitsPerSecond",
				"degradedLatencyMillis" }) {
			InstanceScope.INSTANCE.getNode("org.cortexbrain.ui").remove(preference);
		}
	}

	/** Knows no cluster and no kubeconfig any more. */
	static void forgetClusters() {
		DesktopClusters desktop = DesktopClusters.current();
		desktop.clusters().all().forEach(cluster -> desktop.clusters().forget(cluster.cluster().id()));
		desktop.origins().all().stream().map(Origins.Listed::origin).filter(origin -> !(origin instanceof Origin.Usual)).forEach(desktop.origins()::remove);
		try {
			Files.deleteIfExists(KUBECONFIG);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		/* Read as if for the first time: what the file of the test before said would come late otherwise. */
		List<Origin> usual = desktop.origins().all().stream().map(Origins.Listed::origin).toList();
		usual.forEach(desktop.origins()::remove);
		usual.forEach(desktop.origins()::add);
		Wait.until("the kubeconfigs to be read", () -> desktop.origins().isComplete());
	}

	private void removeFirstSource() {
		int before = sources().rowCount();
		sources().selectRows(0);
		WorkbenchDriver.run("org.cortexbrain.ui.removeSource");
		Wait.until("the source to leave", () -> sources().widget().getItemCount() < before);
	}

	/** Where the agent of this machine listens, in the preferences. */
	void agentOfThisMachine(String address) {
		InstanceScope.INSTANCE.getNode("org.cortexbrain.ui").put("agent", address);
	}

	void theme(String name) {
		WorkbenchDriver.run("org.cortexbrain.ui.theme", Map.of("org.cortexbrain.ui.theme.name", name));
	}

	void observe(String address) {
		WorkbenchDriver.run("org.cortexbrain.ui.observe", Map.of("org.cortexbrain.ui.observe.address", address));
	}

	/** Opens a recording of the shop that was made in a folder just now, and waits until all of it is shown. @param seconds that it lasts */
	void openShop(Path folder, int seconds) {
		open(ShopMesh.record(folder.resolve("shop.cortex"), seconds));
		waitForSource("ended");
		waitForFlows(ShopMesh.EDGES);
	}

	/** Plays a recording all at once. */
	void open(Path recording) {
		WorkbenchDriver.run("org.cortexbrain.ui.openRecording",
				Map.of("org.cortexbrain.ui.openRecording.file", recording.toString(), "org.cortexbrain.ui.openRecording.speed", "0"));
	}

	/** Begins to record, or ends the recording. */
	void record(Path file) {
		WorkbenchDriver.run("org.cortexbrain.ui.record", Map.of("org.cortexbrain.ui.record.file", file.toString()));
	}

	TableHandle sources() {
		return WorkbenchDriver.view(SOURCES).table(Query.type(Table.class).id("sources.table"));
	}

	/** Waits until the state of the only source contains a word. */
	void waitForSource(String state) {
		sources().waitForRows("a source that is " + state, rows -> rows.size() == 1 && rows.getFirst().get(1).contains(state));
	}

	/** What is told of the selected source. */
	String sourceDetails() {
		return WorkbenchDriver.view(SOURCES).find(Query.type(StyledText.class).id("sources.details")).text();
	}

	TableHandle flows() {
		return WorkbenchDriver.view(FLOWS).table(Query.type(Table.class).id("flows.table"));
	}

	void filter(String text) {
		WorkbenchDriver.view(FLOWS).text(Query.type(Text.class).id("flows.filter")).replace(text);
	}

	/** Waits until the flows table has so many rows. */
	void waitForFlows(int count) {
		flows().waitForRows(count + " rows", rows -> rows.size() == count);
	}

	GraphHandle topology() {
		return WorkbenchDriver.graph(TOPOLOGY);
	}

	Scope inspector() {
		return WorkbenchDriver.view(INSPECTOR);
	}

	/** Waits until the inspector's title is this. */
	void waitForInspector(String title) {
		inspector().waitFor(Query.type(Label.class).id("inspector.title").text(title));
	}

	/** The start page, which is where the topology is while nothing is observed. */
	Scope start() {
		return WorkbenchDriver.openView(TOPOLOGY);
	}

	void waitForStatus(String id, String part) {
		WorkbenchDriver.inWindow().waitFor(Query.type(Label.class).id(id).and("with '" + part + "' in its text", label -> label.getText().contains(part)));
	}

	void waitForStatusEmpty(String id) {
		WorkbenchDriver.inWindow().waitFor(Query.type(Label.class).id(id).and("without a text", label -> label.getText().isEmpty()));
	}
}
