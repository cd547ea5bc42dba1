package org.cortexbrain.ui.tests;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.TreeHandle;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/** The tree of the Clusters view, in a test's hand. */
final class ClusterTree {
	private final TreeHandle tree = WorkbenchDriver.openView(Desktop.CLUSTERS).tree(Query.type(Tree.class).id("clusters.tree"));

	TreeHandle handle() {
		return tree;
	}

	/** Waits until a cluster has a state that begins with this. */
	void waitFor(String cluster, String state) {
		Wait.until(Wait.PATIENCE, () -> "the cluster " + cluster + " to be '" + state + "'. There is: " + all(), () -> Arrays.stream(tree.widget().getItems())
				.anyMatch(item -> item.getText().equals(cluster) && item.getText(1).startsWith(state)) ? Optional.of(true) : Optional.empty());
	}

	/** Waits until something below a cluster has this text in a cell. */
	void waitForPart(String cluster, String text) {
		Wait.until(Wait.PATIENCE, () -> "'" + text + "' below " + cluster + ". There is: " + all(), () -> Arrays.stream(tree.widget().getItems())
				.filter(item -> item.getText().equals(cluster)).anyMatch(item -> words(item).contains(text)) ? Optional.of(true) : Optional.empty());
	}

	/** Chooses something of a cluster's context menu. */
	void command(String cluster, String name) {
		tree.select(cluster);
		tree.contextMenu(name);
	}

	private String all() {
		return Arrays.stream(tree.widget().getItems()).map(ClusterTree::words).collect(Collectors.joining("; "));
	}

	private static String words(TreeItem item) {
		return item.getText() + " " + item.getText(1) + Arrays.stream(item.getItems()).map(child -> "\n" + words(child)).collect(Collectors.joining());
	}
}
