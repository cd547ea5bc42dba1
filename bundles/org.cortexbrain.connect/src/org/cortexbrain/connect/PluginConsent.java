package org.cortexbrain.connect;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.Secret;

/**
 * Which exec plug-ins a person has allowed to run. A kubeconfig of somebody else names a program of somebody else, so that each is asked for once.
 *
 * <p>Who allows one allows this program with these arguments and this environment; a change of any of them is asked for anew. What is
 * remembered over a restart is a slow hash with a salt, since arguments and environment may hold credentials. Safe for use by several threads;
 * {@link #isAllowed} may take a tenth of a second.
 */
public final class PluginConsent {
	private static final int ITERATIONS = 120_000;
	private static final int BITS = 256;
	private static final int SALT_BYTES = 16;

	private record Key(ExecPlugin.Version version, String command, List<String> arguments, Map<String, Secret> environment) {
		static Key of(ExecPlugin plugin) {
			return new Key(plugin.version(), plugin.command(), plugin.arguments(), plugin.environment());
		}
	}

	private final String salt;
	private final Set<String> remembered = ConcurrentHashMap.newKeySet();
	private final Set<Key> allowed = ConcurrentHashMap.newKeySet();
	private final Map<Key, String> prints = new ConcurrentHashMap<>();
	private final Consumer<Set<String>> save;

	/**
	 * @param salt of this workspace, from {@link #newSalt}
	 * @param remembered what {@code save} was given before
	 * @param save takes all that is to be remembered; called on the thread that allows
	 */
	public PluginConsent(String salt, Set<String> remembered, Consumer<Set<String>> save) {
		this.salt = Objects.requireNonNull(salt);
		this.remembered.addAll(remembered);
		this.save = Objects.requireNonNull(save);
	}

	public static String newSalt() {
		byte[] bytes = new byte[SALT_BYTES];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	public boolean isAllowed(ExecPlugin plugin) {
		Key key = Key.of(plugin);
		return allowed.contains(key) || !remembered.isEmpty() && remembered.contains(print(key));
	}

	/** Allows it to run, as often as it is needed. @param always also after a restart */
	public void allow(ExecPlugin plugin, boolean always) {
		Key key = Key.of(plugin);
		allowed.add(key);
		if (always && remembered.add(print(key))) {
			save.accept(Set.copyOf(remembered));
		}
	}

	/** What it would run, as it is written in a shell; values of the environment are left out. */
	public static String command(ExecPlugin plugin) {
		var command = new StringBuilder();
		plugin.environment().keySet().forEach(name -> command.append(Shown.of(name)).append("=… "));
		command.append(quoted(plugin.command()));
		plugin.arguments().forEach(argument -> command.append(' ').append(quoted(argument)));
		return command.toString();
	}

	private static String quoted(String word) {
		String shown = Shown.of(word);
		return shown.matches("[A-Za-z0-9_./:=@%+,-]+") ? shown : "'" + shown.replace("'", "'\\''") + "'";
	}

	private String print(Key key) {
		return prints.computeIfAbsent(key, this::made);
	}

	private String made(Key key) {
		var text = new StringBuilder();
		append(text, key.version.apiVersion());
		append(text, key.command);
		key.arguments.forEach(argument -> append(text, argument));
		new TreeMap<>(key.environment).forEach((name, value) -> {
			append(text, name);
			append(text, value.reveal());
		});
		try {
			var spec = new PBEKeySpec(text.toString().toCharArray(), salt.getBytes(StandardCharsets.US_ASCII), ITERATIONS, BITS);
			return HexFormat.of().formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded());
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", e);
		}
	}

	/* With its length, so that no two lists of words make one text. */
	private static void append(StringBuilder text, String word) {
		text.append(word.length()).append(':').append(word);
	}
}
