package org.cortexbrain.ui.internal.agents;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cortexbrain.agents.AgentLog;
import org.cortexbrain.connect.Shown;
import org.cortexbrain.ui.internal.clusters.DesktopClusters;
import org.cortexbrain.ui.internal.look.Widgets;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** The log of one agent as it is written, with a filter. It keeps the last lines only. */
final class AgentLogDialog extends Dialog {
	private static final int KEPT = 5000;
	private static final int FIRST_LINES = 500;
	private static final int MILLIS_BETWEEN_UPDATES = 200;

	private final ChangedCluster cluster;
	private final String namespace;
	private final String pod;
	private final String node;
	private final AgentWork work;
	/** Guarded by this. */
	private final Deque<String> lines = new ArrayDeque<>();
	private long told;
	private String end = "";
	private Optional<AgentLog> log = Optional.empty();
	private boolean closed;
	private boolean pending;
	private Display display;
	private Text filter;
	private Button follow;
	private Label state;
	private StyledText words;

	AgentLogDialog(Shell parent, ChangedCluster cluster, String namespace, String pod, String node) {
		super(parent);
		setShellStyle(SWT.CLOSE | SWT.MODELESS | SWT.BORDER | SWT.TITLE | SWT.RESIZE);
		setBlockOnOpen(false);
		this.cluster = cluster;
		this.namespace = namespace;
		this.pod = pod;
		this.node = node;
		work = new AgentWork(() -> DesktopClusters.current().connections().open(cluster.id()));
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Log of the agent on " + (node.isEmpty() ? Shown.of(pod) : Shown.of(node)) + " (" + cluster.name() + ")");
	}

	@Override
	protected Point getInitialSize() {
		return new Point(820, 480);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		display = parent.getDisplay();
		Composite area = Widgets.grid((Composite) super.createDialogArea(parent), 2, false);
		filter = new Text(area, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
		filter.setMessage("Filter: lines with this text");
		filter.setData(Widgets.ID, "agents.log.filter");
		filter.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		filter.addModifyListener(_ -> show());
		follow = new Button(area, SWT.CHECK);
		follow.setText("&Follow");
		follow.setSelection(true);
		follow.addListener(SWT.Selection, _ -> show());
		words = Widgets.words(area, "agents.log.lines", 300, 2);
		words.setFont(JFaceResources.getTextFont());
		((GridData) words.getLayoutData()).grabExcessVerticalSpace = true;
		state = Widgets.text(area, "", 2);
		state.setData(Widgets.ID, "agents.log.state");
		work.onChange(this::changed);
		work.start("Reads the log", (connection, _) -> {
			AgentLog begun = AgentLog.follow(connection, namespace, pod, FIRST_LINES, new AgentLog.Listener() {
				@Override
				public void line(String line) {
					add(line);
				}

				@Override
				public void ended(String why) {
					synchronized (AgentLogDialog.this) {
						end = why;
					}
					changed();
				}
			});
			synchronized (this) {
				log = Optional.of(begun);
				if (closed) {
					begun.close();
				}
			}
		});
		return area;
	}

	private void add(String line) {
		synchronized (this) {
			told++;
			lines.addLast(line);
			if (lines.size() > KEPT) {
				lines.removeFirst();
			}
		}
		changed();
	}

	/* A log of thousands of lines a second is shown a few times a second. */
	private void changed() {
		synchronized (this) {
			if (pending || closed || display.isDisposed()) {
				return;
			}
			pending = true;
		}
		display.asyncExec(() -> display.timerExec(MILLIS_BETWEEN_UPDATES, () -> {
			synchronized (this) {
				pending = false;
			}
			show();
		}));
	}

	private void show() {
		if (words == null || words.isDisposed()) {
			return;
		}
		String part = filter.getText().toLowerCase(Locale.ROOT);
		String text;
		String below;
		AgentWork.State now = work.state();
		synchronized (this) {
			text = lines.stream().filter(line -> line.toLowerCase(Locale.ROOT).contains(part)).map(Shown::of).collect(Collectors.joining("\n"));
			long dropped = told - lines.size();
			below = !now.cause().isEmpty() ? now.cause() + " " + now.remedy() : !end.isEmpty() ? end
					: (told == 0 ? "Nothing is written yet." : "") + (dropped > 0 ? "The first " + dropped + " lines are no longer kept." : "");
		}
		if (!words.getText().equals(text)) {
			int top = words.getTopIndex();
			words.setText(text);
			words.setTopIndex(follow.getSelection() ? words.getLineCount() : top);
		}
		Widgets.set(state, below);
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.CLOSE_ID, IDialogConstants.CLOSE_LABEL, false);
	}

	@Override
	protected void buttonPressed(int button) {
		close();
	}

	@Override
	public boolean close() {
		Optional<AgentLog> open;
		synchronized (this) {
			closed = true;
			open = log;
		}
		open.ifPresent(each -> Thread.ofVirtual().name("close log").start(each::close));
		work.close();
		return super.close();
	}
}
