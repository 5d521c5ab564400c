package dev.capstan.argo.compare.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1000m, 1",
        "1500m, 1500m",
        "0.5, 500m",
        "1000, 1k",
        "1024, 1024",
        "1024Mi, 1Gi",
        "1.5Gi, 1536Mi",
        "0.5Ki, 512",
        "1000Ki, 1000Ki",
        "0, 0",
        "0Mi, 0",
        "1e3, 1e3",
        "12e2, 1200",
        "1E, 1E",
        "5., 5",
        ".5, 500m",
        "-1500m, -1500m",
        "+2, 2",
        "0.0000000001, 1n",
        "100000000000000000000, 9223372036854775807",
        "70M, 70M",
    })
    void hasTheFormThatTheApiServerWrites(String text, String canonical) {
        assertThat(Quantity.canonical(text)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "m", "1x", "1 Gi", "1KI", "1e", "0x10", "١"})
    void otherTextsAreNone(String text) {
        assertThat(Quantity.canonical(text)).isEmpty();
    }
}
