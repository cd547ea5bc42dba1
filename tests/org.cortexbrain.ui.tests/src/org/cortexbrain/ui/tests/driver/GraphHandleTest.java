package org.cortexbrain.ui.tests.driver;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.graph.ConnectionStyle;
import org.cortexbrain.graph.GraphContentProvider;
import org.cortexbrain.graph.GraphStyleProvider;
import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.IconShape;
import org.cortexbrain.graph.NodeStyle;
import org.cortexbrain.graph.Sign;
import org.cortexbrain.ui.driver.GraphHandle;
import org.cortexbrain.ui.driver.UiThread;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.jface.viewers.StructuredSelection;
import org.junit.Rule;
import org.junit.Test;

public class GraphHandleTest {
	@Rule
	public final SmallShell shell = new SmallShell();

	private final List<String> opened = Collections.synchronizedList(new ArrayList<>());

	private record Wire(String from, String to) {
	}

	/** Three nodes in a row, named by their elements in capitals. */
	private static final class Row implements GraphContentProvider, GraphStyleProvider {
		@Override
		public Collection<?> nodes(Object input) {
			return List.of("web", "cart", "redis");
		}

		@Override
		public Collection<?> connections(Object input) {
			return List.of(new Wire("web", "cart"), new Wire("cart", "redis"));
		}

		@Override
		public Object source(Object connection) {
			return ((Wire) connection).from();
		}

		@Override
		public Object target(Object connection) {
			return ((Wire) connection).to();
		}

		@Override
		public Optional<?> container(Object node) {
			return Optional.empty();
		}

		@Override
		public NodeStyle node(Object node) {
			return new NodeStyle(node.toString().toUpperCase(), "", IconShape.NONE, Sign.HEALTHY, false, "");
		}

		@Override
		public ConnectionStyle connection(Object connection) {
			return new ConnectionStyle(2, Sign.HEALTHY, "", "");
		}
	}

	private GraphHandle graph() {
		shell.with(s -> s.setLayout(new FillLayout()));
		return UiThread.call(() -> {
			var viewer = new GraphViewer(shell.shell(), problem -> opened.add("problem: " + problem));
			var row = new Row();
			viewer.setAnimated(false);
			viewer.setContentProvider(row);
			viewer.setStyleProvider(row);
			viewer.setInput("row");
			viewer.addDoubleClickListener(e -> opened.add(((StructuredSelection) e.getSelection()).getFirstElement().toString()));
			shell.shell().layout();
			return GraphHandle.of(viewer);
		});
	}

	@Test
	public void selectsTheNodeThatIsPressed() {
		GraphHandle graph = graph();
		graph.clickNode("CART");
		assertEquals(List.of("CART"), graph.selected());
		assertEquals(List.of(), opened);
	}

	@Test
	public void selectsTheConnectionThatIsPressed() {
		GraphHandle graph = graph();
		graph.clickConnection("CART", "REDIS");
		assertEquals(List.of("CART -> REDIS"), graph.selected());
	}

	@Test
	public void opensANodeByADoubleClick() {
		graph().openNode("REDIS");
		assertEquals(List.of("redis"), opened);
	}

	@Test
	public void listsTheNodesWhenOneIsMissing() {
		GraphHandle graph = graph();
		graph.waitForNode("WEB");
		assertThat(assertThrows(AssertionError.class, () -> graph.waiting(Duration.ofMillis(300)).clickNode("PAY")).getMessage(), containsString("[WEB, CART, REDIS]"));
	}
}
