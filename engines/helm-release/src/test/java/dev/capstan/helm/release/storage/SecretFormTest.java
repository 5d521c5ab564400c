package dev.capstan.helm.release.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFormTest {

    private static final String CREATED = "\"creationTimestamp\": \"2026-11-22T15:00:00Z\"";

    @Test
    void takesTheTimeOfTheServerAndNotThatOfAWriterWhoseClockIsAhead() throws Exception {
        JsonNode metadata = json("{" + CREATED + """
                , "labels": {"modifiedAt": "1900000000"},
                "managedFields": [
                  {"manager": "Helm", "time": "2026-11-22T15:47:41Z", "fieldsV1": {"f:data": {".": {}, "f:release": {}}}}
                ]}
                """);

        assertThat(SecretForm.writtenAt(metadata)).contains(Instant.parse("2026-11-22T15:47:41Z"));
    }

    @Test
    void isNotWrittenByWhoeverOnlyLabelsTheSecret() throws Exception {
        JsonNode metadata = json("{" + CREATED + """
                , "managedFields": [
                  {"manager": "helm-controller", "time": "2026-11-22T15:47:41Z", "fieldsV1": {"f:data": {"f:release": {}}}},
                  {"manager": "labeller", "time": "2026-11-22T16:00:00Z", "fieldsV1": {"f:metadata": {"f:labels": {}}}}
                ]}
                """);

        assertThat(SecretForm.holder(metadata)).isEqualTo(new Holder("helm-controller", ""));
        assertThat(SecretForm.writtenAt(metadata)).contains(Instant.parse("2026-11-22T15:47:41Z"));
    }

    @Test
    void takesHelmsLabelsWhenTheServerDoesNotSay() throws Exception {
        assertThat(SecretForm.writtenAt(json("{\"labels\": {\"createdAt\": \"1763826461\"}}")))
                .contains(Instant.ofEpochSecond(1763826461));
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999", "-1", "yesterday", ""})
    void passesOverALabelThatIsNotATime(String label) throws Exception {
        JsonNode metadata = json("{" + CREATED + ", \"labels\": {\"modifiedAt\": \"" + label + "\"}}");

        assertThat(SecretForm.writtenAt(metadata)).contains(Instant.parse("2026-11-22T15:00:00Z"));
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
