package dev.capstan.http;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets that speak TLS with a proxy, whose certificate must be for the name that the address to connect to has, see {@link
 * PinnedAddresses#named()}. What goes through it is the client's business, a second TLS in most cases.
 */
final class TlsProxySockets extends UnconnectedSockets {
    private final SSLSocketFactory sockets;

    TlsProxySockets(SSLSocketFactory sockets) {
        this.sockets = sockets;
    }

    /** Closing one says goodbye to the proxy; it waits a second for that, and not for a proxy that reads no more. */
    @Override
    public Socket createSocket() throws IOException {
        var socket = (SSLSocket) sockets.createSocket();
        socket.setSoLinger(true, 1);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }
}
