package org.cortexbrain.connect;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;

import org.cortexbrain.connect.ContextChoice.Look;
import org.junit.Test;

public final class ContextChoiceTest {
	private final ContextChoice choice = new ContextChoice(List.of());

	private static ClusterId id(String context) {
		return new ClusterId("file:/config", context);
	}

	private void offer(String... contexts) {
		choice.offer(Kubeconfigs.offers(Kubeconfigs.of(contexts)));
	}

	private List<String> matching(String filter) {
		return choice.matching(filter).stream().map(offer -> offer.context().name()).toList();
	}

	@Test
	public void nothingChosenIsTold() {
		offer("a");
		assertEquals(Optional.of("Choose at least one context."), choice.trouble());
	}

	@Test
	public void aChosenContextIsCalledByItsNameAndHasAColourOfItsOwn() {
		offer("a", "b");
		assertTrue(choice.choose(id("a"), true));
		assertTrue(choice.choose(id("b"), true));
		assertEquals("a", choice.look(id("a")).name());
		assertNotEquals(choice.look(id("a")).color(), choice.look(id("b")).color());
		assertEquals(Optional.empty(), choice.trouble());
	}

	@Test
	public void eachWordOfTheFilterMustOccurAnywhere() {
		offer("shop-eu", "shop-us", "bank");
		assertEquals(List.of("shop-eu", "shop-us"), matching("SHOP"));
		assertEquals(List.of("shop-us"), matching("us.example shop"));
		assertEquals(List.of("bank"), matching("bank-user"));
		assertEquals(List.of(), matching("shop bank"));
		assertEquals(3, matching("  ").size());
	}

	@Test
	public void aContextThatCannotBeUsedCannotBeChosenAndSaysWhy() {
		choice.offer(Kubeconfigs.offers(Kubeconfigs.of("a").replace("cluster: a-cluster,", "cluster: nowhere,")));
		assertFalse(choice.choose(id("a"), true));
		assertFalse(choice.isChosen(id("a")));
		assertTrue(choice.offers().getFirst().problems().getFirst().toString(), choice.offers().getFirst().problems().getFirst().what().contains("nowhere"));
	}

	@Test
	public void aContextThatLeavesTheFileIsNotChosenAnyMoreAndTheOthersStay() {
		offer("a", "b");
		choice.choose(id("a"), true);
		choice.choose(id("b"), true);
		offer("b");
		assertEquals(List.of(id("b")), choice.chosen().stream().map(Offer::id).toList());
	}

	@Test
	public void whatWasTypedStaysWhenTheFileIsReadAgain() {
		offer("a");
		choice.choose(id("a"), true);
		choice.setLook(id("a"), new Look("Shop", ClusterColor.PINK, true));
		offer("a", "b");
		assertEquals(new Look("Shop", ClusterColor.PINK, true), choice.look(id("a")));
	}

	@Test
	public void twoClustersOfOneNameAreTold() {
		offer("a", "b");
		choice.choose(id("a"), true);
		choice.choose(id("b"), true);
		choice.setLook(id("b"), new Look(" a ", ClusterColor.BLUE, false));
		assertEquals(Optional.of("Two clusters would be called a. Give one of them another name."), choice.trouble());
	}

	@Test
	public void aBlankNameIsToldWithItsContext() {
		offer("a");
		choice.choose(id("a"), true);
		choice.setLook(id("a"), new Look(" ", ClusterColor.BLUE, false));
		assertEquals(Optional.of("Give the context a a name."), choice.trouble());
	}

	@Test
	public void oneContextNameInTwoFilesGetsTwoNames() {
		var there = new KnownCluster(new ClusterId("file:/other", "a"), "a", ClusterColor.BLUE, false, true);
		var beside = new ContextChoice(List.of(there));
		beside.offer(Kubeconfigs.offers(Kubeconfigs.of("a")));
		beside.choose(id("a"), true);
		assertEquals("a 2", beside.look(id("a")).name());
		assertNotEquals(ClusterColor.BLUE, beside.look(id("a")).color());
		assertEquals(Optional.empty(), beside.trouble());
	}

	@Test
	public void aKnownClusterThatIsChosenAgainKeepsItsLook() {
		var again = new ContextChoice(List.of(new KnownCluster(id("a"), "Shop", ClusterColor.OLIVE, true, false)));
		again.offer(Kubeconfigs.offers(Kubeconfigs.of("a")));
		again.choose(id("a"), true);
		assertEquals(new KnownCluster(id("a"), "Shop", ClusterColor.OLIVE, true, true), again.cluster(id("a")));
		assertEquals(Optional.empty(), again.trouble());
	}

	@Test
	public void namesThatLookLikeProductionAreMarked() {
		offer("eu-prod", "product-catalogue", "live", "deliver", "PRODUCTION-2");
		assertEquals(List.of(true, false, true, false, true), List.of("eu-prod", "product-catalogue", "live", "deliver", "PRODUCTION-2").stream()
				.map(name -> choice.look(id(name)).production()).toList());
	}

	@Test
	public void controlCharactersOfAContextDoNotGetIntoTheName() {
		choice.offer(Kubeconfigs.offers(Kubeconfigs.of("evil").replace("{name: evil,", "{name: \"evil\\e[31m\",")));
		ClusterId id = choice.offers().getFirst().id();
		assertEquals("evil\u001b[31m", id.context());
		choice.choose(id, true);
		assertEquals("evil\\u001b[31m", choice.look(id).name());
	}
}
