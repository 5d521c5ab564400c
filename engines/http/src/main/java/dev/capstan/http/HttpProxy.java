package dev.capstan.http;

import java.util.Optional;

/**
 * An HTTP proxy, reached without TLS. One that is itself reached by https is not supported: its password would have to go out in
 * clear.
 *
 * @param host name or address, without brackets
 * @param user name and password for the proxy itself
 */
public record HttpProxy(String host, int port, Optional<User> user) {

    /** Who we are for the proxy. */
    public record User(String name, String password) {
        @Override
        public String toString() {
            return "User[name=" + name + "]";
        }
    }
}
