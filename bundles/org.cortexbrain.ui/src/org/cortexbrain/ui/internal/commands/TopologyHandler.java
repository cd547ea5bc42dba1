package org.cortexbrain.ui.internal.commands;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.cortexbrain.graph.export.GraphExport;
import org.cortexbrain.ui.internal.export.ExportDialog;
import org.cortexbrain.ui.internal.export.ExportWish;
import org.cortexbrain.ui.internal.export.PictureCopy;
import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.core.runtime.Status;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/**
 * What is done in the topology: the word after the handler's name in plugin.xml says what ({@code TopologyHandler:fit}). The file of an export may be
 * named by a parameter.
 */
public final class TopologyHandler extends AbstractHandler implements IExecutableExtension {
	private static final String FILE = "org.cortexbrain.ui.exportPicture.file";

	private interface Action {
		void on(TopologyView view, ExecutionEvent event) throws ExecutionException;
	}

	private static final Map<String, Action> ACTIONS = Map.ofEntries(
			Map.entry("find", (view, _) -> view.find()),
			Map.entry("findNext", (view, _) -> view.findNext(1)),
			Map.entry("findPrevious", (view, _) -> view.findNext(-1)),
			Map.entry("fit", (view, _) -> view.fit()),
			Map.entry("fitSelection", (view, _) -> view.viewer().fitSelection()),
			Map.entry("zoomIn", (view, _) -> view.zoom(1)),
			Map.entry("zoomOut", (view, _) -> view.zoom(-1)),
			Map.entry("pin", (view, _) -> view.viewer().togglePinned()),
			Map.entry("focus", (view, _) -> view.viewer().focusMore()),
			Map.entry("focusLess", (view, _) -> view.viewer().focusLess()),
			Map.entry("hide", (view, _) -> view.viewer().hideSelected()),
			Map.entry("showAll", (view, _) -> view.viewer().showAll()),
			Map.entry("legend", (view, _) -> view.viewer().setLegendVisible(!view.viewer().isLegendVisible())),
			Map.entry("layoutAgain", (view, _) -> view.layoutAgain()),
			Map.entry("expand", (view, _) -> view.toggleExpanded()),
			Map.entry("idleEdges", (view, _) -> view.setIdleShown(!view.isIdleShown())),
			Map.entry("exportPicture", (view, event) -> export(event, view)),
			Map.entry("copyPicture", (view, event) -> PictureCopy.run(HandlerUtil.getActiveShellChecked(event).getDisplay(), view.exportOfSelection(),
					ExportWish.remembered(view).options())));

	private Action action;

	@Override
	public void setInitializationData(IConfigurationElement element, String property, Object named) throws CoreException {
		action = named instanceof String name ? ACTIONS.get(name) : null;
		if (action == null) {
			throw new CoreException(Status.error("plugin.xml names no action of the topology for " + element.getAttribute("id") + ", but " + named
					+ "; there are " + new TreeSet<>(ACTIONS.keySet())));
		}
	}

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		try {
			action.on((TopologyView) HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(TopologyView.ID), event);
		} catch (PartInitException e) {
			throw new ExecutionException("The topology could not be shown", e);
		}
		return null;
	}

	private static void export(ExecutionEvent event, TopologyView view) throws ExecutionException {
		String named = event.getParameter(FILE);
		Optional<ExportWish> wish = named != null ? Optional.of(ExportWish.remembered(view).to(Path.of(named)))
				: new ExportDialog(HandlerUtil.getActiveShellChecked(event), view).ask();
		wish.ifPresent(wanted -> {
			GraphExport graph = wanted.graph(view);
			FileJob.run("Export topology", wanted.file(), (path, monitor) -> graph.write(wanted.format(), wanted.options(), path, monitor));
		});
	}
}
