package dev.capstan.http;

import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Set;

/**
 * Sockets that reach their target through a SOCKS proxy at one of its checked addresses. Two are equal when proxy, login and
 * addresses are, so a kept connection is used again only by calls that would make the same.
 */
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

    @Override
    public boolean equals(Object other) {
        return other instanceof Socks5Sockets that
                && that.proxy.equals(proxy)
                && Set.copyOf(that.addresses).equals(Set.copyOf(addresses));
    }

    @Override
    public int hashCode() {
        return proxy.hashCode();
    }
}
