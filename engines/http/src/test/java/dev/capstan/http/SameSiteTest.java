package dev.capstan.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameSiteTest {
    @ParameterizedTest
    @CsvSource({
        "ghcr.io, ghcr.io, true",
        "GHCR.io, ghcr.io, true",
        "auth.docker.io, index.docker.io, true",
        "gitlab.com, registry.gitlab.com, true",
        "evil.co.uk, good.co.uk, false",
        "evil.github.io, good.github.io, false",
        "docker.io.evil.test, docker.io, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "localhost, 127.0.0.1, false",
        "[::1], [::1], true",
        "registry, tokens, false",
        "'', ghcr.io, false"
    })
    void hostsBelowOneRegisteredDomainAreOfTheSameSite(String host, String other, boolean expected) {
        assertThat(SameSite.of(host, other)).isEqualTo(expected);
        assertThat(SameSite.of(other, host)).isEqualTo(expected);
    }
}
