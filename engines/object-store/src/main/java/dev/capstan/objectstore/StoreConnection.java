package dev.capstan.objectstore;

import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import java.util.Optional;

/**
 * The way to a server.
 *
 * @param http sends
 * @param tls what TLS needs beyond the defaults
 * @param proxy to go through
 */
public record StoreConnection(OutboundHttp http, TlsMaterial tls, Optional<HttpProxy> proxy) {}
