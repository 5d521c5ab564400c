package dev.capstan.helm.release.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseKeyTest {

    @ParameterizedTest
    @CsvSource({
        "sh.helm.release.v1.shop.v12, 12",
        "sh.helm.release.v1.shop.v0, 0",
        "sh.helm.release.v1.shop.v1234567890123, 0",
        "sh.helm.release.v1.shop.v1.v2, 0",
        "sh.helm.release.v1.other.v3, 0",
        "shop, 0"
    })
    void readsTheRevisionFromTheNameOfASecret(String secret, int version) {
        assertThat(new ReleaseKey("store", "shop").version(secret)).isEqualTo(version);
    }
}
