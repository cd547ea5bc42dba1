package org.cortexbrain.ui.internal.commands;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.widgets.FileDialog;
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
		case "layoutAgain" -> view.layoutAgain();
		case "expand" -> view.toggleExpanded();
		case "idleEdges" -> view.setIdleShown(!view.isIdleShown());
		case "exportPicture" -> export(event, view);
		default -> throw new ExecutionException("no such command of the topology: " + id);
		}
		return null;
	}

	/* Null if a person thought better of it. */
	private static String ask(ExecutionEvent event) throws ExecutionException {
		var dialog = new FileDialog(HandlerUtil.getActiveShellChecked(event), SWT.SAVE);
		dialog.setText("Export topology");
		dialog.setFilterExtensions("*.svg", "*.png");
		dialog.setFileName("topology.svg");
		dialog.setOverwrite(true);
		return dialog.open();
	}

	private static void export(ExecutionEvent event, TopologyView view) throws ExecutionException {
		String named = event.getParameter(FILE);
		String file = named != null ? named : ask(event);
		if (file == null) {
			return;
		}
		if (file.toLowerCase(Locale.ROOT).endsWith(".png")) {
			Image picture = view.picture();
			ImageData pixels = picture.getImageData();
			picture.dispose();
			FileJob.run("Export topology", Path.of(file), path -> {
				var loader = new ImageLoader();
				loader.data = new ImageData[] { pixels };
				try (var out = Files.newOutputStream(path)) {
					loader.save(out, SWT.IMAGE_PNG);
				}
			});
		} else {
			var svg = new ByteArrayOutputStream();
			try {
				view.writeSvg(svg);
			} catch (IOException e) {
				throw new ExecutionException("The topology could not be drawn as SVG", e);
			}
			FileJob.run("Export topology", Path.of(file), path -> Files.write(path, svg.toByteArray()));
		}
	}
}
