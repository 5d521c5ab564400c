package dev.capstan.notification.provider;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.notification.ProviderSpec;
import dev.capstan.http.HttpProxy;
import dev.capstan.runtime.secret.SecretValues;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads which proxy a Provider asks for. */
public final class ProviderProxy {
    private static final String RULE = "must be http://host:port, https://host:port or socks5://host:port";

    private ProviderProxy() {}

    /**
     * The proxy of a Provider: that of {@code spec.proxySecretRef}, or else the deprecated ones, of which the key {@code proxy} of its Secret
     * wins over {@code spec.proxy}.
     *
     * @param secret of {@code spec.secretRef}
     * @param proxySecret of {@code spec.proxySecretRef}
     * @return empty when there is none
     * @throws DeliveryException when its address cannot be used; the address is not shown, since it may hold a login
     */
    public static Optional<HttpProxy> of(
            ObjectKey provider, ProviderSpec spec, SecretValues secret, Optional<SecretValues> proxySecret)
            throws DeliveryException {
        if (proxySecret.isPresent()) {
            var values = proxySecret.get();
            var address =
                    values.text("address").orElseThrow(() -> malformed(provider, values, "the key address is missing"));
            return Optional.of(HttpProxy.at(address, userOf(values))
                    .orElseThrow(() -> malformed(provider, values, "the key address " + RULE)));
        }
        var inSecret = secret.text("proxy");
        if (inSecret.isPresent()) {
            return Optional.of(
                    withLogin(inSecret.get()).orElseThrow(() -> malformed(provider, secret, "the key proxy " + RULE)));
        }
        return spec.proxy() == null
                ? Optional.empty()
                : Optional.of(withLogin(spec.proxy())
                        .orElseThrow(() -> new DeliveryException(new DispatchFailure.ProxyMalformed(provider))));
    }

    private static Optional<HttpProxy.User> userOf(SecretValues secret) {
        return secret.line("username")
                .map(name -> new HttpProxy.User(name, secret.line("password").orElse("")));
    }

    private static Optional<HttpProxy> withLogin(String address) {
        return HttpProxy.at(address, userIn(address));
    }

    private static Optional<HttpProxy.User> userIn(String address) {
        try {
            return Optional.ofNullable(new URI(address.strip()).getUserInfo()).map(info -> {
                int colon = info.indexOf(':');
                return colon < 0
                        ? new HttpProxy.User(info, "")
                        : new HttpProxy.User(info.substring(0, colon), info.substring(colon + 1));
            });
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static DeliveryException malformed(ObjectKey provider, SecretValues secret, String problem) {
        return new DeliveryException(new DispatchFailure.SecretMalformed(provider, secret.name(), problem));
    }
}
