package org.cortexbrain.connect;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.HashSet;
import java.util.Set;

import org.cortexbrain.kubeconfig.ExecPlugin;
import org.junit.Test;

public final class PluginConsentTest {
	private final Set<String> saved = new HashSet<>();
	private final String salt = PluginConsent.newSalt();
	private final PluginConsent consent = new PluginConsent(salt, Set.of(), saved::addAll);
	private final ExecPlugin aws = Kubeconfigs.plugin("aws", "{name: AWS_PROFILE, value: shop}", "eks", "get-token");

	private PluginConsent afterRestart() {
		return new PluginConsent(salt, saved, saved::addAll);
	}

	@Test
	public void nothingIsAllowedAtFirst() {
		assertFalse(consent.isAllowed(aws));
	}

	@Test
	public void allowedOnceItMayRunUntilTheNextStart() {
		consent.allow(aws, false);
		assertTrue(consent.isAllowed(aws));
		assertEquals(Set.of(), saved);
		assertFalse(afterRestart().isAllowed(aws));
	}

	@Test
	public void allowedAlwaysItMayRunAfterARestart() {
		consent.allow(aws, true);
		assertTrue(afterRestart().isAllowed(Kubeconfigs.plugin("aws", "{name: AWS_PROFILE, value: shop}", "eks", "get-token")));
	}

	@Test
	public void anotherProgramArgumentOrVariableIsAskedForAnew() {
		consent.allow(aws, true);
		for (ExecPlugin other : new ExecPlugin[] { Kubeconfigs.plugin("gcloud", "{name: AWS_PROFILE, value: shop}", "eks", "get-token"),
				Kubeconfigs.plugin("aws", "{name: AWS_PROFILE, value: shop}", "eks", "get-token", "more"),
				Kubeconfigs.plugin("aws", "{name: AWS_PROFILE, value: bank}", "eks", "get-token"),
				Kubeconfigs.plugin("aws", "{name: AWS_PROFILE, value: shop}", "eksget-token") }) {
			assertFalse(other.toString(), consent.isAllowed(other));
			assertFalse(other.toString(), afterRestart().isAllowed(other));
		}
	}

	@Test
	public void whatIsRememberedShowsNothingOfTheCommand() {
		consent.allow(aws, true);
		assertThat(saved.toString(), not(containsString("aws")));
		assertThat(saved.toString(), not(containsString("shop")));
		assertFalse(new PluginConsent(PluginConsent.newSalt(), saved, saved::addAll).isAllowed(aws));
	}

	@Test
	public void theCommandIsShownAsAShellWouldTakeItWithoutValuesOfTheEnvironment() {
		assertEquals("AWS_PROFILE=… aws eks get-token", PluginConsent.command(aws));
		assertEquals("sh -c 'echo '\\''a'\\'' ; rm \\u0007 b'",
				PluginConsent.command(Kubeconfigs.plugin("sh", "", "-c", "\"echo 'a' ; rm \\a b\"")));
	}
}
