package org.cortexbrain.kubeconfig.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.kubeconfig.Secret;

/**
 * One element of {@code users}.
 *
 * @param folder what its relative paths are relative to
 * @param certificateData PEM text, empty if not given
 * @param keyData PEM text, empty if not given
 * @param authProvider the name of the provider, empty if none is asked for
 * @param fields only to say where each field stands
 */
record UserEntry(String name, Path folder, String certificateFile, String certificateData, String keyFile, Secret keyData, Secret token,
		String tokenFile, String user, Secret password, String as, String asUid, List<String> asGroups, Map<String, List<String>> asExtra,
		Optional<String> authProvider, Optional<ExecEntry> exec, Fields fields) {

	static UserEntry read(String name, Fields user, Path folder) {
		UserEntry entry = new UserEntry(name, folder, user.text("client-certificate"), pem(user, "client-certificate-data"),
				user.text("client-key"), new Secret(pem(user, "client-key-data")), new Secret(user.text("token")), user.text("tokenFile"),
				user.text("username"), new Secret(user.text("password")), user.text("as"), user.text("as-uid"), user.texts("as-groups"),
				user.textLists("as-user-extra"), user.object("auth-provider").map(UserEntry::provider),
				user.object("exec").map(ExecEntry::read), user);
		Extensions.read(user);
		user.nameUnknown("the user \"" + Words.printable(name) + "\"");
		return entry;
	}

	/** A path of this entry, absolute. */
	Path resolve(String path) {
		return folder.resolve(path).normalize();
	}

	boolean hasCertificate() {
		return !certificateFile.isEmpty() || !certificateData.isEmpty();
	}

	boolean hasKey() {
		return !keyFile.isEmpty() || !keyData.isEmpty();
	}

	private static String pem(Fields user, String field) {
		return new String(user.bytes(field), StandardCharsets.ISO_8859_1);
	}

	private static String provider(Fields provider) {
		// read for its kinds alone: what is in it belongs to a provider that no longer exists
		provider.object("config").ifPresent(Fields::allTexts);
		return provider.text("name");
	}
}
