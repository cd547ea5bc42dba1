package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.IconShape;
import org.cortexbrain.graph.NodeStyle;
import org.cortexbrain.graph.Sign;
import org.cortexbrain.graph.export.ExportFormat;
import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.graph.export.GraphExport;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A graph as a file, without a display. */
public class GraphExportTest {
	/** What is hard for XML, for DOT, for fonts or for shells. */
	private static final List<String> HARD_NAMES = List.of("a \"quoted\" name", "back\\slash\\", "\\N \\G \\l", "<b>&amp;</b> & ]]>", "{a|b} [c]; -> --",
			"two\nlines", "tab\there", "// no /* comment */ #", "猫 кот قطة 😀", "nul\u0000bell\u0007", "lone\uD800", "", "node", "subgraph", "'", "%s $HOME `id`");

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private static GraphExport of(MeshGraph graph) {
		Map<Object, double[]> places = new HashMap<>();
		int i = 0;
		for (Object node : graph.nodes) {
			places.put(node, new double[] { i % 8 * 220, i / 8 * 90 });
			i++;
		}
		return GraphExport.of("mesh", graph, graph, places);
	}

	private static byte[] bytes(GraphExport export, ExportFormat format, ExportOptions options) throws IOException {
		var out = new ByteArrayOutputStream();
		export.write(format, options, out, new NullProgressMonitor());
		return out.toByteArray();
	}

	private static String text(GraphExport export, ExportFormat format, ExportOptions options) throws IOException {
		return new String(bytes(export, format, options), StandardCharsets.UTF_8);
	}

	private static Document xml(byte[] bytes) throws Exception {
		var factory = DocumentBuilderFactory.newInstance();
		factory.setNamespaceAware(true);
		/* Graphviz names a DTD that is far away. */
		factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
		return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
	}

	private static List<Element> children(Element parent, String name) {
		List<Element> found = new ArrayList<>();
		for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
			if (child instanceof Element element && element.getLocalName().equals(name)) {
				found.add(element);
			}
		}
		return found;
	}

	/** What a reader of GraphML finds: the container and the attributes of each node by its name, and the edges by names. */
	private static final class ReadBack {
		final Map<String, String> names = new HashMap<>();
		final Map<String, String> containers = new TreeMap<>();
		final Map<String, Map<String, String>> attributes = new TreeMap<>();
		final Set<List<String>> edges = new HashSet<>();
		private final Map<String, String> keys = new HashMap<>();

		ReadBack(byte[] graphml) throws Exception {
			Element root = xml(graphml).getDocumentElement();
			assertEquals("http://graphml.graphdrawing.org/xmlns", root.getNamespaceURI());
			children(root, "key").forEach(key -> keys.put(key.getAttribute("id"), key.getAttribute("attr.name")));
			Element graph = children(root, "graph").getFirst();
			nodes(graph, "");
			for (Element edge : children(graph, "edge")) {
				edges.add(List.of(names.get(edge.getAttribute("source")), names.get(edge.getAttribute("target"))));
			}
		}

		private Map<String, String> data(Element element) {
			Map<String, String> all = new HashMap<>();
			for (Element data : children(element, "data")) {
				assertTrue("no key " + data.getAttribute("key"), keys.containsKey(data.getAttribute("key")));
				all.put(keys.get(data.getAttribute("key")), data.getTextContent());
			}
			return all;
		}

		private void nodes(Element graph, String container) {
			for (Element node : children(graph, "node")) {
				Map<String, String> data = data(node);
				String name = data.get("name");
				names.put(node.getAttribute("id"), name);
				containers.put(name, container);
				attributes.put(name, data);
				children(node, "graph").forEach(nested -> nodes(nested, name));
			}
		}
	}

	@Test
	public void aGraphMlFileReadsBackWithContainersAsNestedGraphs() throws Exception {
		MeshGraph graph = MeshGraph.shop();
		var back = new ReadBack(bytes(of(graph), ExportFormat.GRAPHML, ExportOptions.DEFAULT));
		Map<String, String> containers = new TreeMap<>();
		graph.nodes.forEach(node -> containers.put(node.toString(), graph.containers.getOrDefault(node, "").toString()));
		assertEquals(containers, back.containers);
		assertEquals(Set.copyOf(graph.connections), back.edges);
	}

	@Test
	public void aGraphMlFileHasKindHealthAndLabelOfEachNode() throws Exception {
		var back = new ReadBack(bytes(of(MeshGraph.shop()).withAttributes(element -> "payments".equals(element) ? Map.of("kind", "Deployment", "pods", "3") : Map.of()),
				ExportFormat.GRAPHML, ExportOptions.DEFAULT));
		assertEquals("failing", back.attributes.get("payments").get("health"));
		assertEquals("100 % of connections refused", back.attributes.get("payments").get("label"));
		assertEquals("Deployment", back.attributes.get("payments").get("kind"));
		assertEquals("3", back.attributes.get("payments").get("pods"));
		assertEquals("container", back.attributes.get("shop").get("kind"));
	}

	@Test
	public void aGraphMlFileKeepsEveryNameThatXmlCanHold() throws Exception {
		var graph = new MeshGraph();
		HARD_NAMES.forEach(name -> graph.node(name, ""));
		var back = new ReadBack(bytes(of(graph), ExportFormat.GRAPHML, ExportOptions.DEFAULT));
		Set<String> expected = new TreeSet<>();
		HARD_NAMES.forEach(name -> expected.add(name.replaceAll("[\u0000\u0007\uD800]", "\uFFFD")));
		assertEquals(expected, new TreeSet<>(back.attributes.keySet()));
	}

	@Test
	public void graphvizReadsEveryNameFromADotFile() throws Exception {
		assumeTrue("graphviz is not installed", Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, "dot"))));
		var graph = new MeshGraph();
		HARD_NAMES.forEach(name -> graph.node(name, "in " + name).connect(name, "in " + HARD_NAMES.getFirst()));
		Path dot = folder.getRoot().toPath().resolve("graph.dot");
		of(graph).write(ExportFormat.DOT, ExportOptions.DEFAULT.withTitle("a \"title\"\\").withCaption("a & \"caption\""), dot, new NullProgressMonitor());
		Path svg = folder.getRoot().toPath().resolve("graph.svg");
		Path errors = folder.getRoot().toPath().resolve("errors");
		Process process = new ProcessBuilder("dot", "-Tsvg", "-o", svg.toString(), dot.toString()).redirectErrorStream(true).redirectOutput(errors.toFile())
				.start();
		assertEquals(Files.readString(errors), 0, process.waitFor());
		Set<String> texts = new HashSet<>();
		var found = xml(Files.readAllBytes(svg)).getElementsByTagNameNS("*", "text");
		for (int i = 0; i < found.getLength(); i++) {
			texts.add(found.item(i).getTextContent().replace('\u00a0', ' '));
		}
		for (String name : HARD_NAMES) {
			for (String line : name.replaceAll("[\u0000\u0007\uD800]", "\uFFFD").split("\n")) {
				assertTrue("no text " + line + " in " + texts, line.isEmpty() || texts.contains(line) || texts.contains(line.replace('\t', ' ')));
			}
		}
	}

	@Test
	public void aDotFileHasClustersAndAttributes() throws Exception {
		String dot = text(of(MeshGraph.shop()), ExportFormat.DOT, ExportOptions.DEFAULT);
		assertEquals(3, dot.lines().filter(line -> line.contains("subgraph cluster_")).count());
		assertTrue(dot, dot.lines().anyMatch(line -> line.contains("label=\"payments\"") && line.contains("\"health\"=\"failing\"")
				&& line.contains("\"container\"=\"shop\"") && line.contains("\"detail\"=\"100 % of connections refused\"")));
		assertEquals(MeshGraph.shop().connections.size(), dot.lines().filter(line -> line.contains(" -> ")).count());
	}

	@Test
	public void anSvgHasEveryNameAsTextWithLegendAndCaption() throws Exception {
		String svg = text(of(MeshGraph.shop()), ExportFormat.SVG, ExportOptions.DEFAULT.withTitle("The shop").withCaption("Monday,\nten o'clock"));
		xml(svg.getBytes(StandardCharsets.UTF_8));
		for (Object node : MeshGraph.shop().nodes) {
			assertTrue(node + " is missing", svg.contains(">" + node + "</text>"));
		}
		for (String text : List.of("healthy", "degraded", "failing", "unknown", "Monday,", "ten o'clock")) {
			assertTrue(text + " is missing", svg.contains(">" + text + "</text>"));
		}
		assertTrue(svg.contains("<title>The shop</title>"));
		assertTrue(svg.contains("<title>Legend</title>"));
	}

	@Test
	public void anSvgWithoutLegendAndCaptionHasNone() throws Exception {
		String svg = text(of(MeshGraph.shop()), ExportFormat.SVG, ExportOptions.DEFAULT.withLegend(false));
		assertFalse(svg.contains("Legend"));
		assertFalse(svg.contains("Caption"));
	}

	@Test
	public void aSelectionIsWhatWasSelectedWithItsContainersAndTheConnectionsBetween() throws Exception {
		GraphExport part = of(MeshGraph.shop()).only(List.of("front", List.of("cart", "redis")));
		var back = new ReadBack(bytes(part, ExportFormat.GRAPHML, ExportOptions.DEFAULT));
		assertEquals(Map.of("front", "shop", "cart", "shop", "redis", "data", "shop", "", "data", ""), back.containers);
		assertEquals(Set.of(List.of("front", "cart"), List.of("cart", "redis"), List.of("redis", "cart")), back.edges);
		String svg = text(part, ExportFormat.SVG, ExportOptions.DEFAULT);
		assertTrue(svg.contains(">redis</text>"));
		assertFalse(svg.contains(">orders</text>"));
	}

	@Test
	public void aSelectedContainerBringsWhatItHolds() {
		assertEquals(4, of(MeshGraph.shop()).only(List.of("data")).nodes());
	}

	@Test
	public void aPngHasTheScaleThatWasAskedFor() throws Exception {
		GraphExport export = of(MeshGraph.shop());
		BufferedImage once = ImageIO.read(new ByteArrayInputStream(bytes(export, ExportFormat.PNG, ExportOptions.DEFAULT)));
		BufferedImage four = ImageIO.read(new ByteArrayInputStream(bytes(export, ExportFormat.PNG, ExportOptions.DEFAULT.withScale(4))));
		assertTrue(Math.abs(four.getWidth() - 4 * once.getWidth()) <= 4);
		assertTrue(Math.abs(four.getHeight() - 4 * once.getHeight()) <= 4);
	}

	private static int difference(int one, int other) {
		int most = 0;
		for (int shift = 0; shift < 24; shift += 8) {
			most = Math.max(most, Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)));
		}
		return most;
	}

	@Test
	public void aPngIsTheSameAcrossItsStrips() throws Exception {
		/* So high at four times its size that it takes several strips; each row of nodes looks as the first. */
		var graph = new MeshGraph() {
			@Override
			public NodeStyle node(Object node) {
				return new NodeStyle("same", "detail", IconShape.NONE, Sign.HEALTHY, false, "");
			}
		};
		Map<Object, double[]> places = new HashMap<>();
		for (int row = 0; row < 12; row++) {
			for (int column = 0; column < 8; column++) {
				String name = row + " " + column;
				graph.node(name, "");
				places.put(name, new double[] { column * 200, row * 100 });
			}
		}
		byte[] png = bytes(GraphExport.of("mesh", graph, graph, places), ExportFormat.PNG, ExportOptions.DEFAULT.withScale(4).withLegend(false));
		BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
		assertTrue("in several strips", (long) image.getWidth() * image.getHeight() > 8L << 20);
		int different = 0;
		for (int row = 1; row < 12; row++) {
			for (int y = 0; y < 300; y++) {
				for (int x = 0; x < 600; x++) {
					different = Math.max(different, difference(image.getRGB(x, y), image.getRGB(x, y + row * 400)));
				}
			}
		}
		/* The same curve at another place is rounded a little differently. */
		assertTrue("a seam: colours differ by " + different + " of 255", different <= 12);
		var colours = new HashSet<Integer>();
		for (int x = 0; x < 800; x++) {
			for (int y = 0; y < 300; y++) {
				colours.add(image.getRGB(x, y));
			}
		}
		assertTrue("only " + colours.size() + " colours", colours.size() > 20);
	}

	@Test
	public void aPngUnpacksToItsRowsWithTheirChecksum() throws Exception {
		/* In several strips, with lines at all angles: runs of many lengths. ImageIO asks for no checksum, an Inflater does. */
		byte[] png = bytes(of(MeshGraph.generated(300, 3, 7)), ExportFormat.PNG, ExportOptions.DEFAULT.withScale(3));
		var in = new DataInputStream(new ByteArrayInputStream(png, 8, png.length - 8));
		var packed = new ByteArrayOutputStream();
		int width = 0;
		int height = 0;
		for (String type = ""; !type.equals("IEND");) {
			byte[] chunk = new byte[in.readInt()];
			byte[] name = in.readNBytes(4);
			type = new String(name, StandardCharsets.US_ASCII);
			in.readFully(chunk);
			var crc = new CRC32();
			crc.update(name);
			crc.update(chunk);
			assertEquals(type, (int) crc.getValue(), in.readInt());
			if (type.equals("IHDR")) {
				width = ByteBuffer.wrap(chunk).getInt(0);
				height = ByteBuffer.wrap(chunk).getInt(4);
			} else if (type.equals("IDAT")) {
				packed.write(chunk);
			}
		}
		assertTrue("in several strips", (long) width * height > 8L << 20);
		try (var unpacked = new InflaterInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
			assertEquals((long) height * (1 + 3 * width), unpacked.transferTo(OutputStream.nullOutputStream()));
		}
	}

	@Test
	public void aPngThatNoProgramOpensIsRefusedWithTheRemedy() {
		var graph = new MeshGraph().node("left", "").node("right", "");
		GraphExport export = GraphExport.of("mesh", graph, graph, Map.of("left", new double[] { 0, 0 }, "right", new double[] { 40_000, 0 }));
		IOException refused = assertThrows(IOException.class, () -> bytes(export, ExportFormat.PNG, ExportOptions.DEFAULT.withScale(2)));
		assertTrue(refused.getMessage(), refused.getMessage().contains("choose a scale of 1.62 or less, or SVG"));
	}

	@Test
	public void aPdfHasEveryNameAsTextInAnEmbeddedFont() throws Exception {
		try (PDDocument document = Loader.loadPDF(bytes(of(MeshGraph.shop()), ExportFormat.PDF, ExportOptions.DEFAULT.withTitle("The shop")))) {
			String text = new PDFTextStripper().getText(document);
			for (Object node : MeshGraph.shop().nodes) {
				assertTrue(node + " is missing in " + text, text.contains(node.toString()));
			}
			assertEquals("The shop", document.getDocumentInformation().getTitle());
			assertEquals(1, document.getNumberOfPages());
			for (COSName name : document.getPage(0).getResources().getFontNames()) {
				assertTrue(document.getPage(0).getResources().getFont(name).isEmbedded());
			}
		}
	}

	@Test
	public void aPdfOfAnyScriptIsWritten() throws Exception {
		var graph = new MeshGraph();
		HARD_NAMES.forEach(name -> graph.node(name, ""));
		try (PDDocument document = Loader.loadPDF(bytes(of(graph), ExportFormat.PDF, ExportOptions.DEFAULT))) {
			var actual = new ArrayList<String>();
			var resources = document.getPage(0).getResources();
			for (COSName name : resources.getPropertiesNames()) {
				actual.add(resources.getProperties(name).getCOSObject().getString("ActualText"));
			}
			assertTrue(actual.toString(), actual.stream().anyMatch(text -> text.startsWith("猫 кот")));
		}
	}

	@Test
	public void aPdfLargerThanAPageMayBeHasALargerUnit() throws Exception {
		var graph = new MeshGraph().node("left", "").node("right", "");
		GraphExport export = GraphExport.of("mesh", graph, graph, Map.of("left", new double[] { 0, 0 }, "right", new double[] { 40_000, 0 }));
		try (PDDocument document = Loader.loadPDF(bytes(export, ExportFormat.PDF, ExportOptions.DEFAULT))) {
			assertTrue(document.getPage(0).getMediaBox().getWidth() <= 14_400);
			assertEquals((40_000 + 164 + 48) * 0.75, document.getPage(0).getMediaBox().getWidth() * document.getPage(0).getUserUnit(), 1);
		}
	}

	@Test
	public void aDarkPictureIsDark() throws Exception {
		BufferedImage image = ImageIO
				.read(new ByteArrayInputStream(bytes(of(MeshGraph.shop()), ExportFormat.PNG, ExportOptions.DEFAULT.withTheme(GraphTheme.DARK))));
		assertEquals(GraphTheme.DARK.canvas(), image.getRGB(0, 0) & 0xffffff);
	}

	@Test
	public void anEmptyGraphIsWrittenInEveryFormat() throws Exception {
		for (ExportFormat format : ExportFormat.values()) {
			assertTrue(format.name(), bytes(of(new MeshGraph()), format, ExportOptions.DEFAULT).length > 0);
		}
	}

	@Test
	public void aGoodFileStaysWhenTheNewOneIsCancelled() throws Exception {
		Path file = folder.getRoot().toPath().resolve("topology.svg");
		Files.writeString(file, "good");
		var cancelled = new NullProgressMonitor();
		cancelled.setCanceled(true);
		GraphExport export = of(MeshGraph.generated(400, 4, 1));
		for (ExportFormat format : ExportFormat.values()) {
			assertThrows(OperationCanceledException.class, () -> export.write(format, ExportOptions.DEFAULT, file, cancelled));
			assertEquals("good", Files.readString(file));
		}
		assertEquals("nothing is left beside it", 1, folder.getRoot().list().length);
	}

	@Test
	public void aGoodFileStaysWhenTheNewOneFails() throws Exception {
		Path file = folder.getRoot().toPath().resolve("topology.graphml");
		Files.writeString(file, "good");
		GraphExport export = of(MeshGraph.shop()).withAttributes(element -> {
			if (element.equals("redis")) {
				throw new IllegalStateException("no attributes");
			}
			return Map.of();
		});
		assertThrows(IllegalStateException.class, () -> export.write(ExportFormat.DOT, ExportOptions.DEFAULT, file, new NullProgressMonitor()));
		assertEquals("good", Files.readString(file));
		assertEquals(1, folder.getRoot().list().length);
	}

	@Test
	public void aFileIsReplacedWhenTheNewOneIsComplete() throws Exception {
		Path file = folder.getRoot().toPath().resolve("topology.dot");
		Files.writeString(file, "old");
		of(MeshGraph.shop()).write(ExportFormat.DOT, ExportOptions.DEFAULT, file, new NullProgressMonitor());
		assertTrue(Files.readString(file).startsWith("digraph"));
		assertEquals(1, folder.getRoot().list().length);
	}

	@Test
	public void whatALinkPointsAtIsReplacedAndNotTheLink() throws Exception {
		Path real = Files.writeString(folder.getRoot().toPath().resolve("real.dot"), "old");
		Path link = Files.createSymbolicLink(folder.getRoot().toPath().resolve("link.dot"), real);
		of(MeshGraph.shop()).write(ExportFormat.DOT, ExportOptions.DEFAULT, link, new NullProgressMonitor());
		assertTrue(Files.isSymbolicLink(link));
		assertTrue(Files.readString(real).startsWith("digraph"));
	}

	@Test
	public void whatChangesAfterwardsIsNotInTheExport() throws Exception {
		MeshGraph graph = MeshGraph.shop();
		GraphExport export = of(graph);
		graph.nodes.clear();
		graph.sign("redis", Sign.FAILING);
		assertEquals(MeshGraph.shop().nodes.size(), export.nodes());
		assertEquals("healthy", new ReadBack(bytes(export, ExportFormat.GRAPHML, ExportOptions.DEFAULT)).attributes.get("redis").get("health"));
	}

	@Test
	public void theFormatFollowsFromTheEndingOfTheName() {
		assertEquals(ExportFormat.PNG, ExportFormat.of("a.svg.PNG").orElseThrow());
		assertTrue(ExportFormat.of("png").isEmpty());
	}
}
