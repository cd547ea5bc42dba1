package org.cortexbrain.kubeconfig.internal.yaml;

import java.util.List;
import java.util.SequencedMap;

import org.cortexbrain.kubeconfig.Place;

/** What a YAML or JSON text says, each part with its place. No part shows its content in {@code toString}, since any may be secret. */
public sealed interface Tree {
	Place place();

	/** The kind in the words of a message. */
	String kind();

	record Mapping(Place place, SequencedMap<String, Entry> entries) implements Tree {
		@Override
		public String kind() {
			return "a mapping";
		}

		@Override
		public String toString() {
			return shown(this);
		}
	}

	/** One key of a mapping. */
	record Entry(Place key, Tree value) {
	}

	record Sequence(Place place, List<Tree> elements) implements Tree {
		@Override
		public String kind() {
			return "a list";
		}

		@Override
		public String toString() {
			return shown(this);
		}
	}

	record Text(Place place, String content) implements Tree {
		@Override
		public String kind() {
			return "a text";
		}

		@Override
		public String toString() {
			return shown(this);
		}
	}

	/** A number, as JSON writes it. */
	record Numeral(Place place, String literal) implements Tree {
		@Override
		public String kind() {
			return "a number";
		}

		@Override
		public String toString() {
			return shown(this);
		}
	}

	record Truth(Place place, boolean value) implements Tree {
		@Override
		public String kind() {
			return "a boolean";
		}

		@Override
		public String toString() {
			return shown(this);
		}
	}

	record Nothing(Place place) implements Tree {
		@Override
		public String kind() {
			return "nothing";
		}
	}

	private static String shown(Tree tree) {
		return tree.kind() + " at " + tree.place();
	}
}
