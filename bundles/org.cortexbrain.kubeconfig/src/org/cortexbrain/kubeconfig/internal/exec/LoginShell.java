package org.cortexbrain.kubeconfig.internal.exec;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.cortexbrain.kubeconfig.Place;
import org.cortexbrain.kubeconfig.Problem;

/** Asks the user's shell, started as for a terminal, what PATH it makes. */
public final class LoginShell {
	private static final Place SHELL = new Place.Whole("SHELL");
	/** Around the answer, since a shell's files print greetings. */
	private static final String MARK = "cortexbrain-path-begins-and-ends-here";
	/** Understood by sh, bash, zsh, fish and tcsh alike. */
	private static final String QUESTION = "echo " + MARK + "; printenv PATH; echo " + MARK;
	private static final Pattern ANSWER = Pattern.compile(MARK + "\\R(.*)\\R" + MARK);
	private static final Path SESSION = Path.of("/usr/bin/setsid");
	private static final Duration LAST_WORDS = Duration.ofSeconds(1);

	private final Map<String, String> environment;
	private final Duration limit;

	public LoginShell(Map<String, String> environment, Duration limit) {
		this.environment = environment;
		this.limit = limit;
	}

	/** What came of the question. */
	public sealed interface Answer {
		/** The shell's PATH, not empty. */
		record SearchPath(String path) implements Answer {
		}

		/** None. */
		record NoAnswer(Problem problem) implements Answer {
		}
	}

	/** Blocks until the shell has answered or the time is up; the shell has ended then. */
	public Answer searchPath() throws InterruptedException {
		String shell = environment.getOrDefault("SHELL", "");
		if (shell.isEmpty()) {
			return none("It is not set");
		}
		List<String> command = new ArrayList<>();
		if (Files.isExecutable(SESSION)) {
			// an interactive shell would take the terminal away from the program that was started there
			command.add(SESSION.toString());
		}
		command.addAll(List.of(shell, "-lic", QUESTION));
		ProcessBuilder builder = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
				.redirectError(ProcessBuilder.Redirect.DISCARD);
		builder.environment().clear();
		builder.environment().putAll(environment);
		try {
			return answer(shell, builder.start());
		} catch (IOException missing) {
			return none(shell + " cannot be started");
		}
	}

	private Answer answer(String shell, Process process) throws InterruptedException {
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		try {
			Intake intake = Intake.of("login shell", process.getInputStream(), output::writeBytes);
			if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
				return none(shell + " gave no answer within " + limit.toSeconds() + " s");
			}
			intake.await(LAST_WORDS);
		} finally {
			Processes.end(process);
		}
		Matcher matcher = ANSWER.matcher(output.toString(StandardCharsets.UTF_8));
		return matcher.find() && !matcher.group(1).isEmpty() ? new Answer.SearchPath(matcher.group(1))
				: none(shell + " ended with " + process.exitValue() + " and did not say its PATH");
	}

	private static Answer none(String what) {
		return new Answer.NoAnswer(Problem.warning(SHELL, what + ", so exec plug-ins are looked for in the PATH that this program was started with",
				"Start this program from a terminal, or write the plug-in's whole path into the kubeconfig"));
	}
}
