package dev.capstan.argo.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class CanonicalTreeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void numbersOfTheSameValueAreTheSameHoweverTheyAreWritten() throws Exception {
        JsonNode one = CanonicalTree.copy(JSON.readTree("{\"a\":1,\"b\":[1e2,0.5],\"c\":12345678901234567890}"));
        JsonNode other = CanonicalTree.copy(JSON.readTree("{\"c\":12345678901234567890,\"a\":1.0,\"b\":[100,5e-1]}"));

        assertThat(one).isEqualTo(other);
    }

    @Test
    void anObjectNestedTooDeeplyIsRefused() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode inner = root;
        for (int i = 1; i < CanonicalTree.DEEPEST; i++) {
            inner = inner.putObject("a");
        }

        assertThat(CanonicalTree.of(root)).isPresent();
        inner.putObject("a");
        assertThat(CanonicalTree.of(root)).isEmpty();
    }
}
