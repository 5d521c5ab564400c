package dev.capstan.notification.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderHeadersTest {
    @Test
    void readsAMapOfTexts() throws SecretException {
        assertThat(headers("X-Team: a\nX-Code: 007\nX-On: true\n"))
                .isEqualTo(Map.of("X-Team", "a", "X-Code", "007", "X-On", "true"));
    }

    @Test
    void theLineEndOfABlockDoesNotCount() throws SecretException {
        assertThat(headers("Authorization: |\n  Bearer hunter2\n"))
                .isEqualTo(Map.of("Authorization", "Bearer hunter2"));
    }

    @Test
    void noHeadersAreNone() throws SecretException {
        assertThat(headers("")).isEmpty();
        assertThat(ProviderHeaders.of(SecretValues.none())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'Authorization: \"a\\nhunter2\"', holds the header Authorization",
        "'Authorization: hünter2', holds the header Authorization",
        "'X-List: [hunter2]', X-List has another value",
        "'X-Nothing:', X-Nothing has another value",
        "'\"hunter\\n2\": a', holds a name that no header can have",
        "'hunter2', is not a YAML map of texts",
        "'{hunter2', is not a YAML map of texts",
    })
    void whatCannotBeSentIsRefusedWithItsNameAndNotShown(String yaml, String problem) {
        assertThatThrownBy(() -> headers(yaml))
                .hasMessageStartingWith("the value under the key 'headers' of the Secret 'cred' ")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("hünter2");
    }

    @ParameterizedTest
    @ValueSource(ints = {64 * 1024, 1 << 20})
    void y038_aLongMapIsRefused(int length) {
        assertThatThrownBy(() -> headers("X: " + "a".repeat(length))).isInstanceOf(SecretException.class);
    }

    private static Map<String, String> headers(String yaml) throws SecretException {
        return ProviderHeaders.of(new SecretValues("cred", Map.of("headers", yaml.getBytes(UTF_8))));
    }
}
