package dev.capstan.notification.provider.kube;

import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.notification.Provider;
import dev.capstan.api.notification.ProviderSpec;
import dev.capstan.notification.provider.DeliveryTarget;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.ProviderType;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.runtime.secret.kube.SecretLookup;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns a Provider and its Secrets into a {@link DeliveryTarget}. */
public final class Providers {
    private static final int HIGHEST_PORT = 65_535;

    private final SecretLookup secrets;
    private final Function<ObjectKey, Optional<Provider>> find;

    /**
     * Looks Providers up.
     *
     * @param client reads Secrets
     * @param find finds Providers
     */
    public Providers(KubernetesClient client, Function<ObjectKey, Optional<Provider>> find) {
        this.secrets = new SecretLookup(client);
        this.find = find;
    }

    /** What a Provider is good for now. */
    public sealed interface Resolved {
        /**
         * Messages can be sent.
         *
         * @param target where to
         */
        record Usable(DeliveryTarget target) implements Resolved {}

        /** Nothing is to be sent. */
        record Suspended() implements Resolved {}

        /**
         * Messages cannot be sent.
         *
         * @param failure why
         */
        record Unusable(DispatchFailure failure) implements Resolved {}
    }

    /** Looks a Provider up, with its Secrets as they are now. */
    public Resolved resolve(ObjectKey key) {
        Optional<Provider> found;
        try {
            found = find.apply(key);
        } catch (KubernetesClientException unanswered) {
            return new Resolved.Unusable(new DispatchFailure.ProviderUnread(key, unanswered.getCode()));
        }
        if (found.isEmpty()) {
            return new Resolved.Unusable(new DispatchFailure.ProviderMissing(key));
        }
        Provider provider = found.get();
        Optional<String> undecodable = provider.undecodable();
        if (undecodable.isPresent()) {
            return new Resolved.Unusable(new DispatchFailure.ProviderUnreadable(key, undecodable.get()));
        }
        if (provider.getSpec().suspend()) {
            return new Resolved.Suspended();
        }
        try {
            return new Resolved.Usable(targetOf(key, provider.getSpec()));
        } catch (Unusable unusable) {
            return new Resolved.Unusable(unusable.failure);
        }
    }

    /** What a Provider asks for that is not done, one sentence each; empty when all of it is. */
    public static List<String> shortcomings(Provider provider) {
        if (provider.undecodable().isPresent()) {
            return List.of(provider.undecodable().get() + ". The provider cannot be used until it is corrected.");
        }
        ProviderSpec spec = provider.getSpec();
        if (ProviderType.of(spec.type()).isEmpty()) {
            return List.of(new DispatchFailure.TypeUnsupported(provider.key(), spec.type()).message());
        }
        return spec.serviceAccountName() == null
                ? List.of()
                : List.of("spec.serviceAccountName has no effect with the type " + spec.type());
    }

    private DeliveryTarget targetOf(ObjectKey key, ProviderSpec spec) throws Unusable {
        ProviderType type = ProviderType.of(spec.type())
                .orElseThrow(() -> new Unusable(new DispatchFailure.TypeUnsupported(key, spec.type())));
        SecretValues secret = secret(key, spec.secretRef()).orElse(SecretValues.none());
        String address = secret.text("address")
                .or(() -> Optional.ofNullable(spec.address()))
                .filter(it -> !it.isBlank())
                .orElseThrow(() -> new Unusable(new DispatchFailure.AddressMissing(key)));
        return new DeliveryTarget(
                key,
                type,
                httpAddress(address).orElseThrow(() -> new Unusable(new DispatchFailure.AddressMalformed(key))),
                notBlank(spec.channel()),
                notBlank(spec.username()),
                secret,
                timeoutOf(spec),
                tls(key, spec),
                proxy(key, spec, secret));
    }

    private static Optional<String> notBlank(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isBlank());
    }

    private static Duration timeoutOf(ProviderSpec spec) {
        return Optional.ofNullable(spec.timeout())
                .flatMap(GoDuration::parse)
                .filter(Duration::isPositive)
                .orElse(DeliveryTarget.STANDARD_TIMEOUT);
    }

    static Optional<URI> httpAddress(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return isHttp && uri.getHost() != null && uri.getPort() <= HIGHEST_PORT
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private Optional<DeliveryTarget.Tls> tls(ObjectKey key, ProviderSpec spec) throws Unusable {
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

    private Optional<DeliveryTarget.Proxy> proxy(ObjectKey key, ProviderSpec spec, SecretValues providerSecret)
            throws Unusable {
        Optional<SecretValues> secret = secret(key, spec.proxySecretRef());
        if (secret.isPresent()) {
            String address = secret.get()
                    .text("address")
                    .orElseThrow(() -> malformed(key, secret.get(), "the key address is missing"));
            URI uri = proxyAddress(address)
                    .orElseThrow(
                            () -> malformed(
                                    key,
                                    secret.get(),
                                    "the key address must be http://host:port; proxies that are reached by https are not supported yet"));
            return Optional.of(new DeliveryTarget.Proxy(
                    uri, secret.get().line("username"), secret.get().line("password")));
        }
        Optional<String> deprecated = providerSecret.text("proxy").or(() -> Optional.ofNullable(spec.proxy()));
        if (deprecated.isEmpty()) {
            return Optional.empty();
        }
        URI uri = proxyAddress(deprecated.get())
                .orElseThrow(() -> new Unusable(new DispatchFailure.AddressMalformed(key)));
        return Optional.of(proxyWithUserInfo(uri));
    }

    /** The client would talk to an https proxy in the clear, password included. */
    private static Optional<URI> proxyAddress(String text) {
        return httpAddress(text).filter(uri -> uri.getScheme().equalsIgnoreCase("http"));
    }

    private static DeliveryTarget.Proxy proxyWithUserInfo(URI uri) {
        String info = uri.getUserInfo();
        if (info == null) {
            return new DeliveryTarget.Proxy(uri, Optional.empty(), Optional.empty());
        }
        int colon = info.indexOf(':');
        return colon < 0
                ? new DeliveryTarget.Proxy(uri, Optional.of(info), Optional.empty())
                : new DeliveryTarget.Proxy(
                        uri, Optional.of(info.substring(0, colon)), Optional.of(info.substring(colon + 1)));
    }

    private Optional<SecretValues> secret(ObjectKey provider, @Nullable LocalRef ref) throws Unusable {
        if (ref == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(secrets.read(provider.namespace(), ref.name()));
        } catch (SecretException unusable) {
            throw new Unusable(DispatchFailure.of(provider, unusable.failure()));
        }
    }

    private static Optional<String> text(SecretValues secret, String key, String olderKey) {
        return secret.text(key).or(() -> secret.text(olderKey));
    }

    private static Unusable malformed(ObjectKey provider, SecretValues secret, String problem) {
        return new Unusable(new DispatchFailure.SecretMalformed(provider, secret.name(), problem));
    }

    /** Carries a failure out of the steps of this class, and no further. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient DispatchFailure failure;

        Unusable(DispatchFailure failure) {
            super(failure.message(), null, false, false);
            this.failure = failure;
        }
    }
}
