package org.cortexbrain.ui.internal.application;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.model.Loss;
import org.cortexbrain.telemetry.SourceState;
import org.cortexbrain.telemetry.Telemetry.Observed;
import org.cortexbrain.telemetry.Telemetry.Trouble;
import org.cortexbrain.ui.internal.look.Numbers;
import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.look.Tokens;
import org.cortexbrain.ui.internal.session.Session;
import org.cortexbrain.ui.internal.session.Snapshot;
import org.cortexbrain.ui.internal.session.Traffic;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.menus.WorkbenchWindowControlContribution;

/** The line at the window's foot: how the sources do, what goes over the mesh, what was lost, what is recorded. */
public final class StatusBar extends WorkbenchWindowControlContribution {
	private final Session session = Session.current();
	private Label source;
	private Label traffic;
	private Label losses;
	private Label recording;

	@Override
	protected Control createControl(Composite parent) {
		var line = new Composite(parent, SWT.NONE);
		var layout = new GridLayout(4, false);
		layout.marginHeight = 0;
		layout.marginWidth = Tokens.GRID;
		layout.horizontalSpacing = 2 * Tokens.GRID;
		line.setLayout(layout);
		source = label(line, "status.source", 170);
		traffic = label(line, "status.traffic", 260);
		losses = label(line, "status.losses", 80);
		recording = label(line, "status.record", 110);
		Runnable end = session.onChange(Line::of, this::show);
		Runnable themes = Themes.onChange(() -> show(Line.of(session.shown())));
		line.addDisposeListener(_ -> {
			end.run();
			themes.run();
		});
		return line;
	}

	private static Label label(Composite parent, String id, int width) {
		var label = new Label(parent, SWT.NONE);
		label.setData("org.cortexbrain.ui.id", id);
		label.setLayoutData(new GridData(width, SWT.DEFAULT));
		return label;
	}

	/** What is told of a snapshot, with the sum of all traffic. */
	private record Line(Snapshot snapshot, Traffic sum) {
		static Line of(Snapshot snapshot) {
			return new Line(snapshot, snapshot.mesh().edges().stream().map(Traffic::of).reduce(Traffic.NONE, Traffic::plus));
		}
	}

	private void show(Line line) {
		if (source.isDisposed()) {
			return;
		}
		Snapshot snapshot = line.snapshot;
		Traffic sum = line.sum;
		Tokens tokens = Themes.tokens();
		List<Observed> all = snapshot.sources();
		long live = all.stream().filter(each -> each.state() instanceof SourceState.Live).count();
		Optional<Trouble> still = snapshot.trouble();
		boolean trouble = still.isPresent() || all.stream().anyMatch(each -> each.state() instanceof SourceState.Retrying || each.state() instanceof SourceState.Failed);
		set(source, still.isPresent() ? "\u25B2 Stands still" : all.isEmpty() ? "Nothing is observed" : (trouble ? "\u25B2 " : live > 0 ? "\u2713 " : "") + live + " of " + Numbers.counted(all.size(), "source") + " live");
		source.setToolTipText(still.map(told -> told.cause() + "\n" + told.remedy()).orElse(null));
		source.setForeground(trouble ? Tokens.color(tokens.graph().degraded()) : tokens.text());
		set(traffic, all.isEmpty() ? ""
				: Numbers.counted(snapshot.mesh().edges().size(), "edge") + "   " + Numbers.perSecond(sum.ifKnown(sum.opened())) + "   "
						+ Numbers.bytesPerSecond(sum.ifKnown(sum.bytesToTarget() + sum.bytesToSource())));
		traffic.setForeground(tokens.text());
		long lost = snapshot.mesh().losses().values().stream().flatMap(List::stream).mapToLong(Loss::count).sum();
		set(losses, all.isEmpty() ? "" : lost == 0 ? "no losses" : "\u25B2 " + Numbers.count(lost) + " lost");
		losses.setForeground(lost == 0 ? tokens.mutedText() : Tokens.color(tokens.graph().degraded()));
		losses.setToolTipText(lost == 0 ? null : "What was lost is told in Sources");
		set(recording, session.recording().map(now -> "\u25CF recording " + Numbers.duration(Duration.between(now.since(), Instant.now()))).orElse(""));
		recording.setToolTipText(session.recording().map(now -> now.file().toString()).orElse(null));
		recording.setForeground(Tokens.color(tokens.graph().failing()));
	}

	private static void set(Label label, String text) {
		if (!label.getText().equals(text)) {
			label.setText(text);
		}
	}
}
