package dev.capstan.cli.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.cli.CommandFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OciAddressTest {
    private static final String DIGEST = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    @ParameterizedTest
    @CsvSource({
        "oci://ghcr.io/org/app:1.0, ghcr.io/org/app, 1.0",
        "oci://localhost:5000/app, localhost:5000/app, latest",
        "oci://localhost:5000/app:a.b, localhost:5000/app, a.b",
        "oci://ghcr.io/app@" + DIGEST + ", ghcr.io/app, " + DIGEST
    })
    void readsTagsAndDigests(String text, String repository, String reference) {
        var address = OciAddress.parse(text);

        assertThat(address.repository()).hasToString(repository);
        assertThat(address.wanted()).hasToString(reference);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ghcr.io/app", "https://ghcr.io/app", "oci://ghcr.io/app:a b", "oci://ghcr.io/app@sha256:0"})
    void refusesOtherForms(String text) {
        assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> OciAddress.parse(text));
    }
}
