package dev.capstan.e2e.leak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkersTest {
    private final Markers markers = new Markers();
    private String password = "";

    @BeforeEach
    void make() {
        password = markers.make("password");
        markers.make("token");
    }

    @Test
    void findsASecretByItselfAndInHexadecimalDigits() {
        assertThat(markers.in("said '" + password + "' aloud"))
                .singleElement()
                .asString()
                .startsWith("password ");
        assertThat(markers.in(HexFormat.of().formatHex(password.getBytes(UTF_8))))
                .hasSize(1);
        assertThat(markers.in("said nothing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "login: "})
    void findsASecretInBase64BehindAnyText(String before) {
        byte[] text = (before + password + " and more").getBytes(UTF_8);

        assertThat(markers.in(Base64.getEncoder().encodeToString(text))).hasSize(1);
        assertThat(markers.in(Base64.getUrlEncoder().withoutPadding().encodeToString(text)))
                .hasSize(1);
    }
}
