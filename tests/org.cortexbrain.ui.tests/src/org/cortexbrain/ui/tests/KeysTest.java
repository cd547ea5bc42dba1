package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.cortexbrain.ui.driver.UiThread;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.bindings.Binding;
import org.eclipse.jface.bindings.keys.KeySequence;
import org.eclipse.jface.bindings.keys.ParseException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.keys.IBindingService;
import org.junit.Rule;
import org.junit.Test;

/** The platform has keys of its own for many things; those of the product must be in force, and be told by the menus. */
public class KeysTest {
	@Rule
	public final Desktop desktop = new Desktop();

	private static String commandOf(String sequence) {
		return UiThread.call(() -> {
			IBindingService service = PlatformUI.getWorkbench().getService(IBindingService.class);
			Binding binding = service.getPerfectMatch(KeySequence.getInstance(sequence));
			return binding == null || binding.getParameterizedCommand() == null ? "none" : binding.getParameterizedCommand().getId();
		});
	}

	@Test
	public void everyKeyOfOursIsInForce() throws ParseException {
		List<IConfigurationElement> keys = Arrays.stream(Platform.getExtensionRegistry().getConfigurationElementsFor("org.eclipse.ui.bindings"))
				.filter(each -> each.getName().equals("key") && each.getContributor().getName().equals("org.cortexbrain.ui")).toList();
		assertTrue("keys: " + keys.size(), keys.size() >= 14);
		for (IConfigurationElement key : keys) {
			assertEquals(key.getAttribute("sequence"), key.getAttribute("commandId"), commandOf(key.getAttribute("sequence")));
		}
	}

	@Test
	public void theKeyForFindingIsToldByTheMenu() {
		String told = UiThread.call(() -> PlatformUI.getWorkbench().getService(IBindingService.class)
				.getBestActiveBindingFormattedFor("org.cortexbrain.ui.find"));
		assertEquals("Ctrl+F", told);
	}
}
