package dev.capstan.application.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

class PreviewRunTest {
    @Test
    void halfACharacterCostsNoLine() {
        var line = JsonNodeFactory.instance.objectNode().put("field", "spec.\ud83d");

        assertThat(new String(PreviewRun.bytes(line), UTF_8)).isEqualTo("{\"field\":\"spec.?\"}\n");
    }
}
