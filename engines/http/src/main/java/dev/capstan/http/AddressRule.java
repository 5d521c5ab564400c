package dev.capstan.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which IP addresses may be connected to. An address that a user gave must not lead to this process, to its node, to the metadata
 * service of a cloud, or to the API server; the operator can allow networks explicitly. Private networks are allowed.
 */
public final class AddressRule {
    /** The word that allows loopback addresses. */
    public static final String LOOPBACK = "loopback";

    /** The word that allows link-local addresses and the metadata services of clouds. */
    public static final String LINK_LOCAL = "link-local";

    /** The word that allows the API server. */
    public static final String API_SERVER = "api-server";

    private static final Set<String> WORDS = Set.of(LOOPBACK, LINK_LOCAL, API_SERVER);
    private static final Network THIS_HOST = Network.parse("0.0.0.0/8");
    private static final Network RESERVED = Network.parse("240.0.0.0/4");
    /** Metadata services that are not link-local by their bits: AWS, Google (IPv6), Azure, Alibaba, Oracle. */
    private static final List<Network> METADATA = List.of(
            Network.parse("fd00:ec2::/32"),
            Network.parse("fd20:ce::254"),
            Network.parse("168.63.129.16"),
            Network.parse("100.100.100.200"),
            Network.parse("192.0.0.192"));

    /** No exceptions; knows no API server. */
    public static final AddressRule STRICT = allowing(Set.of(), Set.of());

    /** For a laptop, the demo and tests: local servers are welcome, metadata services are not. */
    public static final AddressRule LOCAL = allowing(Set.of(LOOPBACK), Set.of());

    private final Set<String> allowedWords;
    private final List<Network> allowedNetworks;
    private final Set<InetAddress> apiServer;

    private AddressRule(Set<String> words, List<Network> networks, Collection<InetAddress> apiServer) {
        this.allowedWords = Set.copyOf(words);
        this.allowedNetworks = List.copyOf(networks);
        this.apiServer = Set.copyOf(apiServer);
    }

    /**
     * The rule with these exceptions.
     *
     * @param exceptions {@code loopback}, {@code link-local}, {@code api-server}, or networks such as {@code 10.1.0.0/16}
     * @param apiServer addresses of the API server
     * @throws IllegalArgumentException when an exception is none of those
     */
    public static AddressRule allowing(Collection<String> exceptions, Collection<InetAddress> apiServer) {
        var words = new HashSet<String>();
        var networks = new ArrayList<Network>();
        for (String exception : exceptions) {
            if (WORDS.contains(exception)) {
                words.add(exception);
            } else {
                networks.add(networkOf(exception));
            }
        }
        return new AddressRule(words, networks, apiServer);
    }

    /**
     * The rule with the exceptions that have a switch of their own.
     *
     * @param apiServer addresses of the API server
     */
    public static AddressRule with(boolean allowsLoopback, boolean allowsLinkLocal, Collection<InetAddress> apiServer) {
        var words = new HashSet<String>();
        if (allowsLoopback) {
            words.add(LOOPBACK);
        }
        if (allowsLinkLocal) {
            words.add(LINK_LOCAL);
        }
        return new AddressRule(words, List.of(), apiServer);
    }

    private static Network networkOf(String text) {
        try {
            return Network.parse(text);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither loopback, link-local, api-server nor a network such as 10.1.0.0/16",
                    unreadable);
        }
    }

    /** What makes the address forbidden, such as {@code a loopback address}; empty when it is allowed. */
    public Optional<String> forbids(InetAddress address) {
        if (isAllowedByNetwork(address)) {
            return Optional.empty();
        }
        for (InetAddress hidden : HiddenAddresses.in(address)) {
            Optional<String> reason = isAllowedByNetwork(hidden) ? Optional.empty() : reasonAgainst(hidden);
            if (reason.isPresent()) {
                return reason;
            }
        }
        return reasonAgainst(address);
    }

    private boolean isAllowedByNetwork(InetAddress address) {
        return allowedNetworks.stream().anyMatch(network -> network.contains(address));
    }

    private Optional<String> reasonAgainst(InetAddress address) {
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return unlessAllowed(LOOPBACK, "a loopback address");
        }
        if (THIS_HOST.contains(address)) {
            return Optional.of("an address of this host");
        }
        if (address.isLinkLocalAddress()) {
            return unlessAllowed(LINK_LOCAL, "a link-local address");
        }
        if (METADATA.stream().anyMatch(network -> network.contains(address))) {
            return unlessAllowed(LINK_LOCAL, "the metadata service of a cloud");
        }
        if (address.isMulticastAddress()) {
            return Optional.of("a multicast address");
        }
        if (address instanceof Inet4Address && RESERVED.contains(address)) {
            return Optional.of("a reserved address");
        }
        return apiServer.contains(address) ? unlessAllowed(API_SERVER, "the Kubernetes API server") : Optional.empty();
    }

    private Optional<String> unlessAllowed(String word, String network) {
        return allowedWords.contains(word) ? Optional.empty() : Optional.of(network);
    }
}
