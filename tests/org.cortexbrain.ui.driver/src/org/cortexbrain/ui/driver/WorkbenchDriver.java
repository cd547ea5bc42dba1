package org.cortexbrain.ui.driver;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.cortexbrain.graph.GraphViewer;
import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.views.IViewDescriptor;

/** Drives the Eclipse workbench: its views, commands, menus, Quick Access. Called from the test's thread. */
public final class WorkbenchDriver {
	private WorkbenchDriver() {
	}

	/** Waits until the workbench has a window with a page. */
	public static void waitForWindow() {
		Wait.until("the workbench's window", () -> PlatformUI.isWorkbenchRunning() && PlatformUI.getWorkbench().getWorkbenchWindowCount() > 0
				&& window().getActivePage() != null);
	}

	/* UI thread. The active window, or the first one where none has the focus (as without a window manager). */
	private static IWorkbenchWindow window() {
		IWorkbenchWindow active = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
		return active != null ? active : PlatformUI.getWorkbench().getWorkbenchWindows()[0];
	}

	private static IWorkbenchPage page() {
		return window().getActivePage();
	}

	/** The workbench's window. */
	public static Shell shell() {
		return UiThread.call(() -> window().getShell());
	}

	/** What is in the workbench's window. */
	public static Scope inWindow() {
		return Scope.of("in the workbench's window", () -> List.of(window().getShell()));
	}

	/** Opens the view with this id, or with this name, and brings it to the front. Returns the place to look in. */
	public static Scope openView(String idOrName) {
		UiThread.run(() -> {
			IViewDescriptor[] views = PlatformUI.getWorkbench().getViewRegistry().getViews();
			IViewDescriptor view = Arrays.stream(views).filter(v -> v.getId().equals(idOrName) || v.getLabel().equals(idOrName)).findFirst()
					.orElseThrow(() -> new AssertionError("no view '" + idOrName + "'. There is: "
							+ Arrays.stream(views).map(v -> v.getLabel() + " (" + v.getId() + ")").sorted().collect(Collectors.joining(", "))));
			try {
				page().showView(view.getId());
			} catch (PartInitException e) {
				throw new AssertionError("the view " + view.getId() + " does not open: " + e.getMessage(), e);
			}
		});
		return view(idOrName);
	}

	/** What is in an open view: below its tab, without its toolbar. */
	public static Scope view(String idOrName) {
		return Scope.of("in the view '" + idOrName + "'",
				() -> reference(idOrName).map(reference -> reference.getView(false)).map(WorkbenchDriver::control).stream().toList());
	}

	private static Optional<IViewReference> reference(String idOrName) {
		return Arrays.stream(page().getViewReferences()).filter(v -> v.getId().equals(idOrName) || v.getPartName().equals(idOrName)).findFirst();
	}

	private static Widget control(IViewPart part) {
		var control = part.getSite().getService(MPart.class).getWidget();
		return (Control) control;
	}

	/** The graph that an open view shows: the one that provides the view's selection. */
	public static GraphHandle graph(String idOrName) {
		return GraphHandle.of(Wait.until(Wait.PATIENCE, () -> "a graph in the view '" + idOrName + "'",
				() -> reference(idOrName).map(reference -> reference.getView(true)).map(part -> part.getSite().getSelectionProvider())
						.filter(GraphViewer.class::isInstance).map(GraphViewer.class::cast)));
	}

	public static boolean isViewOpen(String idOrName) {
		return UiThread.call(() -> reference(idOrName).isPresent());
	}

	/** Where an open view is on the screen. */
	public static Rectangle viewBounds(String idOrName) {
		return Wait.until(Wait.PATIENCE, () -> "the place of the view '" + idOrName + "'",
				() -> reference(idOrName).map(reference -> reference.getView(true)).map(WorkbenchDriver::control).map(Control.class::cast)
						.map(control -> control.getDisplay().map(control.getParent(), null, control.getBounds())));
	}

	/** The ids of the views that are open. */
	public static List<String> openViews() {
		return UiThread.call(() -> Arrays.stream(page().getViewReferences()).map(IViewReference::getId).toList());
	}

	public static void closeView(String idOrName) {
		UiThread.run(() -> reference(idOrName).ifPresent(page()::hideView));
	}

	/** Runs a command as its key or menu item does; it may open a modal dialog. */
	public static void run(String command) {
		run(command, Map.of());
	}

	public static void run(String command, Map<String, String> parameters) {
		UiThread.post(() -> {
			var commands = PlatformUI.getWorkbench().getService(ICommandService.class);
			var handlers = PlatformUI.getWorkbench().getService(IHandlerService.class);
			var found = commands.getCommand(command);
			if (!found.isDefined()) {
				throw new AssertionError("no command " + command + ". Of CortexBrain there is: " + Arrays.stream(commands.getDefinedCommands())
						.map(Command::getId).filter(id -> id.startsWith("org.cortexbrain")).sorted().collect(Collectors.joining(", ")));
			}
			try {
				handlers.executeCommand(ParameterizedCommand.generateCommand(found, parameters), null);
			} catch (CommandException e) {
				throw new AssertionError("the command " + command + " does not run: " + e, e);
			}
		});
	}

	/** Chooses from the menu bar by the path of texts. */
	public static void menu(String... path) {
		UiThread.post(() -> {
			Menu bar = window().getShell().getMenuBar();
			if (bar == null) {
				throw new AssertionError("the workbench's window has no menu bar");
			}
			MenuPath.choose(bar, path);
		});
	}

	/** What the menu bar offers below a path. */
	public static List<String> menuItems(String... path) {
		return UiThread.call(() -> MenuPath.itemsBelow(window().getShell().getMenuBar(), path));
	}

	/** What a view's own menu offers below a path, which may be empty. */
	public static List<String> viewMenuItems(String idOrName, String... path) {
		openView(idOrName);
		return UiThread.call(() -> {
			var view = window().getActivePage().findView(idOrName);
			var manager = (MenuManager) view.getViewSite().getActionBars().getMenuManager();
			return MenuPath.itemsBelow(manager.getMenu() != null ? manager.getMenu() : manager.createContextMenu(window().getShell()), path);
		});
	}

	/** Opens Quick Access, types, waits for an entry that contains {@code entry}, and takes it. */
	public static void quickAccess(String typed, String entry) {
		run("org.eclipse.ui.window.quickAccess");
		Scope dialog = Scope.of("in Quick Access", () -> Arrays.stream(UiThread.display().getShells()).filter(Shell::isVisible)
				.filter(shell -> shell != window().getShell()).toList());
		TextHandle field = dialog.text(Query.type(Text.class));
		field.type(typed);
		TableHandle table = dialog.table(Query.type(Table.class));
		table.waitForRows("an entry with '" + entry + "'", rows -> rows.stream().anyMatch(cells -> String.join(" ", cells).contains(entry)));
		int row = table.read(t -> IntStream.range(0, t.getItemCount())
				.filter(i -> (t.getItem(i).getText(0) + " " + t.getItem(i).getText(1)).contains(entry)).findFirst().orElseThrow());
		table.selectRows(row);
		table.openSelected();
	}

	/** Whether Quick Access offers an entry that contains {@code entry} when that is typed; closes it again. */
	public static boolean quickAccessOffers(String entry) {
		run("org.eclipse.ui.window.quickAccess");
		Scope dialog = Scope.of("in Quick Access", () -> Arrays.stream(UiThread.display().getShells()).filter(Shell::isVisible)
				.filter(shell -> shell != window().getShell()).toList());
		try {
			dialog.text(Query.type(Text.class)).type(entry);
			dialog.table(Query.type(Table.class)).waitForRows("an entry with '" + entry + "'",
					rows -> rows.stream().anyMatch(cells -> String.join(" ", cells).contains(entry)));
			return true;
		} catch (AssertionError e) {
			return false;
		} finally {
			closeDialogs();
		}
	}

	/** Waits until no job is at work or waiting that a person would see. */
	public static void waitForJobs() {
		Wait.until("the jobs to end", () -> Arrays.stream(Job.getJobManager().find(null)).noneMatch(job -> !job.isSystem()
				&& job.getState() != Job.SLEEPING));
	}

	/** Closes every dialog that is open, the last one first. */
	public static void closeDialogs() {
		UiThread.run(() -> {
			Display display = UiThread.display();
			Shell[] shells = display.getShells();
			for (int i = shells.length - 1; i >= 0; i--) {
				Shell shell = shells[i];
				if (!shell.isDisposed() && shell.isVisible() && shell != window().getShell()) {
					WidgetHandle.notify(shell, SWT.Close, new Event());
					if (!shell.isDisposed()) {
						shell.close();
					}
				}
			}
		});
	}
}
