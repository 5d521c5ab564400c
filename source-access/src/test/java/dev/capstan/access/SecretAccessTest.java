package dev.capstan.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Failure.Family;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.meta.Reason;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretAccessTest {
    private static final LocalRef SECRET = new LocalRef("access");

    @Test
    void aSecretThatIsMissingIsNamedWithTheFieldThatNamesIt() {
        var access = new SecretAccess((_, name) -> {
            throw new SecretException(new SecretFailure.Missing(name));
        });

        var failure = failure(access.tls("apps", "spec.certSecretRef", SECRET));

        assertThat(failure.message()).isEqualTo("spec.certSecretRef names the Secret 'access', which does not exist");
        assertThat(failure.family()).isEqualTo(Family.USER_INPUT);
        assertThat(failure.reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
    }

    @Test
    void whatIsNotNamedIsNotRead() {
        var access = new SecretAccess((_, _) -> {
            throw new AssertionError("no Secret is named");
        });

        assertThat(value(access.proxy("apps", null))).isEmpty();
        assertThat(value(access.tls("apps", "spec.certSecretRef", null))).isEqualTo(TlsMaterial.NONE);
    }

    @Test
    void theOlderNamesOfTlsKeysCountWhereThePresentOnesAreMissing() {
        var tls = value(holding(Map.of("caFile", "old", "certFile", "c", "keyFile", "k", "ca.crt", "new"))
                .tls("apps", "spec.certSecretRef", SECRET));

        assertThat(tls)
                .isEqualTo(
                        new TlsMaterial(Optional.of("new"), Optional.of(new TlsMaterial.ClientCertificate("c", "k"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tls.crt  | must both be there, or none
            certFile | must both be there, or none
            tls.key  | it has none of the keys
            other    | it has none of the keys
            """)
    void halfACertificateIsNone(String key, String words) {
        var failure = failure(holding(Map.of(key, "s3cret")).tls("apps", "spec.certSecretRef", SECRET));

        assertThat(failure.message()).contains("'access'").contains(words).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy.example", "ftp://u:s3cret@proxy.example:21", "http://u:s3cret@", "http://"})
    void anAddressThatIsNoProxyIsRefusedWithoutShowingIt(String address) {
        var failure = failure(holding(Map.of("address", address)).proxy("apps", SECRET));

        assertThat(failure.message()).contains("'access'").contains("'address'").doesNotContain("s3cret");
    }

    @Test
    void aProxyMayHaveAUserWithoutAPassword() {
        var proxy = value(holding(Map.of("address", "socks5://proxy.example:1080", "username", "jane"))
                .proxy("apps", SECRET));

        assertThat(proxy.flatMap(HttpProxy::user)).contains(new HttpProxy.User("jane", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"username", "password"})
    void halfALoginIsRefused(String key) {
        var values = new SecretValues("access", Map.of(key, "s3cret".getBytes(StandardCharsets.UTF_8)));

        assertThat(failure(SecretAccess.login(values)).message())
                .contains("must both be there")
                .doesNotContain("s3cret");
    }

    private static SecretAccess holding(Map<String, String> secret) {
        var values = secret.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().getBytes(StandardCharsets.UTF_8)));
        return new SecretAccess((_, name) -> new SecretValues(name, values));
    }

    private static <T> T value(AccessResult<T> result) {
        return result.orElse(failure -> {
            throw new AssertionError(failure.message());
        });
    }

    private static AccessFailure failure(AccessResult<?> result) {
        assertThat(result).isInstanceOf(AccessResult.Failed.class);
        return ((AccessResult.Failed<?>) result).failure();
    }
}
