package dev.capstan.runtime.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | {\"a\":1} | {\"a\":1}",
                "{\"a\":1} | {\"a\":2} | {\"a\":2}",
                "{\"a\":1,\"b\":1} | {\"a\":1} | {\"b\":null}",
                "{\"a\":{\"b\":1,\"c\":1}} | {\"a\":{\"b\":2,\"c\":1}} | {\"a\":{\"b\":2}}",
                "{\"a\":[1,2]} | {\"a\":[2]} | {\"a\":[2]}",
                "{\"a\":{\"b\":1}} | {\"a\":[1]} | {\"a\":[1]}",
            })
    void saysWhatChanged(String before, String after, String patch) throws JsonProcessingException {
        assertThat(MergePatch.between(JSON.readTree(before), JSON.readTree(after)))
                .contains((com.fasterxml.jackson.databind.node.ObjectNode) JSON.readTree(patch));
    }

    @Test
    void isEmptyWhenNothingChanged() throws JsonProcessingException {
        var status = JSON.readTree("{\"a\":[1,{\"b\":2}],\"c\":{\"d\":null}}");

        assertThat(MergePatch.between(status, status.deepCopy())).isEmpty();
    }
}
