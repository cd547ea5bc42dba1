package org.cortexbrain.kubeconfig.internal.exec;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.cortexbrain.kubeconfig.CredentialException;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.PluginConsole;
import org.cortexbrain.kubeconfig.PluginConsole.Input;
import org.cortexbrain.kubeconfig.PluginCredential;
import org.cortexbrain.kubeconfig.Problem;
import org.cortexbrain.kubeconfig.internal.Words;

/** One run of an exec plug-in, from finding its program to the credential. */
public final class PluginRun {
	private static final int LONGEST = 1024 * 1024;
	private static final Duration LAST_WORDS = Duration.ofSeconds(1);

	private final ExecPlugin plugin;
	private final Map<String, String> environment;
	private final PluginConsole console;
	private final Duration limit;
	private final String named;

	/** @param environment all variables but those of the plug-in's own entry */
	public PluginRun(ExecPlugin plugin, Map<String, String> environment, PluginConsole console, Duration limit) {
		this.plugin = plugin;
		this.environment = environment;
		this.console = console;
		this.limit = limit;
		this.named = "The exec plug-in \"" + Words.printable(plugin.name()) + "\"";
	}

	/** Runs it. Blocks until it has ended; on interruption it is ended with all that it has started. */
	public PluginCredential credential() throws CredentialException, InterruptedException {
		Path program = program();
		Input input = input();
		Process process = start(program, input);
		byte[] output;
		try {
			output = output(process, input);
		} finally {
			Processes.end(process);
		}
		if (process.exitValue() != 0) {
			throw failed(named + " ended with " + process.exitValue(), "Read what it said, or run it in a terminal with the same arguments");
		}
		return new PluginAnswer(plugin).read(output);
	}

	private Path program() throws CredentialException {
		String command = plugin.command();
		boolean pathed = command.indexOf('/') >= 0 || command.indexOf(File.separatorChar) >= 0;
		List<Path> candidates = new ArrayList<>();
		String searched = environment.getOrDefault("PATH", "");
		try {
			if (pathed) {
				candidates.add(Path.of(command));
			} else {
				for (String folder : searched.split(Pattern.quote(File.pathSeparator))) {
					// a relative folder would run whatever lies where this program happens to have been started
					if (!folder.isEmpty() && Path.of(folder).isAbsolute()) {
						candidates.add(Path.of(folder, command));
					}
				}
			}
		} catch (InvalidPathException _) {
			throw failed(named + " has a name that no file can have", "Correct its command");
		}
		Optional<Path> found = candidates.stream().filter(path -> Files.isRegularFile(path) && Files.isExecutable(path)).findFirst();
		if (found.isPresent()) {
			return found.get();
		}
		Optional<Path> locked = candidates.stream().filter(Files::isRegularFile).findFirst();
		if (locked.isPresent()) {
			throw failed(named + " may not be run: " + locked.get(), "Make the file executable");
		}
		throw failed(named + (pathed ? " does not exist: " + Words.printable(command) : " is in no folder of PATH (" + Words.printable(searched)
				+ ")"),
				plugin.installHint().isBlank() ? "Install it, or write its whole path into the kubeconfig" : withoutFullStop(plugin.installHint()));
	}

	private Input input() throws CredentialException {
		return switch (plugin.interactiveMode()) {
		case NEVER -> new Input.Unavailable("its interactiveMode is Never");
		case IF_AVAILABLE -> console.input(plugin);
		case ALWAYS -> {
			Input input = console.input(plugin);
			if (input instanceof Input.Unavailable(String why)) {
				throw failed(named + " wants to ask something, and nobody can answer it: " + why, "Run it where somebody can answer, "
						+ "or set interactiveMode to IfAvailable if it can do without");
			}
			yield input;
		}
		};
	}

	private Process start(Path program, Input input) throws CredentialException {
		List<String> command = new ArrayList<>(List.of(program.toString()));
		command.addAll(plugin.arguments());
		ProcessBuilder builder = new ProcessBuilder(command);
		Map<String, String> variables = new HashMap<>(environment);
		variables.putAll(plugin.revealedEnvironment());
		variables.put(ExecInfo.VARIABLE, ExecInfo.json(plugin, !(input instanceof Input.Unavailable)));
		// a variable, since Eclipse's compiler fails at a switch among the arguments inside a try
		ProcessBuilder.Redirect source = switch (input) {
		case Input.Terminal _ -> ProcessBuilder.Redirect.INHERIT;
		case Input.Unavailable _, Input.Typed _ -> ProcessBuilder.Redirect.PIPE;
		};
		try {
			builder.environment().clear();
			builder.environment().putAll(variables);
			builder.redirectInput(source);
			return builder.start();
		} catch (IOException | IllegalArgumentException notStarted) {
			// its message may quote arguments and variables, so only the cause's kind is told
			throw failed(named + " cannot be started: " + program + " is no program for this machine, or its interpreter is missing",
					"Run it in a terminal to see why");
		}
	}

	private byte[] output(Process process, Input input) throws CredentialException, InterruptedException {
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		AtomicBoolean tooLong = new AtomicBoolean();
		String thread = "exec plug-in " + plugin.name();
		Intake out = Intake.of(thread + " output", process.getInputStream(), piece -> {
			if (output.size() + piece.length > LONGEST) {
				tooLong.set(true);
			} else {
				output.writeBytes(piece);
			}
		});
		Intake error = Intake.of(thread + " error", process.getErrorStream(), shown());
		switch (input) {
		case Input.Typed(InputStream text) -> feed(thread, text, process);
		case Input.Unavailable _ -> feed(thread, InputStream.nullInputStream(), process);
		case Input.Terminal _ -> {
			// the process reads the terminal itself
		}
		}
		if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
			throw failed(named + " gave no answer within " + limit.toSeconds() + " s and was ended",
					"Try again, and answer what it asks; or run it in a terminal to see what it waits for");
		}
		out.await(LAST_WORDS);
		error.await(LAST_WORDS);
		if (tooLong.get()) {
			throw failed(named + " wrote more than 1 MiB to its standard output", "Run it in a terminal: it must write one ExecCredential");
		}
		return output.toByteArray();
	}

	/** Bytes to text that can be shown; a letter whose bytes come in two pieces is put together. */
	private Consumer<byte[]> shown() {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
				.onUnmappableCharacter(CodingErrorAction.REPLACE);
		ByteArrayOutputStream rest = new ByteArrayOutputStream();
		return piece -> {
			rest.writeBytes(piece);
			ByteBuffer bytes = ByteBuffer.wrap(rest.toByteArray());
			CharBuffer letters = CharBuffer.allocate(bytes.remaining() + 1);
			decoder.decode(bytes, letters, false);
			rest.reset();
			rest.write(bytes.array(), bytes.position(), bytes.remaining());
			letters.flip();
			if (letters.hasRemaining()) {
				console.show(plugin, Words.printable(letters.toString()));
			}
		};
	}

	private static void feed(String name, InputStream text, Process process) {
		Thread.ofPlatform().daemon().name(name + " input").start(() -> {
			try (OutputStream stdin = process.getOutputStream()) {
				byte[] buffer = new byte[1024];
				for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
					stdin.write(buffer, 0, count);
					stdin.flush();
				}
			} catch (IOException _) {
				// the plug-in has ended without reading everything, as it may
				return;
			}
		});
	}

	private static String withoutFullStop(String text) {
		return text.strip().replaceFirst("\\.$", "");
	}

	private CredentialException failed(String what, String remedy) {
		return new CredentialException(Problem.error(plugin.place(), what, remedy));
	}
}
