package dev.capstan.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://ghcr.io/a, https://ghcr.io:443/b, true",
        "https://GHCR.io/a, https://ghcr.io/b, true",
        "http://r.example/a, http://r.example:80/b, true",
        "https://ghcr.io/a, http://ghcr.io/a, false",
        "https://ghcr.io/a, https://ghcr.io:8443/a, false",
        "https://ghcr.io/a, https://ghcr.io.evil.test/a, false",
        "https://ghcr.io/a, https://ghcr.io@evil.test/a, false"
    })
    void theSameSchemeHostAndPortAreTheSameOrigin(String one, String other, boolean expected) {
        assertThat(Origin.of(URI.create(one)).equals(Origin.of(URI.create(other))))
                .isEqualTo(expected);
    }
}
