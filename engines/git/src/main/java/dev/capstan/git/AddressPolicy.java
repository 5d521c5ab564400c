package dev.capstan.git;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Which addresses may be connected to; asked after name resolution, for the first connection and after each redirect.
 *
 * @param allowsLoopback this machine itself
 * @param allowsLinkLocal neighbours on the wire, among them the metadata services of clouds (169.254.169.254)
 */
public record AddressPolicy(boolean allowsLoopback, boolean allowsLinkLocal) {

    /** For a controller in a cluster: neither the pod itself nor metadata services. */
    public static final AddressPolicy CLUSTER = new AddressPolicy(false, false);

    /** For a laptop, the demo and tests: local servers are welcome, metadata services are not. */
    public static final AddressPolicy LOCAL = new AddressPolicy(true, false);

    /** The name of the forbidden range an address lies in; empty when it may be connected to. */
    public Optional<String> refusalOf(InetAddress address) {
        if (!allowsLoopback && (address.isLoopbackAddress() || address.isAnyLocalAddress())) {
            return Optional.of("loopback");
        }
        if (!allowsLinkLocal && address.isLinkLocalAddress()) {
            return Optional.of("link-local");
        }
        return Optional.empty();
    }
}
