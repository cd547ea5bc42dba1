package org.cortexbrain.cluster.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

import javax.net.SocketFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS to a proxy whose URL begins with {@code https}. OkHttp knows no such proxies, but takes any socket for the way to one: this one begins TLS
 * with its first byte, and that with the server goes inside.
 */
final class ProxySockets extends SocketFactory {
	private final SSLSocketFactory sockets;
	private final String host;

	ProxySockets(SSLSocketFactory sockets, String host) {
		this.sockets = sockets;
		this.host = host;
	}

	@Override
	public Socket createSocket() throws IOException {
		SSLSocket socket = (SSLSocket) sockets.createSocket();
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		parameters.setProtocols(new String[] { "TLSv1.3", "TLSv1.2" });
		if (host.chars().anyMatch(Character::isLetter) && host.indexOf(':') < 0) {
			parameters.setServerNames(List.of(new SNIHostName(host)));
		}
		socket.setSSLParameters(parameters);
		return socket;
	}

	@Override
	public Socket createSocket(String host, int port) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(InetAddress host, int port) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
		throw new UnsupportedOperationException();
	}
}
