package dev.capstan.http;

import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/** Sockets that reach their target through a SOCKS proxy at one of its checked addresses. */
final class Socks5Sockets extends UnconnectedSockets {
    private final HttpProxy proxy;
    private final List<InetAddress> addresses;

    Socks5Sockets(HttpProxy proxy, List<InetAddress> addresses) {
        this.proxy = proxy;
        this.addresses = List.copyOf(addresses);
    }

    @Override
    public Socket createSocket() {
        return new Socks5Socket(proxy, addresses);
    }
}
