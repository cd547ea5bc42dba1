package org.cortexbrain.kubeconfig;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.cortexbrain.kubeconfig.internal.exec.LoginShell;

/**
 * The environment that programs have in the user's terminal, as far as finding programs goes: a desktop starts applications without what
 * the shell's files add to PATH, and plug-ins are found there.
 *
 * <p>The login shell is asked once, when it is first needed, and only for PATH. If it fails or takes too long, PATH stays what it is, and
 * {@link #trouble} says so. Safe for use by several threads; the first call blocks until the shell has answered.
 */
public final class LoginEnvironment implements Supplier<Map<String, String>> {
	/** A shell that loads version managers and completions takes a second or two. */
	public static final Duration USUAL_LIMIT = Duration.ofSeconds(10);

	private final Map<String, String> own;
	private final Duration limit;
	private List<LoginShell.Answer> answer = List.of();

	/** @param own this process's variables, SHELL among them */
	public LoginEnvironment(Map<String, String> own, Duration limit) {
		this.own = Map.copyOf(own);
		this.limit = Objects.requireNonNull(limit);
	}

	/** This process's variables with the login shell's PATH. If the thread is interrupted, PATH stays what it is for now. */
	@Override
	public Map<String, String> get() {
		Map<String, String> environment = new HashMap<>(own);
		if (ask() instanceof LoginShell.Answer.SearchPath(String path)) {
			environment.put("PATH", path);
		}
		return environment;
	}

	/** Why PATH is not the login shell's; empty if it is, or nobody has asked yet. */
	public synchronized Optional<Problem> trouble() {
		return answer.stream().filter(LoginShell.Answer.NoAnswer.class::isInstance).map(LoginShell.Answer.NoAnswer.class::cast)
				.map(LoginShell.Answer.NoAnswer::problem).findFirst();
	}

	private synchronized LoginShell.Answer ask() {
		if (answer.isEmpty()) {
			try {
				answer = List.of(new LoginShell(own, limit).searchPath());
			} catch (InterruptedException _) {
				Thread.currentThread().interrupt();
				return new LoginShell.Answer.NoAnswer(Problem.warning(new Place.Whole("SHELL"), "The login shell was not asked to the end",
						"Try again"));
			}
		}
		return answer.getFirst();
	}
}
