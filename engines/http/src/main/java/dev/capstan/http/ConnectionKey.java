package dev.capstan.http;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * What two calls must have in common before a connection that one opened is used by the other: where it goes, through which proxy and
 * as whom, and whose word for servers is taken. It reaches the client's pool as a part of {@link PinnedAddresses}, because the pool
 * compares neither factories of sockets nor what they know.
 *
 * @param addresses that may be connected to: those of the proxy, if there is one
 */
record ConnectionKey(Set<InetAddress> addresses, Optional<HttpProxy> proxy, TlsMaterial tls) {}
