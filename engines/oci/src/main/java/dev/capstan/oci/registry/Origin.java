package dev.capstan.oci.registry;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port of an address: who gets credentials and who does not. */
record Origin(String scheme, String host, int port) {

    /** The port that the scheme stands for is the same as none. */
    static Origin of(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, String.valueOf(address.getHost()).toLowerCase(Locale.ROOT), port);
    }
}
