package org.cortexbrain.cluster.internal.transport;

import org.cortexbrain.kubeconfig.Access;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import okhttp3.OkHttpClient;

/**
 * Kubernetes clients that send over an HTTP client of ours. The client's own reading of kubeconfig, credentials, certificates and proxies is left
 * out, since it differs from kubectl's.
 */
public final class KubernetesClients {
	/** A page of five hundred objects, over a slow line. */
	private static final int REQUEST_MILLIS = 15_000;
	/** Refusals for the moment (429, 5xx) and silence are tried again once by the client: who waits is to know soon. */
	private static final int RETRIES = 1;

	private KubernetesClients() {
	}

	public static KubernetesClient of(Access access, OkHttpClient http) {
		Config config = new ConfigBuilder(Config.empty()).withMasterUrl(access.server().toString()).withNamespace(access.namespace())
				.withRequestTimeout(REQUEST_MILLIS).withRequestRetryBackoffLimit(RETRIES).withAutoConfigure(false).build();
		return new KubernetesClientBuilder().withConfig(config).withHttpClientFactory(new Over(http)).build();
	}

	private static final class Over implements HttpClient.Factory {
		private final OkHttpClientFactory okHttp;

		Over(OkHttpClient http) {
			okHttp = new OkHttpClientFactory() {
				@Override
				protected OkHttpClient.Builder newOkHttpClientBuilder() {
					return http.newBuilder();
				}
			};
		}

		@Override
		public HttpClient.Builder newBuilder() {
			return okHttp.newBuilder();
		}

		/** Not the factory's own, which would put the configuration's certificates and proxies in the place of ours. */
		@Override
		public HttpClient.Builder newBuilder(Config config) {
			HttpClient.Builder builder = okHttp.newBuilder();
			builder.tag(config.getRequestConfig());
			return builder;
		}
	}
}
