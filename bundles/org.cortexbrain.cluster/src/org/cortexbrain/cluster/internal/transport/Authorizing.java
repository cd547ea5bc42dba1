package org.cortexbrain.cluster.internal.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;

import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.cluster.internal.transport.AuthorizationSource.Authorization;
import org.cortexbrain.kubeconfig.Access;
import org.cortexbrain.kubeconfig.ClientIdentity;
import org.cortexbrain.kubeconfig.CredentialException;
import org.cortexbrain.kubeconfig.Impersonation;
import org.cortexbrain.kubeconfig.Problem;

import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Puts the credentials on each request, and tries once more with renewed ones when the server says that it does not know them (401). */
final class Authorizing implements Interceptor {
	private static final int UNAUTHORIZED = 401;

	private final Access access;
	private final AuthorizationSource source;
	private final ClientKeys keys;
	private final Runnable forgetConnections;

	/** @param forgetConnections ends what was negotiated with another certificate than the one that is shown now */
	Authorizing(Access access, AuthorizationSource source, ClientKeys keys, Runnable forgetConnections) {
		this.access = access;
		this.source = source;
		this.keys = keys;
		this.forgetConnections = forgetConnections;
	}

	@Override
	public Response intercept(Chain chain) throws IOException {
		try {
			Request request = chain.request();
			Authorization authorization = source.current();
			show(authorization);
			Response response = chain.proceed(authorized(request, authorization));
			if (response.code() != UNAUTHORIZED || request.body() != null && request.body().isOneShot()) {
				return response;
			}
			Optional<Authorization> renewed = source.renewed(authorization);
			if (renewed.isEmpty()) {
				return response;
			}
			response.close();
			show(renewed.get());
			return chain.proceed(authorized(request, renewed.get()));
		} catch (CredentialException e) {
			Problem problem = e.problem();
			throw new ClusterFault(problem.place() + ": " + problem.what() + ".", problem.remedy() + ".", e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw (IOException) new InterruptedIOException("cancelled while asking for a credential").initCause(e);
		}
	}

	private void show(Authorization authorization) throws CredentialException {
		if (!(authorization.identity() instanceof ClientIdentity.None)) {
			keys.show(authorization.identity());
		}
		if (keys.refresh()) {
			forgetConnections.run();
		}
	}

	private Request authorized(Request request, Authorization authorization) {
		Request.Builder builder = request.newBuilder();
		if (!authorization.header().isEmpty()) {
			builder.header("Authorization", authorization.header().reveal());
		}
		if (!access.compression()) {
			builder.header("Accept-Encoding", "identity");
		}
		impersonate(builder, access.impersonation());
		return builder.build();
	}

	private static void impersonate(Request.Builder builder, Impersonation as) {
		if (as.isNobody()) {
			return;
		}
		builder.header("Impersonate-User", as.user());
		if (!as.uid().isEmpty()) {
			builder.header("Impersonate-Uid", as.uid());
		}
		as.groups().forEach(group -> builder.addHeader("Impersonate-Group", group));
		as.extra().forEach((key, values) -> values.forEach(value -> builder.addHeader("Impersonate-Extra-" + HeaderKeys.escape(key), value)));
	}
}
