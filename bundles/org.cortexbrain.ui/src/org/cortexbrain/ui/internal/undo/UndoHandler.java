package org.cortexbrain.ui.internal.undo;

import java.util.Map;
import java.util.Optional;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.operations.IOperationHistoryListener;
import org.eclipse.core.commands.operations.IUndoableOperation;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.menus.UIElement;

/** Takes back what was done last, or does it again: the command says which. Its menu item names what that is. */
public final class UndoHandler extends AbstractHandler implements IElementUpdater, IExecutableExtension {
	private static final String UNDO = "org.eclipse.ui.edit.undo";

	private final IOperationHistoryListener changed = _ -> PlatformUI.getWorkbench().getDisplay().asyncExec(this::update);
	private String command = UNDO;

	public UndoHandler() {
		Undoing.history().addOperationHistoryListener(changed);
		setBaseEnabled(false);
	}

	@Override
	public void setInitializationData(IConfigurationElement element, String property, Object parameter) {
		command = element.getAttribute("commandId");
		setBaseEnabled(next().isPresent());
	}

	private boolean undoes() {
		return command.equals(UNDO);
	}

	private Optional<IUndoableOperation> next() {
		return undoes() ? Undoing.nextUndo() : Undoing.nextRedo();
	}

	private void update() {
		if (PlatformUI.isWorkbenchRunning()) {
			setBaseEnabled(next().isPresent());
			PlatformUI.getWorkbench().getService(ICommandService.class).refreshElements(command, null);
		}
	}

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		if (event.getTrigger() instanceof Event key && key.type == SWT.KeyDown && isTypedInto(key.widget)) {
			/* Who corrects a text does not mean the source that was removed a while ago. */
			return null;
		}
		if (undoes()) {
			Undoing.history().undo(Undoing.context(), new NullProgressMonitor(), null);
		} else {
			Undoing.history().redo(Undoing.context(), new NullProgressMonitor(), null);
		}
		return null;
	}

	private static boolean isTypedInto(Widget widget) {
		return widget instanceof Text text && text.getEditable() || widget instanceof StyledText styled && styled.getEditable();
	}

	@Override
	public void updateElement(UIElement element, @SuppressWarnings("rawtypes") Map parameters) {
		String verb = undoes() ? "&Undo" : "&Redo";
		element.setText(next().map(operation -> verb + " " + operation.getLabel().replace("&", "&&")).orElse(verb));
	}

	@Override
	public void dispose() {
		Undoing.history().removeOperationHistoryListener(changed);
		super.dispose();
	}
}
