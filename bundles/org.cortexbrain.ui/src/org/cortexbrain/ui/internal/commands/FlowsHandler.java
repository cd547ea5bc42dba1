package org.cortexbrain.ui.internal.commands;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cortexbrain.ui.internal.flows.FlowsView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** What is done in the table of flows. */
public final class FlowsHandler extends AbstractHandler {
	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		try {
			var view = (FlowsView) HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(FlowsView.ID);
			if (event.getCommand().getId().endsWith(".filter")) {
				view.focusFilter();
			} else {
				export(event, view);
			}
			return null;
		} catch (PartInitException e) {
			throw new ExecutionException("The flows could not be shown", e);
		}
	}

	private static void export(ExecutionEvent event, FlowsView view) throws ExecutionException {
		var dialog = new FileDialog(HandlerUtil.getActiveShellChecked(event), SWT.SAVE);
		dialog.setText("Export flows");
		dialog.setFilterExtensions("*.csv");
		dialog.setFileName("flows.csv");
		dialog.setOverwrite(true);
		String file = dialog.open();
		if (file != null) {
			String text = view.asCsv();
			FileJob.run("Export flows", Path.of(file), path -> Files.writeString(path, text, StandardCharsets.UTF_8));
		}
	}
}
