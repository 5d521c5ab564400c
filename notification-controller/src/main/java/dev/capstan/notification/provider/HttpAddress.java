package dev.capstan.notification.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads addresses that users write. */
public final class HttpAddress {
    private static final int HIGHEST_PORT = 65_535;

    private HttpAddress() {}

    /** The http or https URL with a host, and a port that can be; empty when the text is something else. */
    public static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text.strip());
            return isUsable(uri) ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** Whether requests can be sent there. */
    public static boolean isUsable(URI uri) {
        boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        return isHttp && uri.getHost() != null && uri.getPort() <= HIGHEST_PORT;
    }
}
