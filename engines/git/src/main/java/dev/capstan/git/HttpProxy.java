package dev.capstan.git;

import java.util.Optional;

/**
 * An HTTP proxy between us and a remote that is reached by http or https.
 *
 * @param user name and password for the proxy itself
 */
public record HttpProxy(String host, int port, Optional<Credentials.Basic> user) {}
