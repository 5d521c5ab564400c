package dev.capstan.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Credentials;

/**
 * A proxy.
 *
 * @param kind how it is spoken to
 * @param host name or address, without brackets
 * @param user name and password for the proxy itself
 */
public record HttpProxy(Kind kind, String host, int port, Optional<User> user) {

    /** How a proxy is spoken to. */
    public enum Kind {
        /** HTTP in clear; tunnels are asked for by {@code CONNECT}. */
        HTTP(80),
        /** The same over TLS. */
        HTTPS(443),
        /** SOCKS version 5 (RFC 1928); names are resolved by the proxy. */
        SOCKS5(1080);

        private final int defaultPort;

        Kind(int defaultPort) {
            this.defaultPort = defaultPort;
        }
    }

    /** An HTTP proxy in clear. */
    public HttpProxy(String host, int port, Optional<User> user) {
        this(Kind.HTTP, host, port, user);
    }

    /**
     * Reads an address such as {@code http://proxy:3128}, {@code https://proxy} or {@code socks5://proxy}. A login in the address is
     * not read.
     *
     * @return empty when the text is something else
     */
    public static Optional<HttpProxy> at(String address, Optional<User> user) {
        try {
            var uri = new URI(address.strip());
            var scheme = String.valueOf(uri.getScheme()).toUpperCase(Locale.ROOT);
            for (var kind : Kind.values()) {
                if (kind.name().equals(scheme) && uri.getHost() != null) {
                    var host = uri.getHost().replace("[", "").replace("]", "");
                    var port = uri.getPort() == -1 ? kind.defaultPort : uri.getPort();
                    return Optional.of(new HttpProxy(kind, host, port, user)).filter(it -> port > 0 && port < 65536);
                }
            }
            return Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads an address that may have a login in it, such as {@code http://user:password@proxy:3128}.
     *
     * @return empty when the text is something else
     */
    public static Optional<HttpProxy> withLogin(String address) {
        try {
            var login = Optional.ofNullable(new URI(address.strip()).getUserInfo());
            return at(address, login.map(User::of));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Who we are for the proxy. */
    public record User(String name, String password) {

        private static User of(String login) {
            int colon = login.indexOf(':');
            return colon < 0 ? new User(login, "") : new User(login.substring(0, colon), login.substring(colon + 1));
        }

        /** The value of a header that says so. */
        String basic() {
            return Credentials.basic(name, password, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "User[name=" + name + "]";
        }
    }
}
