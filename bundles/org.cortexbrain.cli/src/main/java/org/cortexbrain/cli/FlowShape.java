package org.cortexbrain.cli;

import java.util.Locale;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** In which shape flows are printed. */
sealed interface FlowShape {
	/** Columns. */
	record Columns(boolean wide) implements FlowShape {
	}

	/** An object a line. */
	record JsonLines() implements FlowShape {
	}

	/** A document each, after a line of three dashes. */
	record YamlDocuments() implements FlowShape {
	}

	/** A line each, by a template. */
	record Template(JsonPath path) implements FlowShape {
	}

	/** Reads it as written. */
	final class Reading implements ITypeConverter<FlowShape> {
		private static final String TEMPLATE = "jsonpath=";

		@Override
		public FlowShape convert(String text) {
			if (text.startsWith(TEMPLATE)) {
				return new Template(new JsonPath(text.substring(TEMPLATE.length())));
			}
			return switch (text.toLowerCase(Locale.ROOT)) {
			case "text" -> new Columns(false);
			case "wide" -> new Columns(true);
			case "json" -> new JsonLines();
			case "yaml" -> new YamlDocuments();
			default -> throw new TypeConversionException("expected text, wide, json, yaml or jsonpath=TEMPLATE, but was '" + text + "'");
			};
		}
	}
}
