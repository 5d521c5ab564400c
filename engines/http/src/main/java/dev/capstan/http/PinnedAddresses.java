package dev.capstan.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.Dns;

/**
 * The only addresses that a call may connect to: those that were checked for it. Two are equal when host and {@link ConnectionKey} are,
 * and the client uses a kept connection again for equal ones only.
 */
final class PinnedAddresses implements Dns {
    private final String host;
    private final List<InetAddress> addresses;
    private final ConnectionKey key;

    /** For a call with this proxy and these TLS settings. */
    PinnedAddresses(String host, List<InetAddress> addresses, Optional<HttpProxy> proxy, TlsMaterial tls) {
        this(host, List.copyOf(addresses), new ConnectionKey(Set.copyOf(addresses), proxy, tls));
    }

    private PinnedAddresses(String host, List<InetAddress> addresses, ConnectionKey key) {
        this.host = host;
        this.addresses = addresses;
        this.key = key;
    }

    /** The same addresses, each with the name of the host: Java's own TLS compares a certificate with the name that it finds there. */
    PinnedAddresses named() {
        return under(host);
    }

    /** The same addresses under the name of another host, which is reached through this one. */
    PinnedAddresses under(String target) {
        return new PinnedAddresses(
                target,
                addresses.stream().map(address -> named(target, address)).toList(),
                key);
    }

    private static InetAddress named(String host, InetAddress address) {
        try {
            return InetAddress.getByAddress(host, address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has the length of an address", e);
        }
    }

    List<InetAddress> addresses() {
        return addresses;
    }

    @Override
    public List<InetAddress> lookup(String wanted) throws UnknownHostException {
        if (!wanted.equals(host)) {
            throw new UnknownHostException("'" + wanted + "' was not checked");
        }
        return addresses;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PinnedAddresses pinned && pinned.host.equals(host) && pinned.key.equals(key);
    }

    @Override
    public int hashCode() {
        return host.hashCode();
    }
}
