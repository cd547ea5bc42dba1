package org.cortexbrain.ui.internal.commands;

import java.nio.file.Path;
import java.util.List;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.report.FlowsCsv;
import org.cortexbrain.ui.internal.flows.FlowsView;
import org.cortexbrain.ui.internal.session.Session;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Saves the flows that pass the filter as CSV. The file may be named by a parameter. */
public final class ExportFlowsHandler extends AbstractHandler {
	private static final String FILE = "org.cortexbrain.ui.exportFlows.file";

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		try {
			export(event, (FlowsView) HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(FlowsView.ID));
			return null;
		} catch (PartInitException e) {
			throw new ExecutionException("The flows could not be shown", e);
		}
	}

	private static void export(ExecutionEvent event, FlowsView view) throws ExecutionException {
		String named = event.getParameter(FILE);
		String file = named != null ? named : ask(event);
		if (file != null) {
			List<Edge> edges = view.edges();
			Mesh mesh = Session.current().shown().mesh();
			FileJob.run("Export flows", Path.of(file), (path, _) -> FlowsCsv.write(mesh, edges, path));
		}
	}

	/* Null if a person thought better of it. */
	private static String ask(ExecutionEvent event) throws ExecutionException {
		var dialog = new FileDialog(HandlerUtil.getActiveShellChecked(event), SWT.SAVE);
		dialog.setText("Export flows");
		dialog.setFilterExtensions("*.csv");
		dialog.setFileName("flows.csv");
		dialog.setOverwrite(true);
		return dialog.open();
	}
}
