package org.cortexbrain.kubeconfig.internal.exec;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.ExecPlugin.ClusterDescription;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** What a plug-in is told in {@code KUBERNETES_EXEC_INFO} (client-go, pkg/apis/clientauthentication/v1/types.go; v1beta1 has the same fields). */
final class ExecInfo {
	static final String VARIABLE = "KUBERNETES_EXEC_INFO";
	private static final JsonFactory FACTORY = new JsonFactory();

	private ExecInfo() {
	}

	static String json(ExecPlugin plugin, boolean interactive) {
		StringWriter text = new StringWriter();
		try (JsonGenerator json = FACTORY.createGenerator(text)) {
			json.writeStartObject();
			json.writeStringField("kind", "ExecCredential");
			json.writeStringField("apiVersion", plugin.version().apiVersion());
			json.writeObjectFieldStart("spec");
			if (plugin.cluster() instanceof ClusterDescription.Provided cluster) {
				json.writeObjectFieldStart("cluster");
				write(cluster, json);
				json.writeEndObject();
			}
			json.writeBooleanField("interactive", interactive);
			json.writeEndObject();
			json.writeEndObject();
		} catch (IOException impossible) {
			throw new UncheckedIOException("a writer into memory failed", impossible);
		}
		return text.toString();
	}

	private static void write(ClusterDescription.Provided cluster, JsonGenerator json) throws IOException {
		json.writeStringField("server", cluster.server());
		optional(json, "tls-server-name", cluster.tlsServerName());
		if (cluster.insecureSkipTlsVerify()) {
			json.writeBooleanField("insecure-skip-tls-verify", true);
		}
		optional(json, "certificate-authority-data",
				Base64.getEncoder().encodeToString(cluster.authorities().getBytes(StandardCharsets.ISO_8859_1)));
		optional(json, "proxy-url", cluster.proxyUrl().reveal());
		if (cluster.disableCompression()) {
			json.writeBooleanField("disable-compression", true);
		}
		if (!cluster.config().isEmpty()) {
			json.writeFieldName("config");
			json.writeRawValue(cluster.config().reveal());
		}
	}

	private static void optional(JsonGenerator json, String name, String value) throws IOException {
		if (!value.isEmpty()) {
			json.writeStringField(name, value);
		}
	}
}
