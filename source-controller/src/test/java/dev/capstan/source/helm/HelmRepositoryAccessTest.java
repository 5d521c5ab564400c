package dev.capstan.source.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.SecretAccess;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.HelmRepositorySpec;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HelmRepositoryAccessTest {
    private final Map<String, Map<String, byte[]>> secrets = new HashMap<>();

    @Test
    void withoutSecretsItIsAnonymous() {
        var access = success(spec(null, null, null));

        assertThat(access.login()).isEmpty();
        assertThat(access.tls().authorities()).isEmpty();
        assertThat(access.timeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void readsALoginAndTheOlderTlsKeysOfOneSecret() {
        secret("both", Map.of("username", "me\n", "password", "secret\n", "caFile", "PEM"));

        var access = success(spec("both", null, "5s"));

        assertThat(access.login()).contains(new SecretAccess.Login("me", "secret"));
        assertThat(access.tls().authorities()).contains("PEM");
        assertThat(access.timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theSecretForTlsWins() {
        secret("both", Map.of("username", "me", "password", "secret", "ca.crt", "OLD"));
        secret("tls", Map.of("ca.crt", "NEW"));

        assertThat(success(spec("both", "tls", null)).tls().authorities()).contains("NEW");
    }

    @Test
    void halfALoginIsRefused() {
        secret("half", Map.of("username", "me"));

        assertThat(failure(spec("half", null, null)).reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
    }

    @Test
    void aMissingSecretIsNamed() {
        assertThat(failure(spec("nosuch", null, null)).message())
                .contains("spec.secretRef")
                .contains("nosuch");
        assertThat(failure(spec(null, "nosuch", null)).message())
                .contains("spec.certSecretRef")
                .contains("nosuch");
    }

    private void secret(String name, Map<String, String> values) {
        var bytes = new HashMap<String, byte[]>();
        values.forEach((key, value) -> bytes.put(key, value.getBytes(UTF_8)));
        secrets.put(name, bytes);
    }

    private static HelmRepositorySpec spec(@Nullable String secret, @Nullable String tls, @Nullable String timeout) {
        return new HelmRepositorySpec(
                "https://r.test",
                null,
                "1m",
                timeout,
                null,
                secret == null ? null : new LocalRef(secret),
                tls == null ? null : new LocalRef(tls),
                false,
                false,
                null,
                false);
    }

    private SourceResult<RepositoryAccess> read(HelmRepositorySpec spec) {
        return HelmRepositoryAccess.of("ns", spec, new SecretAccess((_, name) -> {
            if (!secrets.containsKey(name)) {
                throw new SecretException(new SecretFailure.Missing(name));
            }
            return new SecretValues(name, secrets.get(name));
        }));
    }

    private RepositoryAccess success(HelmRepositorySpec spec) {
        return switch (read(spec)) {
            case SourceResult.Success<RepositoryAccess>(var access) -> access;
            case SourceResult.Failed<RepositoryAccess>(var failure) -> throw new AssertionError(failure.message());
        };
    }

    private SourceFailure failure(HelmRepositorySpec spec) {
        return switch (read(spec)) {
            case SourceResult.Success<RepositoryAccess>(var access) -> throw new AssertionError("usable: " + access);
            case SourceResult.Failed<RepositoryAccess>(var failure) -> failure;
        };
    }
}
