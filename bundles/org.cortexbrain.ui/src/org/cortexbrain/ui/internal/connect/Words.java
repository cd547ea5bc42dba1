package org.cortexbrain.ui.internal.connect;

import java.util.List;
import java.util.stream.Collectors;

import org.cortexbrain.connect.Offer;
import org.cortexbrain.connect.Origin;
import org.cortexbrain.connect.Origins;
import org.cortexbrain.connect.Reading;
import org.cortexbrain.connect.Shown;
import org.cortexbrain.kubeconfig.Problem;

/** What the pages say, in words. Without a window. */
public final class Words {
	private static final String GOOD = "\u2713 ";
	private static final String WARNING = "\u25B2 ";
	private static final String BAD = "\u2715 ";

	private Words() {
	}

	/** How an origin does, in a few words. */
	public static String state(Origins.Listed listed) {
		if (listed.reading().isEmpty()) {
			return "\u2026 reading";
		}
		Reading reading = listed.reading().get();
		long unusable = reading.offers().stream().filter(offer -> !offer.isUsable()).count();
		if (reading.isBroken()) {
			return BAD + "cannot be used";
		}
		if (reading.offers().isEmpty()) {
			return isAbsent(reading) ? "\u2013 not there" : "\u2013 no contexts";
		}
		if (unusable > 0) {
			return unusable == reading.offers().size() ? BAD + "no context can be used" : WARNING + unusable + " cannot be used";
		}
		return reading.problems().isEmpty() && reading.offers().stream().allMatch(offer -> offer.problems().isEmpty()) ? GOOD + "good"
				: WARNING + "with warnings";
	}

	private static boolean isAbsent(Reading reading) {
		return reading.origin() instanceof Origin.Usual(var files) && reading.missing().size() == files.paths().size();
	}

	/** All that is to be said of an origin: where it comes from, and what is wrong, with place and remedy. */
	public static String details(Origins.Listed listed) {
		var text = new StringBuilder(switch (listed.origin()) {
		case Origin.Usual(var files) -> files.named() ? "The files that the variable KUBECONFIG of this desktop names, merged as kubectl does."
				: "The file that kubectl reads when nobody names one.";
		case Origin.InFile _ -> "A file that was added here. It is remembered, and read again when it changes.";
		case Origin.Pasted _ -> "Kept in memory only, since it may hold credentials: after a restart it is gone. Save as… keeps it in a file that only you may read.";
		});
		if (listed.reading().isEmpty()) {
			return text.append("\n\nIt is being read.").toString();
		}
		Reading reading = listed.reading().get();
		if (!reading.missing().isEmpty() && !reading.isBroken()) {
			text.append("\n\nNot there: ").append(reading.missing().stream().map(Object::toString).collect(Collectors.joining(", ")))
					.append(isAbsent(reading) ? ". kubectl has not been set up for you on this machine. Add a file, or paste a kubeconfig." : ". It is passed over, as by kubectl.");
		}
		reading.problems().forEach(problem -> text.append("\n\n").append(problem(problem)));
		reading.offers().stream().filter(_ -> !reading.isBroken()).filter(offer -> !offer.problems().isEmpty()).forEach(offer -> text
				.append("\n\nContext ").append(Shown.of(offer.context().name())).append('\n').append(problems(offer)));
		return text.toString();
	}

	/** What is wrong or dangerous about a context; empty if nothing is. */
	public static String problems(Offer offer) {
		return problems(offer.problems());
	}

	/** A line for each, with its sign. */
	public static String problems(List<Problem> problems) {
		return problems.stream().map(Words::problem).collect(Collectors.joining("\n"));
	}

	private static String problem(Problem problem) {
		return (problem.isError() ? BAD : WARNING) + problem.place() + ": " + problem.what() + ". " + problem.remedy() + ".";
	}

	/** Whether a context can be chosen, in a word with its sign. */
	public static String state(Offer offer) {
		return !offer.isUsable() ? BAD + "cannot be used" : offer.problems().isEmpty() ? GOOD + "good" : WARNING + "with a warning";
	}
}
