package org.cortexbrain.ui.internal.commands;

import java.nio.file.Path;
import java.util.Optional;

import org.cortexbrain.graph.export.GraphExport;
import org.cortexbrain.ui.internal.export.ExportDialog;
import org.cortexbrain.ui.internal.export.ExportWish;
import org.cortexbrain.ui.internal.export.PictureCopy;
import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** What is done in the topology: the command's id says what. The file of an export may be named by a parameter. */
public final class TopologyHandler extends AbstractHandler {
	private static final String FILE = "org.cortexbrain.ui.exportPicture.file";

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		TopologyView view;
		try {
			view = (TopologyView) HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(TopologyView.ID);
		} catch (PartInitException e) {
			throw new ExecutionException("The topology could not be shown", e);
		}
		String id = event.getCommand().getId();
		switch (id.substring(id.lastIndexOf('.') + 1)) {
		case "find" -> view.find();
		case "fit" -> view.fit();
		case "zoomIn" -> view.zoom(1);
		case "zoomOut" -> view.zoom(-1);
		case "fitSelection" -> view.viewer().fitSelection();
		case "findNext" -> view.findNext(1);
		case "findPrevious" -> view.findNext(-1);
		case "pin" -> view.viewer().togglePinned();
		case "focus" -> view.viewer().focusMore();
		case "focusLess" -> view.viewer().focusLess();
		case "hide" -> view.viewer().hideSelected();
		case "showAll" -> view.viewer().showAll();
		case "legend" -> view.viewer().setLegendVisible(!view.viewer().isLegendVisible());
		case "layoutAgain" -> view.layoutAgain();
		case "expand" -> view.toggleExpanded();
		case "idleEdges" -> view.setIdleShown(!view.isIdleShown());
		case "exportPicture" -> export(event, view);
		case "copyPicture" -> PictureCopy.run(HandlerUtil.getActiveShellChecked(event).getDisplay(), view.exportOfSelection(), ExportWish.remembered(view).options());
		default -> throw new ExecutionException("no such command of the topology: " + id);
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
