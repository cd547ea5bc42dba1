package org.cortexbrain.agents;

import static org.junit.Assert.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import org.junit.Test;

/** How the text of a log becomes lines. */
public class AgentLogTest {
	private static List<String> lines(String text) throws IOException {
		List<String> lines = new ArrayList<>();
		AgentLog.readLines(new BufferedReader(new StringReader(text)), lines::add);
		return lines;
	}

	@Test
	public void eachLineIsTold() throws Exception {
		assertEquals(List.of("one", "", "three"), lines("one\n\nthree\n"));
	}

	@Test
	public void theLastLineIsToldAlsoWithoutAnEnd() throws Exception {
		assertEquals(List.of("one", "two"), lines("one\ntwo"));
	}

	@Test
	public void aLineWithoutAnEndFillsNoMemory() throws Exception {
		List<String> lines = lines("x".repeat(100_000) + "\nnext\n");
		assertEquals(AgentLog.LONGEST_LINE, lines.getFirst().length());
		assertEquals("next", lines.getLast());
	}
}
