package org.cortexbrain.report;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Mesh;
import org.junit.Test;

public class FlowsCsvTest {
	private static List<List<String>> rows(Mesh mesh) throws IOException {
		var out = new ByteArrayOutputStream();
		FlowsCsv.write(mesh, out);
		return parse(out.toString(StandardCharsets.UTF_8));
	}

	/** Reads RFC 4180, and nothing but it. */
	private static List<List<String>> parse(String csv) {
		List<List<String>> rows = new ArrayList<>();
		List<String> row = new ArrayList<>();
		var field = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < csv.length(); i++) {
			char c = csv.charAt(i);
			if (quoted) {
				if (c != '"') {
					field.append(c);
				} else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
					field.append('"');
					i++;
				} else {
					quoted = false;
				}
			} else if (c == '"') {
				assertEquals("a quote begins a field", 0, field.length());
				quoted = true;
			} else if (c == ',') {
				row.add(field.toString());
				field.setLength(0);
			} else if (c == '\r') {
				assertEquals("a row ends with CR LF", '\n', csv.charAt(++i));
				row.add(field.toString());
				field.setLength(0);
				rows.add(row);
				row = new ArrayList<>();
			} else {
				field.append(c);
			}
		}
		assertTrue("the last row has its end", row.isEmpty() && field.isEmpty() && !quoted);
		return rows;
	}

	@Test
	public void everySideThatWasSeenIsARowUnderTheHeader() throws IOException {
		List<List<String>> rows = rows(Meshes.mesh());
		assertEquals(1 + 4, rows.size());
		rows.forEach(row -> assertEquals(rows.getFirst().size(), row.size()));
		assertEquals(List.of("shop", "cart", "cart-6b7f9c5d4-x2z9k", "data", "db", "db-0", "5432", "client", "3", "2", "1", "4", "5", "6", "7", "8",
				"9", "9007199254740993", "11", "12", "13", "14", "6", "8", "1", "2"), rows.get(1));
	}

	@Test
	public void whatIsNotKnownIsEmptyAndNotZero() throws IOException {
		List<List<String>> rows = rows(Meshes.mesh());
		List<String> header = rows.getFirst();
		List<String> server = rows.get(2);
		assertEquals("server", server.get(header.indexOf("side")));
		assertEquals("", server.get(header.indexOf("refused")));
		List<String> others = rows.get(4);
		assertEquals("", others.get(header.indexOf("port")));
		assertEquals("", others.get(header.indexOf("connect_p95_us")));
		assertEquals("0", others.get(header.indexOf("opened")));
	}

	@Test
	public void namesWithSpecialCharactersAreQuotedAndFormulasAreDefused() throws IOException {
		for (String name : List.of("=HYPERLINK(\"http://x\",\"y\")", "+1", "-2+3", "@SUM(A1)", "\tx", "a,b", "a\"b", "a\r\nb", "plain")) {
			var source = new Endpoint.Process("n1", name);
			String shown = rows(Meshes.mesh(List.of(), Meshes.edge(source, Meshes.DB, 1, Optional.of(Counters.ZERO), Optional.empty()))).get(1).get(2);
			assertEquals("=+-@\t".indexOf(name.charAt(0)) >= 0 ? "'" + name : name, shown);
		}
	}
}
