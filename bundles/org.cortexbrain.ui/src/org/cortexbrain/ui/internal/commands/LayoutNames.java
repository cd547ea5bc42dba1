package org.cortexbrain.ui.internal.commands;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.cortexbrain.graph.layout.StandardLayout;
import org.eclipse.core.commands.IParameterValues;

/** The layouts that Quick Access and the keys' page offer: what people read, and the parameter's value. */
public final class LayoutNames implements IParameterValues {
	@Override
	public Map<String, String> getParameterValues() {
		Map<String, String> names = new LinkedHashMap<>();
		for (StandardLayout layout : StandardLayout.values()) {
			names.put(layout.title(), layout.name().toLowerCase(Locale.ROOT));
		}
		return names;
	}
}
