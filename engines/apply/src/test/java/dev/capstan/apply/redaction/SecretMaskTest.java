package dev.capstan.apply.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {

    private static final String SECRET = """
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},
             "data":{"password":"aHVudGVyMi1odW50ZXIy","pin":"MTIz"},"stringData":{"note":"first line\\nsecond line"}}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "denied: password hunter2-hunter2 is too weak",
                "denied: aHVudGVyMi1odW50ZXIy",
                "denied: {\"note\":\"first line\\nsecond line\"}",
                "denied: second line",
                "data[pin]: Invalid value: \"MTIz\": too short",
                "denied: pin \"123\"",
            })
    void d062_hidesValuesInEveryForm(String text) throws Exception {
        String masked = SecretMask.of(json(SECRET)).mask(text);

        assertThat(masked)
                .contains(SecretMask.MASK)
                .doesNotContain("hunter2")
                .doesNotContain("aHVudGVy")
                .doesNotContain("first line")
                .doesNotContain("second line")
                .doesNotContain("MTIz")
                .doesNotContain("\"123\"");
    }

    @Test
    void leavesTextsAboutOtherKindsAlone() throws Exception {
        JsonNode configMap = json("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"data\":{\"a\":\"value\"}}");

        assertThat(SecretMask.of(configMap).mask("Invalid value: \"value\"")).isEqualTo("Invalid value: \"value\"");
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
