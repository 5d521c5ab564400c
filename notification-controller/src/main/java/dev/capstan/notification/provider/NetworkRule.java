package dev.capstan.notification.provider;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which IP addresses notifications may reach. An address that a user gave must not lead to this process, to its node, to the metadata
 * service of a cloud, or to the API server; the operator can allow networks explicitly.
 */
public final class NetworkRule {
    /** The word that allows loopback addresses. */
    public static final String LOOPBACK = "loopback";

    /** The word that allows link-local addresses, the metadata services of clouds among them. */
    public static final String LINK_LOCAL = "link-local";

    /** The word that allows the API server. */
    public static final String API_SERVER = "api-server";

    private static final Set<String> WORDS = Set.of(LOOPBACK, LINK_LOCAL, API_SERVER);

    private final Set<String> allowedWords;
    private final List<Network> allowedNetworks;
    private final Set<InetAddress> apiServer;

    private NetworkRule(Set<String> words, List<Network> networks, Collection<InetAddress> apiServer) {
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
    public static NetworkRule allowing(Collection<String> exceptions, Collection<InetAddress> apiServer) {
        var words = exceptions.stream().filter(WORDS::contains).toList();
        var networks = new ArrayList<Network>();
        exceptions.stream()
                .filter(it -> !WORDS.contains(it))
                .map(Network::parse)
                .forEach(networks::add);
        return new NetworkRule(Set.copyOf(words), networks, apiServer);
    }

    /** The network that makes the address forbidden; empty when it is allowed. */
    public Optional<String> forbids(InetAddress address) {
        InetAddress plain = withoutMapping(address);
        if (allowedNetworks.stream().anyMatch(network -> network.contains(plain))) {
            return Optional.empty();
        }
        if (plain.isLoopbackAddress() || plain.isAnyLocalAddress() || isThisNetwork(plain)) {
            return unlessAllowed(LOOPBACK, "a loopback address");
        }
        if (plain.isLinkLocalAddress() || isUniqueLocalMetadata(plain)) {
            return unlessAllowed(LINK_LOCAL, "a link-local address");
        }
        if (plain.isMulticastAddress()) {
            return Optional.of("a multicast address");
        }
        return apiServer.contains(plain) ? unlessAllowed(API_SERVER, "the Kubernetes API server") : Optional.empty();
    }

    private Optional<String> unlessAllowed(String word, String network) {
        return allowedWords.contains(word) ? Optional.empty() : Optional.of(network);
    }

    /** {@code 0.0.0.0/8} reaches this host on Linux. */
    private static boolean isThisNetwork(InetAddress address) {
        return address instanceof Inet4Address && address.getAddress()[0] == 0;
    }

    /** The IPv6 address of a well-known metadata service, which is not link-local by its bits. */
    private static boolean isUniqueLocalMetadata(InetAddress address) {
        byte[] metadata = {(byte) 0xfd, 0, 0x0e, (byte) 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0x54};
        return Arrays.equals(address.getAddress(), metadata);
    }

    /** IPv4 addresses that hide in IPv6 ones: compatible ({@code ::a.b.c.d}), 6to4 and NAT64. Mapped ones are unpacked by the JDK. */
    private static InetAddress withoutMapping(InetAddress address) {
        if (!(address instanceof Inet6Address six) || six.isLoopbackAddress() || six.isAnyLocalAddress()) {
            return address;
        }
        byte[] bytes = six.getAddress();
        if (six.isIPv4CompatibleAddress()) {
            return four(bytes, 12);
        }
        if (bytes[0] == 0x20 && bytes[1] == 0x02) {
            return four(bytes, 2);
        }
        boolean isNat64 = bytes[0] == 0
                && bytes[1] == 0x64
                && bytes[2] == (byte) 0xff
                && bytes[3] == (byte) 0x9b
                && allZero(bytes, 4, 12);
        return isNat64 ? four(bytes, 12) : address;
    }

    private static boolean allZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress four(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException("Four bytes are always an address", impossible);
        }
    }

    private record Network(byte[] prefix, int bits) {
        static Network parse(String text) {
            String[] parts = text.split("/", 2);
            try {
                byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
                int bits = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]);
                if (bits < 0 || bits > address.length * 8) {
                    throw new IllegalArgumentException(text);
                }
                return new Network(address, bits);
            } catch (IllegalArgumentException unreadable) {
                throw new IllegalArgumentException(
                        "'" + text + "' is neither loopback, link-local, api-server nor a network such as 10.1.0.0/16",
                        unreadable);
            }
        }

        boolean contains(InetAddress address) {
            byte[] bytes = address.getAddress();
            if (bytes.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((bytes[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
