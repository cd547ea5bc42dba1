package org.cortexbrain.ui.internal.connect;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.connect.Offer;
import org.cortexbrain.connect.Origin;
import org.cortexbrain.connect.Origins;
import org.cortexbrain.kubeconfig.Secret;
import org.cortexbrain.ui.internal.look.Widgets;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetAdapter;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** From which kubeconfigs clusters are chosen: those that are found, and those that a person adds, pastes or drops. */
final class WhereFromPage extends WizardPage {
	private final Origins origins;
	private Table table;
	private StyledText details;
	private Button remove;
	private Button save;
	private Optional<String> selected = Optional.empty();

	WhereFromPage(Origins origins) {
		super("whereFrom");
		this.origins = origins;
		setTitle("Where from");
		setDescription("The kubeconfig files that name your clusters. Reading them runs nothing, sends nothing and changes nothing.");
	}

	@Override
	public void createControl(Composite parent) {
		Composite page = Widgets.grid(parent, 2, true);
		table = Widgets.table(page, SWT.SINGLE, "connect.origins", new String[] { "Kubeconfig", "Contexts", "State" }, 400, 80, 190);
		var data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = 130;
		table.setLayoutData(data);
		table.addListener(SWT.Selection, _ -> {
			selected = Optional.of((String) table.getSelection()[0].getData());
			show();
		});
		Composite buttons = Widgets.grid(page, 1, false);
		buttons.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		Widgets.push(buttons, "&Add file…", "connect.add", this::addFile);
		Widgets.push(buttons, "&Paste…", "connect.paste", this::paste);
		save = Widgets.push(buttons, "&Save as…", "connect.save", this::savePasted);
		remove = Widgets.push(buttons, "&Remove", "connect.remove", () -> selection().map(Origins.Listed::origin).ifPresent(origins::remove));
		Widgets.text(page, "A file or a text can also be dropped here. Which contexts are used is chosen on the next page.", 2);
		details = Widgets.words(page, "connect.origin.details", 130, 2);
		((GridData) details.getLayoutData()).grabExcessVerticalSpace = true;
		acceptDrops(page);
		setControl(page);
		show();
	}

	private void acceptDrops(Composite page) {
		var target = new DropTarget(page, DND.DROP_COPY | DND.DROP_DEFAULT | DND.DROP_MOVE | DND.DROP_LINK);
		target.setTransfer(FileTransfer.getInstance(), TextTransfer.getInstance());
		target.addDropListener(new DropTargetAdapter() {
			@Override
			public void dragEnter(DropTargetEvent event) {
				/* Whatever the other program offers: what is dropped stays where it is. */
				event.detail = (event.operations & DND.DROP_COPY) != 0 ? DND.DROP_COPY : event.operations & DND.DROP_LINK;
			}

			@Override
			public void dragOperationChanged(DropTargetEvent event) {
				dragEnter(event);
			}

			@Override
			public void drop(DropTargetEvent event) {
				if (event.data instanceof String[] files) {
					List.of(files).forEach(file -> add(new Origin.InFile(Path.of(file))));
				} else if (event.data instanceof String text) {
					pasted(text);
				}
			}
		});
	}

	private void addFile() {
		var dialog = new FileDialog(getShell(), SWT.OPEN | SWT.MULTI);
		dialog.setText("Add kubeconfig files");
		dialog.setFilterPath(Path.of(System.getProperty("user.home"), ".kube").toString());
		if (dialog.open() != null) {
			for (String name : dialog.getFileNames()) {
				add(new Origin.InFile(Path.of(dialog.getFilterPath(), name)));
			}
		}
	}

	private void add(Origin origin) {
		if (origins.add(origin)) {
			selected = Optional.of(origin.key());
			setMessage(null);
		} else {
			setMessage(origin.name() + " is listed already.", INFORMATION);
		}
		show();
	}

	private void paste() {
		new PasteDialog(getShell()).ask().ifPresent(this::pasted);
	}

	private void pasted(String text) {
		selected = Optional.of(origins.paste(new Secret(text)).key());
		show();
	}

	private void savePasted() {
		if (selection().map(Origins.Listed::origin).orElse(null) instanceof Origin.Pasted pasted) {
			var dialog = new FileDialog(getShell(), SWT.SAVE);
			dialog.setText("Save the pasted kubeconfig");
			dialog.setFilterPath(Path.of(System.getProperty("user.home"), ".kube").toString());
			dialog.setFileName("cluster.yaml");
			String file = dialog.open();
			if (file != null) {
				saveTo(pasted, Path.of(file));
			}
		}
	}

	private void saveTo(Origin.Pasted pasted, Path file) {
		try {
			Origin.InFile saved = pasted.saveTo(file);
			setErrorMessage(null);
			origins.remove(pasted);
			add(saved);
		} catch (FileAlreadyExistsException e) {
			setErrorMessage("There is a file " + file + " already, and nothing was written over. Choose another name.");
		} catch (IOException e) {
			setErrorMessage("The file " + file + " could not be written: " + e.getMessage() + ". Choose another folder.");
		}
	}

	private Optional<Origins.Listed> selection() {
		List<Origins.Listed> all = origins.all();
		return all.stream().filter(listed -> selected.filter(listed.origin().key()::equals).isPresent()).findFirst().or(() -> all.stream().findFirst());
	}

	/** Shows the origins as they are now. */
	void show() {
		if (table == null || table.isDisposed()) {
			return;
		}
		List<Origins.Listed> all = origins.all();
		if (table.getItemCount() != all.size()) {
			table.setItemCount(all.size());
		}
		Optional<Origins.Listed> shown = selection();
		for (int i = 0; i < all.size(); i++) {
			Origins.Listed listed = all.get(i);
			TableItem item = table.getItem(i);
			item.setData(listed.origin().key());
			Widgets.cells(item, listed.origin().name(), listed.reading().map(reading -> Integer.toString(reading.offers().size())).orElse(""),
					Words.state(listed));
			if (shown.filter(listed::equals).isPresent() && table.getSelectionIndex() != i) {
				table.select(i);
			}
		}
		Widgets.set(details, shown.map(Words::details).orElse("Nothing is listed. Add a file, or paste a kubeconfig."));
		remove.setEnabled(shown.filter(listed -> !(listed.origin() instanceof Origin.Usual)).isPresent());
		save.setEnabled(shown.filter(listed -> listed.origin() instanceof Origin.Pasted).isPresent());
		boolean usable = origins.offers().stream().anyMatch(Offer::isUsable);
		setPageComplete(usable);
		if (usable) {
			setErrorMessage(null);
		}
		/* Nobody has done anything wrong yet. */
		setMessage(!usable && origins.isComplete() ? "No context can be used yet. Add a kubeconfig file, or paste one." : null, INFORMATION);
	}
}
