package org.cortexbrain.telemetry;

import java.nio.file.Path;

/**
 * A source that plays a recording. A truncated or damaged one plays up to the damage and says so in its last state.
 */
public final class RecordingSource implements Source {
	private final Path file;
	private final double speed;

	/** @param speed 1 plays in real time, 60 a minute in a second; 0 delivers all at once */
	public RecordingSource(Path file, double speed) {
		this.file = file;
		this.speed = speed;
	}

	@Override
	public String id() {
		return "recording " + file;
	}

	@Override
	public String name() {
		return file.getFileName().toString();
	}

	@Override
	public void open(Receiver receiver) {
		throw new UnsupportedOperationException("to be written: " + speed);
	}

	@Override
	public void close() {
		throw new UnsupportedOperationException("to be written");
	}
}
