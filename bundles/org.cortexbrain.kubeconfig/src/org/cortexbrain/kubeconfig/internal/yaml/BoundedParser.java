package org.cortexbrain.kubeconfig.internal.yaml;

import java.util.Optional;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/** Stops a text that nests too deep before the composer, which recurses, has used up the stack. */
final class BoundedParser implements Parser {
	private final Parser parser;
	private final int deepest;
	private int depth;

	/** The text nests too deep. */
	static final class TooDeep extends RuntimeException {
		private static final long serialVersionUID = 1L;
		private final transient Optional<Mark> mark;

		private TooDeep(Optional<Mark> mark) {
			super("too deep", null, false, false);
			this.mark = mark;
		}

		Optional<Mark> mark() {
			return mark;
		}
	}

	BoundedParser(Parser parser, int deepest) {
		this.parser = parser;
		this.deepest = deepest;
	}

	@Override
	public boolean checkEvent(Event.ID kind) {
		return parser.checkEvent(kind);
	}

	@Override
	public Event peekEvent() {
		return parser.peekEvent();
	}

	@Override
	public boolean hasNext() {
		return parser.hasNext();
	}

	@Override
	public Event next() {
		Event event = parser.next();
		switch (event.getEventId()) {
		case SequenceStart, MappingStart -> {
			if (++depth > deepest) {
				throw new TooDeep(event.getStartMark());
			}
		}
		case SequenceEnd, MappingEnd -> depth--;
		default -> {
			// scalars and documents have no depth
		}
		}
		return event;
	}
}
