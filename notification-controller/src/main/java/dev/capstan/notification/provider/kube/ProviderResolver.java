package dev.capstan.notification.provider.kube;

import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.notification.Provider;
import dev.capstan.api.notification.ProviderSpec;
import dev.capstan.http.HttpProxy;
import dev.capstan.notification.provider.DeliveryDeadline;
import dev.capstan.notification.provider.DeliveryException;
import dev.capstan.notification.provider.DeliveryTarget;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.ProviderProxy;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.runtime.secret.kube.SecretLookup;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns a Provider and its Secrets into a {@link DeliveryTarget}. */
public final class ProviderResolver {
    /** The limit of one try where the Provider does not say. */
    private static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(15);

    private final SecretLookup secrets;
    private final Function<ObjectKey, Optional<Provider>> find;

    /**
     * Looks Providers up.
     *
     * @param client reads Secrets
     * @param find finds Providers
     */
    public ProviderResolver(KubernetesClient client, Function<ObjectKey, Optional<Provider>> find) {
        this.secrets = new SecretLookup(client);
        this.find = find;
    }

    /**
     * Looks a Provider up, with its Secrets as they are now.
     *
     * @return where to send; empty when nothing is to be sent
     * @throws DeliveryException when nothing can be sent
     */
    public Optional<DeliveryTarget> resolve(ObjectKey key) throws DeliveryException {
        Provider provider = find(key);
        Optional<String> undecodable = provider.undecodable();
        if (undecodable.isPresent()) {
            throw new DeliveryException(new DispatchFailure.ProviderUnusable(key, undecodable.get()));
        }
        return provider.getSpec().suspend() ? Optional.empty() : Optional.of(targetOf(provider));
    }

    private Provider find(ObjectKey key) throws DeliveryException {
        Optional<Provider> found;
        try {
            found = find.apply(key);
        } catch (KubernetesClientException unanswered) {
            throw new DeliveryException(new DispatchFailure.ProviderUnread(key, unanswered.getCode()));
        }
        return found.orElseThrow(() -> new DeliveryException(new DispatchFailure.ProviderMissing(key)));
    }

    private DeliveryTarget targetOf(Provider provider) throws DeliveryException {
        ObjectKey key = provider.key();
        ProviderSpec spec = provider.getSpec();
        DeliveryDeadline deadline = DeliveryDeadline.after(timeoutOf(spec), System::nanoTime);
        SecretValues secret = secret(key, spec.secretRef()).orElse(SecretValues.none());
        String uid = Objects.requireNonNullElse(provider.getMetadata().getUid(), "");
        Optional<HttpProxy> proxy = ProviderProxy.of(key, spec, secret, secret(key, spec.proxySecretRef()));
        return new DeliveryTarget(key, uid, spec, secret, deadline, tls(key, spec), proxy);
    }

    private static Duration timeoutOf(ProviderSpec spec) {
        return Optional.ofNullable(spec.timeout())
                .flatMap(GoDuration::parse)
                .filter(Duration::isPositive)
                .orElse(STANDARD_TIMEOUT);
    }

    private Optional<DeliveryTarget.Tls> tls(ObjectKey key, ProviderSpec spec) throws DeliveryException {
        Optional<SecretValues> secret = secret(key, spec.certSecretRef());
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> authority = text(secret.get(), "ca.crt", "caFile");
        Optional<String> certificate = text(secret.get(), "tls.crt", "certFile");
        Optional<String> privateKey = text(secret.get(), "tls.key", "keyFile");
        if (certificate.isPresent() != privateKey.isPresent()) {
            throw malformed(key, secret.get(), "tls.crt and tls.key must both be there or both be absent");
        }
        if (authority.isEmpty() && certificate.isEmpty()) {
            throw malformed(key, secret.get(), "it holds neither ca.crt nor tls.crt and tls.key");
        }
        return Optional.of(new DeliveryTarget.Tls(authority, certificate, privateKey));
    }

    private Optional<SecretValues> secret(ObjectKey provider, @Nullable LocalRef ref) throws DeliveryException {
        if (ref == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(secrets.read(provider.namespace(), ref.name()));
        } catch (SecretException unusable) {
            throw new DeliveryException(DispatchFailure.of(provider, unusable.failure()));
        }
    }

    private static Optional<String> text(SecretValues secret, String key, String olderKey) {
        return secret.text(key).or(() -> secret.text(olderKey));
    }

    private static DeliveryException malformed(ObjectKey provider, SecretValues secret, String problem) {
        return new DeliveryException(new DispatchFailure.SecretMalformed(provider, secret.name(), problem));
    }
}
