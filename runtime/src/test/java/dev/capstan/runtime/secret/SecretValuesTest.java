package dev.capstan.runtime.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "s3cret\n", "s3cret\r\n", "s3cret\r"})
    void aLineLosesTheLineEndThatEditorsLeave(String stored) throws SecretException {
        assertThat(secret(stored).line("key")).contains("s3cret");
        assertThat(secret(stored).required("key")).isEqualTo("s3cret");
        assertThat(secret(stored).text("key")).contains(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {" a b ", "a\nb", "\na"})
    void aLineKeepsEverythingElse(String stored) {
        assertThat(secret(stored + "\n").line("key")).contains(stored);
        assertThat(secret(stored + "\n\n").line("key")).contains(stored + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xoxb-1\n", " xoxb-1 ", "xoxb-1\r\n\r\n", "\txoxb-1"})
    void aHeaderValueHasNoWhiteSpaceAroundIt(String stored) throws SecretException {
        assertThat(secret(stored).headerValue("key")).contains("xoxb-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter\n2", "hunter\r2", "hunter\u00002", "hünter2", "hunter\u20282"})
    void aValueThatNoHeaderCarriesIsRefusedByNameAndNotShown(String stored) {
        assertThatThrownBy(() -> secret(stored).headerValue("key"))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("the value under the key 'key' of the Secret 'cred' cannot be sent in a header")
                .hasMessageNotContaining("hunter")
                .hasMessageNotContaining("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n"})
    void anEmptyValueIsMissing(String stored) throws SecretException {
        assertThatThrownBy(() -> secret(stored).required("key"))
                .hasMessage("the Secret 'cred' has no value under the key 'key'");
        assertThat(secret(stored).headerValue("key")).isEmpty();
    }

    @Test
    void nothingIsPrinted() {
        assertThat(secret("hunter2")).hasToString("Secret/cred");
    }

    private static SecretValues secret(String value) {
        return new SecretValues("cred", Map.of("key", value.getBytes(StandardCharsets.UTF_8)));
    }
}
