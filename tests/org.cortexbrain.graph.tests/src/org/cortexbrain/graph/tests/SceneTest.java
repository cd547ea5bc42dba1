package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.Sign;
import org.cortexbrain.graph.internal.layout.Placement;
import org.cortexbrain.graph.internal.scene.DrawnNode;
import org.cortexbrain.graph.internal.scene.Picture;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneNode;
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

	@Test
	public void theBoundsOfAPictureFollowWhatMovesAndNotWhatOnlyLooksDifferent() {
		graph.sign("cart", Sign.FAILING);
		scene.update("cart", graph);
		assertSame(before.bounds(), scene.picture().bounds());
		scene.node("cart").box(scene.node("cart").box().moved(5_000, 0));
		assertTrue(scene.picture().bounds().right() > before.bounds().right() + 1_000);
		scene.node("cart").box(scene.node("cart").box().moved(-5_000, 0));
		assertEquals(before.bounds().right(), scene.picture().bounds().right(), 1e-9);
	}

	@Test
	public void connectionsThatMeetAtOneSideOfACardEndBesideEachOtherInTheOrderOfTheirSources() {
		var mesh = new MeshGraph();
		mesh.node("target", "");
		for (int i = 0; i < 4; i++) {
			mesh.node("source-" + i, "").connect("source-" + i, "target");
		}
		var fan = new Scene(problem -> {
			throw new AssertionError(problem);
		});
		fan.refresh("mesh", mesh, mesh);
		int[] rows = { 2, 0, 3, 1 };
		for (int i = 0; i < 4; i++) {
			fan.node("source-" + i).box(new Box(0, rows[i] * 100, SceneNode.WIDTH, SceneNode.HEIGHT));
		}
		fan.node("target").box(new Box(500, 120, SceneNode.WIDTH, SceneNode.HEIGHT));
		double[] ends = new double[4];
		fan.picture().edges().forEach(edge -> ends[(int) edge.source().box().y() / 100] = edge.curve()[7]);
		for (int row = 1; row < 4; row++) {
			assertTrue(ends[row - 1] + " above " + ends[row], ends[row] - ends[row - 1] > 5);
		}
		assertTrue("on the side of the card", ends[0] > 120 && ends[3] < 120 + SceneNode.HEIGHT);
	}

	@Test
	public void parallelAndOppositeConnectionsRunBesideEachOther() {
		var mesh = new MeshGraph();
		mesh.node("a", "").node("b", "").connect("a", "b").connect("b", "a");
		mesh.connections.add(List.of("a", "b", "again"));
		var pair = new Scene(problem -> {
			throw new AssertionError(problem);
		});
		pair.refresh("mesh", mesh, mesh);
		pair.node("a").box(new Box(0, 0, SceneNode.WIDTH, SceneNode.HEIGHT));
		pair.node("b").box(new Box(500, 30, SceneNode.WIDTH, SceneNode.HEIGHT));
		List<Double> middles = pair.picture().edges().stream().map(edge -> SceneEdge.at(edge.curve(), 0.5)[1]).sorted().toList();
		assertEquals(3, middles.size());
		for (int i = 1; i < 3; i++) {
			assertTrue(middles.toString(), middles.get(i) - middles.get(i - 1) > 4);
		}
	}

	@Test
	public void aLoopLeavesItsCardAndComesBackToIt() {
		var mesh = new MeshGraph();
		mesh.node("a", "").connect("a", "a");
		var loop = new Scene(problem -> {
			throw new AssertionError(problem);
		});
		loop.refresh("mesh", mesh, mesh);
		Box card = new Box(0, 0, SceneNode.WIDTH, SceneNode.HEIGHT);
		loop.node("a").box(card);
		double[] curve = loop.picture().edges().getFirst().curve();
		assertEquals(card.right(), curve[0], 0);
		assertEquals(card.right(), curve[6], 0);
		assertTrue("it is seen beside the card", SceneEdge.at(curve, 0.5)[0] > card.right() + 20);
		assertTrue("it is no line to and fro", curve[7] - curve[1] > 8);
	}
}
