package dev.capstan.promotion.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTest {
    private static final String COMMIT = "abcdef0123456789abcdef0123456789abcdef01";

    @ParameterizedTest
    @CsvSource({
        "abcdef0, true",
        "ABCDEF0, true",
        "sha1:abcdef0123456789abcdef0123456789abcdef01, true",
        "v1.0.0@sha1:abcdef0123456789abcdef0123456789abcdef01, true",
        "v1.0.0, true",
        "sha256:99998888777766665555, true",
        "9999888, true",
        "abcdef, false",
        "abcdef1, false",
        "v1.0, false",
        "v1.0.1, false",
        "'', false",
        "*, false"
    })
    void isCalledByRevisionCommitDigestOrTag(String text, boolean isIt) {
        var content = new Content(
                "sha256:9999888877776666555544443333222211110000", "v1.0.0@sha1:" + COMMIT, COMMIT, List.of());

        assertThat(content.isCalled(text)).isEqualTo(isIt);
    }
}
