package dev.capstan.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** A factory for a client that connects its sockets itself, and so asks for nothing but sockets without a peer. */
abstract class UnconnectedSockets extends SocketFactory {

    @Override
    public abstract Socket createSocket() throws IOException;

    @Override
    public final Socket createSocket(String host, int port) {
        throw connectedLater();
    }

    @Override
    public final Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw connectedLater();
    }

    @Override
    public final Socket createSocket(InetAddress host, int port) {
        throw connectedLater();
    }

    @Override
    public final Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw connectedLater();
    }

    private static UnsupportedOperationException connectedLater() {
        return new UnsupportedOperationException("the client connects its sockets itself");
    }
}
