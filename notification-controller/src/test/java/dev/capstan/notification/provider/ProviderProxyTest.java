package dev.capstan.notification.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.api.notification.ProviderSpec;
import dev.capstan.http.HttpProxy;
import dev.capstan.runtime.secret.SecretValues;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderProxyTest {
    private static final String OTHERS = "http://other:1";

    @Test
    void theSecretOfTheProxyWinsAndTheFieldIsLast() throws DeliveryException {
        var own = Optional.of(secret("own", "address", "socks5://own"));

        assertThat(proxy(OTHERS, secret("cred", "proxy", OTHERS), own))
                .contains(new HttpProxy(HttpProxy.Kind.SOCKS5, "own", 1080, Optional.empty()));
        assertThat(proxy(OTHERS, secret("cred", "proxy", "https://jane:s3cret@older:8443"), Optional.empty()))
                .contains(new HttpProxy(
                        HttpProxy.Kind.HTTPS, "older", 8443, Optional.of(new HttpProxy.User("jane", "s3cret"))));
        assertThat(proxy("http://field:3128", SecretValues.none(), Optional.empty()))
                .contains(new HttpProxy("field", 3128, Optional.empty()));
        assertThat(proxy(null, SecretValues.none(), Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "http://jane:s3cret@", "https://proxy:70000", "http://jane:s3cret@a b"})
    void aFieldThatIsNotAnAddressIsNamedAndNotShown(String address) {
        assertThatThrownBy(() -> proxy(address, SecretValues.none(), Optional.empty()))
                .hasMessage("spec.proxy of Provider flux/p must be http://host:port or https://host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy:3128", "ftp://jane:s3cret@proxy"})
    void aKeyThatIsNotAnAddressIsNamedAndNotShown(String address) {
        assertThatThrownBy(() -> proxy(OTHERS, secret("cred", "proxy", address), Optional.empty()))
                .hasMessage("The Secret cred of Provider flux/p cannot be used: the key proxy must be http://host:port,"
                        + " https://host:port or socks5://host:port");
        assertThatThrownBy(() -> proxy(OTHERS, SecretValues.none(), Optional.of(secret("own", "address", address))))
                .hasMessage("The Secret own of Provider flux/p cannot be used: the key address must be"
                        + " http://host:port, https://host:port or socks5://host:port");
    }

    private static SecretValues secret(String name, String key, String value) {
        return new SecretValues(name, Map.of(key, value.getBytes(UTF_8)));
    }

    private static Optional<HttpProxy> proxy(
            @Nullable String field, SecretValues secret, Optional<SecretValues> proxySecret) throws DeliveryException {
        var spec = new ProviderSpec(
                "generic", null, null, null, "https://place", null, field, null, null, null, null, null, false);
        return ProviderProxy.of(SampleTargets.PROVIDER, spec, secret, proxySecret);
    }
}
