package dev.capstan.notification.provider;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.runtime.secret.SecretValues;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A Provider with everything that a delivery needs. It holds credentials: it is made for one delivery, is never kept and never printed.
 *
 * @param key namespace and name of the Provider
 * @param type its type
 * @param address where messages go
 * @param channel the channel, if one is set
 * @param username the name to send under, if one is set
 * @param secret the values of its Secret; none where it has no Secret
 * @param timeout limit of one attempt
 * @param tls certificates, if there are any
 * @param proxy the proxy to go through, if there is one
 */
public record DeliveryTarget(
        ObjectKey key,
        ProviderType type,
        URI address,
        Optional<String> channel,
        Optional<String> username,
        SecretValues secret,
        Duration timeout,
        Optional<Tls> tls,
        Optional<Proxy> proxy) {

    /** The limit of one attempt where the Provider does not say. */
    public static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(15);

    /** Names the Provider and nothing else. */
    @Override
    public String toString() {
        return "Provider/" + key;
    }

    /**
     * Certificates in PEM.
     *
     * @param authority the certificates to trust instead of the system's, if there are any
     * @param certificate our own certificate, together with its key
     * @param privateKey our own key, together with its certificate
     */
    public record Tls(Optional<String> authority, Optional<String> certificate, Optional<String> privateKey) {
        @Override
        public String toString() {
            return "Tls";
        }
    }

    /**
     * A proxy.
     *
     * @param address its address
     * @param username user name, if it wants one
     * @param password password, if it wants one
     */
    public record Proxy(URI address, Optional<String> username, Optional<String> password) {
        @Override
        public String toString() {
            return "Proxy";
        }
    }
}
