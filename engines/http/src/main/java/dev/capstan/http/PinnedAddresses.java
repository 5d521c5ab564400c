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

    /** For a host that a proxy resolves: an address that is for documentation only (RFC 5737), and is never connected to. */
    static PinnedAddresses resolvedElsewhere(String host) {
        try {
            return new PinnedAddresses(host, List.of(InetAddress.getByAddress(host, new byte[] {(byte) 192, 0, 2, 1})));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has four bytes", e);
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
