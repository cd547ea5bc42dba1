package org.cortexbrain.ui.internal.topology;

import java.util.stream.Collectors;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.handlers.HandlerUtil;

/** Copies what is selected in the topology as text: a name a line, a connection as source and target with an arrow between. */
public final class NamesCopy extends AbstractHandler {
	private static String name(Object element) {
		return switch (element) {
		case TopologyNode node -> node.name();
		case Link link -> link.source().name() + " \u2192 " + link.target().name();
		default -> throw new IllegalStateException("no element of the topology: " + element);
		};
	}

	/* An empty selection leaves the clipboard as it is, as editors do. */
	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		var view = (TopologyView) HandlerUtil.getActivePartChecked(event);
		IStructuredSelection selection = view.viewer().getStructuredSelection();
		if (!selection.isEmpty()) {
			String text = selection.stream().map(NamesCopy::name).collect(Collectors.joining(System.lineSeparator()));
			var clipboard = new Clipboard(Display.getCurrent());
			try {
				clipboard.setContents(new Object[] { text }, new Transfer[] { TextTransfer.getInstance() });
			} finally {
				clipboard.dispose();
			}
		}
		return null;
	}
}
