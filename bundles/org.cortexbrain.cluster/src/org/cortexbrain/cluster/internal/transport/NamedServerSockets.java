package org.cortexbrain.cluster.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.ssl.SSLSocketFactory;

/** Asks every server for one name ({@code tls-server-name}), whatever its address is. */
final class NamedServerSockets extends SSLSocketFactory {
	private final SSLSocketFactory sockets;
	private final String name;

	NamedServerSockets(SSLSocketFactory sockets, String name) {
		this.sockets = sockets;
		this.name = name;
	}

	/** The one that is called: the connection, perhaps through a proxy, is there already. */
	@Override
	public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
		return sockets.createSocket(connected, name, port, autoClose);
	}

	@Override
	public String[] getDefaultCipherSuites() {
		return sockets.getDefaultCipherSuites();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return sockets.getSupportedCipherSuites();
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
