package dev.capstan.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets that speak TLS with a proxy, whose certificate must be for the name that the address to connect to has, see {@link
 * PinnedAddresses#named()}. What goes through it is the client's business, a second TLS in most cases.
 */
final class TlsProxySockets extends SocketFactory {
    private final SSLSocketFactory sockets;

    TlsProxySockets(SSLSocketFactory sockets) {
        this.sockets = sockets;
    }

    @Override
    public Socket createSocket() throws IOException {
        var socket = (SSLSocket) sockets.createSocket();
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw Socks5Sockets.connectedLater();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw Socks5Sockets.connectedLater();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw Socks5Sockets.connectedLater();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw Socks5Sockets.connectedLater();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsProxySockets that && that.sockets == sockets;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(sockets);
    }
}
