package org.cortexbrain.agent.identity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.Optional;
import java.util.Set;

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
	public void socketsThatTheKernelCountsApartHaveNumbersOfTheirOwnNeverGivenAgain() {
		long curl = pods.idOf("uid-1", 1, "curl");
		long wget = pods.idOf("uid-1", 1, "wget");
		assertEquals(curl, pods.idOf("uid-1", 1, "curl"));
		assertEquals("two programs, a group, another pod", 4, Set.of(curl, wget, pods.idOf("uid-1", 7, "curl"), pods.idOf("uid-2", 1, "curl")).size());
		assertEquals(3, pods.forget("uid-1").size());
		assertFalse(Set.of(curl, wget).contains(pods.idOf("uid-1", 1, "curl")));
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
