package dev.capstan.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * The IPv4 addresses that an IPv6 address leads to: IPv4-compatible, IPv4-translated, 6to4, Teredo, ISATAP and NAT64, by the
 * well-known prefix and by that for local use (RFC 8215). IPv4-mapped ones are unpacked by the JDK already.
 */
final class HiddenAddresses {
    private static final Network TRANSLATED = Network.parse("::ffff:0:0:0/96");
    private static final Network SIX_TO_FOUR = Network.parse("2002::/16");
    private static final Network TEREDO = Network.parse("2001::/32");
    private static final Network NAT64 = Network.parse("64:ff9b::/96");
    private static final Network LOCAL_NAT64 = Network.parse("64:ff9b:1::/48");

    private HiddenAddresses() {}

    static List<InetAddress> in(InetAddress address) {
        if (!(address instanceof Inet6Address six) || six.isLoopbackAddress() || six.isAnyLocalAddress()) {
            return List.of();
        }
        byte[] bytes = six.getAddress();
        var hidden = new ArrayList<InetAddress>();
        if (six.isIPv4CompatibleAddress() || TRANSLATED.contains(six) || NAT64.contains(six) || isIsatap(bytes)) {
            hidden.add(four(bytes, 12, 13, 14, 15));
        }
        if (SIX_TO_FOUR.contains(six)) {
            hidden.add(four(bytes, 2, 3, 4, 5));
        }
        if (TEREDO.contains(six)) {
            byte[] inverted = bytes.clone();
            for (int i = 12; i < 16; i++) {
                inverted[i] = (byte) ~inverted[i];
            }
            hidden.add(four(inverted, 12, 13, 14, 15));
        }
        if (LOCAL_NAT64.contains(six)) {
            // How long the prefix is within these 48 bits, each network decides for itself: RFC 6052, section 2.2.
            hidden.add(four(bytes, 6, 7, 9, 10));
            hidden.add(four(bytes, 7, 9, 10, 11));
            hidden.add(four(bytes, 9, 10, 11, 12));
            hidden.add(four(bytes, 12, 13, 14, 15));
        }
        return hidden;
    }

    private static boolean isIsatap(byte[] bytes) {
        return (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
    }

    private static InetAddress four(byte[] bytes, int... at) {
        try {
            return InetAddress.getByAddress(new byte[] {bytes[at[0]], bytes[at[1]], bytes[at[2]], bytes[at[3]]});
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are always an address", impossible);
        }
    }
}
