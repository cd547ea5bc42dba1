package org.cortexbrain.agent.identity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import java.util.Optional;

import org.junit.Test;

public class NamespacePodsTest {
	private static final long NAMESPACE = 4026532000L;

	private final NamespacePods pods = new NamespacePods();

	@Test
	public void aNamespaceIsThatOfThePodWhoseSocketsAreInIt() {
		pods.seen(NAMESPACE, "uid-1");
		pods.seen(NAMESPACE, "uid-1");
		assertEquals(Optional.of("uid-1"), pods.podOf(NAMESPACE));
		assertEquals(Optional.empty(), pods.podOf(NAMESPACE + 1));
	}

	@Test
	public void aNamespaceOfTwoPodsIsNobodys() {
		pods.seen(NAMESPACE, "uid-1");
		pods.seen(NAMESPACE, "uid-2");
		pods.seen(NAMESPACE, "uid-1");
		assertEquals(Optional.empty(), pods.podOf(NAMESPACE));
	}

	@Test
	public void aNamespaceThatPodsShareWithTheNodeIsNobodysWhoeverCameFirst() {
		pods.seen(NAMESPACE, "uid-1");
		pods.seenOfOthers(NAMESPACE);
		pods.seenOfOthers(NAMESPACE + 1);
		pods.seen(NAMESPACE + 1, "uid-1");
		assertEquals(Optional.empty(), pods.podOf(NAMESPACE));
		assertEquals(Optional.empty(), pods.podOf(NAMESPACE + 1));
	}

	@Test
	public void theNamespaceOfAPodThatHasGoneIsNobodysUntilItIsSeenAgain() {
		pods.seen(NAMESPACE, "uid-1");
		pods.forget("uid-1");
		assertEquals(Optional.empty(), pods.podOf(NAMESPACE));
		pods.seen(NAMESPACE, "uid-2");
		assertEquals(Optional.of("uid-2"), pods.podOf(NAMESPACE));
	}

	@Test
	public void aNumberStandsForOnePodAndIsNeverGivenAgain() {
		long first = pods.idOf("uid-1");
		assertEquals(first, pods.idOf("uid-1"));
		assertEquals(Optional.of(first), pods.forget("uid-1"));
		assertNotEquals(first, pods.idOf("uid-2"));
		assertNotEquals(first, pods.idOf("uid-1"));
	}

	@Test
	public void noMoreNamespacesAreRememberedThanThereIsRoomFor() {
		for (long i = 0; i <= NamespacePods.MOST; i++) {
			pods.seen(NAMESPACE + i, "uid-" + i);
		}
		assertEquals(Optional.empty(), pods.podOf(NAMESPACE + NamespacePods.MOST));
		assertEquals(Optional.of("uid-0"), pods.podOf(NAMESPACE));
	}
}
