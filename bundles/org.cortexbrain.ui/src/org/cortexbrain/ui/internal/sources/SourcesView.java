package org.cortexbrain.ui.internal.sources;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.model.Loss;
import org.cortexbrain.telemetry.SourceState;
import org.cortexbrain.telemetry.Telemetry.Observed;
import org.cortexbrain.ui.internal.look.Numbers;
import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.look.Tokens;
import org.cortexbrain.ui.internal.session.Session;
import org.cortexbrain.ui.internal.session.Snapshot;
import org.cortexbrain.ui.internal.undo.Undoing;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Sash;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.ViewPart;

/** What is connected, and how it does; below, all that is known of the selected source. */
public final class SourcesView extends ViewPart {
	public static final String ID = "org.cortexbrain.ui.sources";

	/** More are scrolled. */
	private static final int MOST_ROWS = 8;

	private final List<Runnable> ends = new ArrayList<>();
	private SashForm sash;
	private Table table;
	private StyledText details;
	private boolean dividedByHand;
	private Optional<String> selected = Optional.empty();

	@Override
	public void createPartControl(Composite parent) {
		parent.setLayout(new FillLayout());
		sash = new SashForm(parent, SWT.VERTICAL);
		table = new Table(sash, SWT.SINGLE | SWT.FULL_SELECTION);
		table.setHeaderVisible(true);
		Themes.paint(table);
		table.setData("org.cortexbrain.ui.id", "sources.table");
		column("Source", 125);
		column("State", 105);
		column("Losses", 70);
		column("Node", 75);
		details = new StyledText(sash, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
		details.setData("org.cortexbrain.ui.id", "sources.details");
		details.setMargins(2 * Tokens.GRID, Tokens.GRID, 2 * Tokens.GRID, Tokens.GRID);
		details.setCaret(null);
		sash.addListener(SWT.Resize, _ -> divide());
		for (Control each : sash.getChildren()) {
			if (each instanceof Sash divider) {
				divider.addListener(SWT.Selection, _ -> dividedByHand = true);
			}
		}
		table.addListener(SWT.Selection, _ -> {
			selected = Optional.of((String) table.getSelection()[0].getData());
			show(Session.current().shown());
		});
		var menu = new MenuManager();
		table.setMenu(menu.createContextMenu(table));
		getSite().registerContextMenu(menu, null);
		getSite().<IHandlerService>getService(IHandlerService.class).activateHandler("org.eclipse.ui.edit.copy", new AbstractHandler() {
			@Override
			public Object execute(ExecutionEvent event) {
				copy();
				return null;
			}
		});
		ends.add(Themes.onChange(() -> show(Session.current().shown())));
		ends.add(Session.current().onChange(this::show));
	}

	private void column(String title, int width) {
		var column = new TableColumn(table, SWT.LEFT);
		column.setText(title);
		column.setWidth(width);
	}

	/* The rows there are, whole, and the rest for the details, until somebody drags the line between. */
	private void divide() {
		int height = sash.getClientArea().height;
		if (dividedByHand || height == 0) {
			return;
		}
		int rows = Math.clamp(table.getItemCount(), 1, MOST_ROWS);
		int wanted = Math.min(table.computeTrim(0, 0, 0, table.getHeaderHeight() + rows * table.getItemHeight()).height, height / 2);
		sash.setWeights(wanted, height - wanted - sash.getSashWidth());
	}

	private void show(Snapshot snapshot) {
		if (table.isDisposed()) {
			return;
		}
		List<Observed> sources = snapshot.sources();
		if (table.getItemCount() != sources.size()) {
			table.setItemCount(sources.size());
			divide();
		}
		Tokens tokens = Themes.tokens();
		for (int i = 0; i < sources.size(); i++) {
			Observed source = sources.get(i);
			TableItem item = table.getItem(i);
			item.setData(source.id());
			long lost = SourceText.losses(source, snapshot).stream().mapToLong(Loss::count).sum();
			String[] texts = { source.name(), SourceText.state(source.state()),
					source.node().isEmpty() ? Numbers.UNKNOWN : lost == 0 ? "none" : "\u25B2 " + Numbers.count(lost),
					source.node().map(node -> node.node()).orElse(Numbers.UNKNOWN) };
			for (int column = 0; column < texts.length; column++) {
				if (!item.getText(column).equals(texts[column])) {
					item.setText(column, texts[column]);
				}
			}
			item.setForeground(1, switch (source.state()) {
			case SourceState.Live _ -> Tokens.color(tokens.graph().healthy());
			case SourceState.Failed _ -> Tokens.color(tokens.graph().failing());
			case SourceState.Retrying _ -> Tokens.color(tokens.graph().degraded());
			case SourceState.Ended(var note) -> note.isEmpty() ? tokens.mutedText() : Tokens.color(tokens.graph().degraded());
			case SourceState.Connecting _ -> tokens.mutedText();
			});
			if (selected.filter(source.id()::equals).isPresent() && table.getSelectionIndex() != i) {
				table.select(i);
			}
		}
		Optional<Observed> shown = selection(snapshot);
		String text = shown.map(source -> SourceText.details(source, snapshot, Instant.now()))
				.orElse("Nothing is observed.\nFile > Observe this machine, or File > Open recording." + (Undoing.nextUndo().isPresent()
						? "\nEdit > Undo brings back what was removed." : ""));
		if (!details.getText().equals(text)) {
			int top = details.getTopPixel();
			details.setText(text);
			details.setTopPixel(top);
		}
	}

	private Optional<Observed> selection(Snapshot snapshot) {
		return snapshot.sources().stream().filter(source -> selected.filter(source.id()::equals).isPresent()).findFirst()
				.or(() -> snapshot.sources().stream().findFirst());
	}

	/** Copies all that is known of the selected source. */
	public void copy() {
		String text = details.getSelectionText().isEmpty() ? details.getText() : details.getSelectionText();
		var clipboard = new Clipboard(table.getDisplay());
		try {
			clipboard.setContents(new Object[] { text }, new Transfer[] { TextTransfer.getInstance() });
		} finally {
			clipboard.dispose();
		}
	}

	/** The selected source, or the only one. */
	public Optional<Observed> selection() {
		return selection(Session.current().shown());
	}

	/** Connects the selected source again, or plays its recording again. */
	public void connectAgain() {
		Session session = Session.current();
		selection().flatMap(source -> session.remove(source.id())).ifPresent(session::restore);
	}

	@Override
	public void setFocus() {
		table.setFocus();
	}

	@Override
	public void dispose() {
		ends.forEach(Runnable::run);
		super.dispose();
	}
}
