package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.cortexbrain.ui.driver.UiThread;
import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.common.NotDefinedException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.bindings.Binding;
import org.eclipse.jface.bindings.keys.KeySequence;
import org.eclipse.jface.bindings.keys.ParseException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.contexts.IContextActivation;
import org.eclipse.ui.contexts.IContextService;
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
			String context = key.getAttribute("contextId");
			IContextActivation active = context == null ? null : UiThread.call(() -> contexts().activateContext(context));
			assertEquals(key.getAttribute("sequence"), key.getAttribute("commandId"), commandOf(key.getAttribute("sequence")));
			if (active != null) {
				UiThread.run(() -> contexts().deactivateContext(active));
			}
		}
	}

	private static IContextService contexts() {
		return PlatformUI.getWorkbench().getService(IContextService.class);
	}

	@Test
	public void theUsersPageHasEveryKey() throws IOException, NotDefinedException {
		List<String> rows = Files.readAllLines(Path.of("../../docs/user/keys.md"));
		for (IConfigurationElement key : Platform.getExtensionRegistry().getConfigurationElementsFor("org.eclipse.ui.bindings")) {
			boolean ours = key.getName().equals("key") && key.getContributor().getName().equals("org.cortexbrain.ui");
			if (ours && key.getAttribute("contextId") == null) {
				String keys = key.getAttribute("sequence").replace("M1+", "Ctrl+").replace("M2+", "Shift+");
				Command command = PlatformUI.getWorkbench().getService(ICommandService.class).getCommand(key.getAttribute("commandId"));
				String row = "| " + keys + " | " + command.getName().replace("…", "") + " |";
				assertTrue("docs/user/keys.md lacks: " + row, rows.contains(row));
			}
		}
	}

	@Test
	public void theKeyForFindingIsToldByTheMenu() {
		String told = UiThread.call(() -> PlatformUI.getWorkbench().getService(IBindingService.class)
				.getBestActiveBindingFormattedFor("org.cortexbrain.ui.find"));
		assertEquals("Ctrl+F", told);
	}
}
