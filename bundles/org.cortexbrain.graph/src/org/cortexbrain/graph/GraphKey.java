package org.cortexbrain.graph;

import java.util.Arrays;
import java.util.Optional;

import org.eclipse.swt.SWT;

/** The keys of a graph viewer that has the focus, and what each does. Pages of help are made from it, or compared with it. */
public enum GraphKey {
	WALK("Arrow keys", "Go to the next node in that direction, along a connection if one leads there; from a connection to its end", 0,
			SWT.ARROW_LEFT, SWT.ARROW_RIGHT, SWT.ARROW_UP, SWT.ARROW_DOWN),
	EXTEND("Shift+Arrow keys", "The same, and keep what was selected; back again takes it out", SWT.SHIFT, SWT.ARROW_LEFT, SWT.ARROW_RIGHT,
			SWT.ARROW_UP, SWT.ARROW_DOWN),
	NEXT("Page Down", "Go to the next node, what a container holds after the container", 0, SWT.PAGE_DOWN),
	PREVIOUS("Page Up", "Go to the node before", 0, SWT.PAGE_UP),
	NEXT_CONNECTION("C", "Go to the next connection of the node", 0, 'c'),
	PREVIOUS_CONNECTION("Shift+C", "Go to the connection before", SWT.SHIFT, 'c'),
	INTO("I", "Go to the first node that the container holds", 0, 'i'),
	OUT("O", "Go to the container of the node, or to the source of the connection", 0, 'o'),
	SELECT_ALL("Ctrl+A", "Select all nodes", SWT.MOD1, 'a'),
	CLEAR("Esc", "Select nothing", 0, SWT.ESC),
	OPEN("Enter", "Open what is selected, as a double click does", 0, SWT.CR, SWT.KEYPAD_CR),
	MOVE("Ctrl+Shift+Arrow keys", "Move the selected nodes; it counts when Ctrl or Shift is let go", SWT.MOD1 | SWT.SHIFT,
			SWT.ARROW_LEFT, SWT.ARROW_RIGHT, SWT.ARROW_UP, SWT.ARROW_DOWN),
	PIN("P", "Pin the selected nodes where they are, or release them", 0, 'p'),
	PAN("Ctrl+Arrow keys", "Move the view", SWT.MOD1, SWT.ARROW_LEFT, SWT.ARROW_RIGHT, SWT.ARROW_UP, SWT.ARROW_DOWN),
	ZOOM_IN("+", "Come closer", 0, '+', '=', SWT.KEYPAD_ADD),
	ZOOM_OUT("-", "Go further away", 0, '-', SWT.KEYPAD_SUBTRACT),
	NATURAL_SIZE("0", "Show it in its natural size", 0, '0'),
	FIT("Home", "Show all of the graph", 0, SWT.HOME),
	FIT_SELECTION("Z", "Show what is selected, as large as it can be read", 0, 'z'),
	NEXT_MATCH("F3", "Go to the next node that was found", 0, SWT.F3),
	PREVIOUS_MATCH("Shift+F3", "Go to the node before that was found", SWT.SHIFT, SWT.F3),
	FOCUS("F", "Show only what is one hop from the selection; again, one hop more", 0, 'f'),
	FOCUS_LESS("Shift+F", "One hop less; after the last, show all", SWT.SHIFT, 'f'),
	HIDE("H", "Hide the selected nodes", 0, 'h'),
	SHOW_ALL("Shift+H", "Show all that is hidden or out of focus", SWT.SHIFT, 'h'),
	TOOLTIP("F2", "Show the tooltip", 0, SWT.F2),
	MENU("Shift+F10", "Show the context menu; so does the Menu key", SWT.SHIFT, SWT.F10),
	COLLAPSE("E", "Collapse the container, or the one around the node, to a card; or open it again", 0, 'e'),
	LEGEND("L", "Show or hide the legend", 0, 'l'),
	MINIMAP("M", "Show or hide the map of the whole graph; it is there while a part of it is seen", 0, 'm');

	private final String keys;
	private final String does;
	private final int modifiers;
	private final int[] codes;

	GraphKey(String keys, String does, int modifiers, int... codes) {
		this.keys = keys;
		this.does = does;
		this.modifiers = modifiers;
		this.codes = codes;
	}

	/** The keys as people read them. */
	public String keys() {
		return keys;
	}

	/** What happens, as a sentence without its period. */
	public String does() {
		return does;
	}

	/** As SWT's accelerators: modifiers and the code of the key. */
	public int[] accelerators() {
		return Arrays.stream(codes).map(code -> modifiers | code).toArray();
	}

	/**
	 * What a key does; empty if it is not of this table.
	 *
	 * @param keyCode as of a key event
	 * @param character as of a key event: some signs are typed with Shift here and without there
	 * @param stateMask as of a key event
	 */
	public static Optional<GraphKey> of(int keyCode, char character, int stateMask) {
		int pressed = keyCode | stateMask & SWT.MODIFIER_MASK;
		return with(pressed).or(() -> (stateMask & (SWT.MODIFIER_MASK & ~SWT.SHIFT)) == 0 && !Character.isLetter(character)
				? with(character) : Optional.empty());
	}

	private static Optional<GraphKey> with(int accelerator) {
		return Arrays.stream(values()).filter(each -> Arrays.stream(each.accelerators()).anyMatch(code -> code == accelerator)).findFirst();
	}
}
