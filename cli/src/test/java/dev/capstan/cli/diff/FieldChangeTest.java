package dev.capstan.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldChangeTest {

    @Test
    void namesEachFieldThatIsNewGoesOrDiffers() {
        assertThat(lines(
                        "{'data': {'same': '1', 'old': '1', 'web.conf': 'a'}, 'list': [1, {'x': 1}]}",
                        "{'data': {'same': '1', 'new': '2', 'web.conf': 'b'}, 'list': [1, {'x': 2}, 3]}"))
                .containsExactly(
                        "  data.new: (none) -> \"2\"",
                        "  data.old: \"1\" -> (none)",
                        "  data.\"web.conf\": \"a\" -> \"b\"",
                        "  list[1].x: 1 -> 2",
                        "  list[2]: (none) -> 3");
    }

    @Test
    void whatTheApiServerSetsIsNoDifference() {
        assertThat(lines(
                        "{'metadata': {'name': 'a', 'resourceVersion': '1', 'generation': 1, 'managedFields': []}, 'status': {'x': 1}}",
                        "{'metadata': {'name': 'a', 'resourceVersion': '2', 'generation': 2}, 'status': {'x': 2}}"))
                .isEmpty();
    }

    @Test
    void valuesOfSecretsAreMaskedWhereverTheyStand() {
        List<String> lines = lines("{'apiVersion': 'v1', 'kind': 'Secret', 'data': {'password': 'aHVudGVyMg=='}}", """
                {'apiVersion': 'v1', 'kind': 'Secret', 'data': {'password': 'aHVudGVyMw==', 'more': 'c2VjcmV0'},
                 'metadata': {'annotations': {'note': 'it is hunter3',
                   'kubectl.kubernetes.io/last-applied-configuration': 'password: x1'}}}
                """);

        assertThat(lines).contains("  data.more: (none) -> *****", "  data.password: ***** -> *****");
        assertThat(lines.toString()).doesNotContain("hunter", "aHVud", "c2Vjc", "x1");
    }

    private static List<String> lines(String before, String after) {
        return FieldChange.between(json(before), json(after)).stream()
                .map(FieldChange::line)
                .toList();
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
