package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.common.NotDefinedException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.junit.Rule;
import org.junit.Test;

public class QuickAccessTest {
	@Rule
	public final Desktop desktop = new Desktop();

	private static List<String> names() {
		return UiThread.call(() -> Arrays.stream(PlatformUI.getWorkbench().getService(ICommandService.class).getDefinedCommands())
				.filter(command -> command.getId().startsWith("org.cortexbrain.")).map(QuickAccessTest::name).toList());
	}

	private static String name(Command command) {
		try {
			return command.getName();
		} catch (NotDefinedException e) {
			throw new AssertionError(e);
		}
	}

	@Test
	public void everyCommandOfOursIsOffered() {
		List<String> names = names();
		assertTrue(names.toString(), names.size() >= 17);
		assertEquals(List.of(), names.stream().filter(name -> !WorkbenchDriver.quickAccessOffers(name)).toList());
	}
}
