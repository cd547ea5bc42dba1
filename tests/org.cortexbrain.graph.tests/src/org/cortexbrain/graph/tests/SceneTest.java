package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;

import org.cortexbrain.graph.Sign;
import org.cortexbrain.graph.internal.layout.Placement;
import org.cortexbrain.graph.internal.scene.DrawnNode;
import org.cortexbrain.graph.internal.scene.Picture;
import org.cortexbrain.graph.internal.scene.Scene;
import org.junit.Before;
import org.junit.Test;

/** What a scene gives to be painted: nothing new where nothing has changed, since all that is new is painted. */
public class SceneTest {
	private final MeshGraph graph = MeshGraph.shop();
	private final Scene scene = new Scene(problem -> {
		throw new AssertionError(problem);
	});
	private Picture before;

	@Before
	public void fill() {
		scene.refresh("mesh", graph, graph);
		Placement.place(scene);
		before = scene.picture();
	}

	private static DrawnNode card(Picture picture, String name) {
		return picture.cards().stream().filter(card -> card.element().equals(name)).findFirst().orElseThrow();
	}

	@Test
	public void aRefreshThatFindsEverythingAsItWasGivesTheSamePicture() {
		scene.refresh("mesh", graph, graph);
		assertSame(before, scene.picture());
	}

	@Test
	public void aNodeThatLooksDifferentIsTheOnlyNewOneInTheNextPicture() {
		graph.sign("cart", Sign.FAILING);
		scene.update("cart", graph);
		Picture now = scene.picture();
		assertNotSame(before, now);
		assertNotSame(card(before, "cart"), card(now, "cart"));
		for (DrawnNode card : before.cards()) {
			if (!card.element().equals("cart")) {
				assertSame(card, card(now, card.element().toString()));
			}
		}
	}

	@Test
	public void aNodeThatMovedMakesANewPicture() {
		scene.node("cart").box(scene.node("cart").box().moved(10, 0));
		assertNotSame(before, scene.picture());
	}
}
