package org.cortexbrain.connect;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** The colours by which a person tells clusters apart. None of them is that of a state: a cluster is never red for being in trouble. */
public enum ClusterColor {
	BLUE, TEAL, VIOLET, PINK, BROWN, OLIVE, SLATE;

	/** The one that is used least. @param used by other clusters, as often as they use it */
	public static ClusterColor next(Collection<ClusterColor> used) {
		return Stream.of(values()).min(Comparator.comparingLong(color -> used.stream().filter(color::equals).count())).orElseThrow();
	}

	/** As it is read: {@code Blue}. */
	public String word() {
		return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
	}
}
