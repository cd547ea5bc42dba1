package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.cortexbrain.graph.layout.StandardLayout;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.eclipse.core.commands.IHandler;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.junit.Rule;
import org.junit.Test;

/** That what plugin.xml names is there: a handler that cannot be made is seen by the first who wants it, and by no compiler. */
public class CommandsTest {
	@Rule
	public final Desktop desktop = new Desktop();

	private static List<IConfigurationElement> ours(String point, String name) {
		return Arrays.stream(Platform.getExtensionRegistry().getConfigurationElementsFor(point))
				.filter(each -> each.getName().equals(name) && each.getContributor().getName().equals("org.cortexbrain.ui")).toList();
	}

	@Test
	public void everyCommandWithAHandlerOfItsOwnHasOneThatCanBeMade() throws CoreException {
		List<IConfigurationElement> commands = ours("org.eclipse.ui.commands", "command").stream().filter(each -> each.getAttribute("defaultHandler") != null)
				.toList();
		assertTrue("commands: " + commands.size(), commands.size() > 20);
		for (IConfigurationElement command : commands) {
			assertTrue(command.getAttribute("id"), command.createExecutableExtension("defaultHandler") instanceof IHandler);
		}
	}

	@Test
	public void bothLayoutMenusOfferEveryLayout() {
		List<String> names = Arrays.stream(StandardLayout.values()).map(each -> each.name().charAt(0) + each.name().substring(1).toLowerCase(Locale.ROOT)).toList();
		assertEquals(names, WorkbenchDriver.menuItems("View", "Layout"));
		assertEquals(names, WorkbenchDriver.viewMenuItems(Desktop.TOPOLOGY, "Layout"));
	}
}
