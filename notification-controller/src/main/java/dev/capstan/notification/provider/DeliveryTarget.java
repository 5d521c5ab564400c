package dev.capstan.notification.provider;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.notification.ProviderSpec;
import dev.capstan.http.HttpProxy;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Provider with everything that a delivery needs. It holds credentials: it is made for one try, is never kept and never printed.
 *
 * @param key namespace and name of the Provider
 * @param uid its uid
 * @param spec what its author asks for
 * @param secret the values of {@code spec.secretRef}; none where there is no reference
 * @param deadline the end of this try
 * @param tls certificates, if there are any
 * @param proxy the proxy to go through, if there is one
 */
public record DeliveryTarget(
        ObjectKey key,
        String uid,
        ProviderSpec spec,
        SecretValues secret,
        DeliveryDeadline deadline,
        Optional<Tls> tls,
        Optional<HttpProxy> proxy) {

    /**
     * The address: that of the Secret, or else that of the spec.
     *
     * @throws DeliveryException when there is none
     */
    public String address() throws DeliveryException {
        return notBlank(secret.text("address").orElse(null))
                .or(() -> notBlank(spec.address()))
                .orElseThrow(() -> new DeliveryException(new DispatchFailure.AddressMissing(key)));
    }

    /**
     * The address as an http or https URL.
     *
     * @throws DeliveryException when there is none, or it is something else
     */
    public URI httpAddress() throws DeliveryException {
        return HttpAddress.parse(address())
                .orElseThrow(() -> new DeliveryException(new DispatchFailure.AddressMalformed(key)));
    }

    /** {@code spec.channel}, unless it is blank. */
    public Optional<String> channel() {
        return notBlank(spec.channel());
    }

    /** {@code spec.username}, unless it is blank. */
    public Optional<String> username() {
        return notBlank(spec.username());
    }

    /**
     * A value of the Secret for a header, without white space around it; empty where it is absent or blank.
     *
     * @throws DeliveryException when no header can carry it
     */
    public Optional<String> headerValue(String secretKey) throws DeliveryException {
        try {
            return secret.headerValue(secretKey);
        } catch (SecretException unusable) {
            throw failed(unusable);
        }
    }

    /** What a failure with the Secret means to this delivery. */
    public DeliveryException failed(SecretException unusable) {
        return new DeliveryException(DispatchFailure.of(key, unusable.failure()));
    }

    private static Optional<String> notBlank(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(it -> !it.isEmpty());
    }

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
}
