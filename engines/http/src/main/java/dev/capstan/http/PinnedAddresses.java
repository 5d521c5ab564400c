package dev.capstan.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import okhttp3.Dns;

/**
 * The only addresses that a call may connect to: those that were checked for it. Two are equal when host and addresses are, so a
 * kept connection is used again only by calls whose own look-up gave the same.
 */
final class PinnedAddresses implements Dns {
    private final String host;
    private final List<InetAddress> addresses;

    PinnedAddresses(String host, List<InetAddress> addresses) {
        this.host = host;
        this.addresses = List.copyOf(addresses);
    }

    /** The same addresses, each with the name of the host: Java's own TLS compares a certificate with the name that it finds there. */
    PinnedAddresses named() {
        return under(host);
    }

    /** The same addresses under the name of another host, which is reached through this one. */
    PinnedAddresses under(String target) {
        return new PinnedAddresses(
                target,
                addresses.stream().map(address -> named(target, address)).toList());
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
        return other instanceof PinnedAddresses pinned
                && pinned.host.equals(host)
                && Set.copyOf(pinned.addresses).equals(Set.copyOf(addresses));
    }

    @Override
    public int hashCode() {
        return host.hashCode();
    }
}
