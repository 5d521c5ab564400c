package dev.capstan.application.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContentHashTest {

    private static ObjectNode object() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.putObject("metadata")
                .put("name", "web")
                .put("resourceVersion", "1")
                .put("generation", 1);
        object.putObject("spec").put("replicas", 1);
        object.putObject("status").put("replicas", 1);
        return object;
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("spec", true, object -> object.withObject("/spec").put("replicas", 2)),
                change(
                        "a label",
                        true,
                        object -> object.withObject("/metadata/labels").put("a", "b")),
                change(
                        "the time of a deletion",
                        true,
                        object -> object.withObject("/metadata").put("deletionTimestamp", "t")),
                change(
                        "resourceVersion",
                        false,
                        object -> object.withObject("/metadata").put("resourceVersion", "2")),
                change(
                        "generation",
                        false,
                        object -> object.withObject("/metadata").put("generation", 2)),
                change(
                        "managedFields",
                        false,
                        object -> object.withObject("/metadata").putArray("managedFields")),
                change("status", false, object -> object.withObject("/status").put("replicas", 2)));
    }

    private static Arguments change(String what, boolean counts, Consumer<ObjectNode> change) {
        return Arguments.of(what, counts, change);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("changes")
    void onlyWhatIsComparedCounts(String what, boolean counts, Consumer<ObjectNode> change) {
        ObjectNode changed = object();
        change.accept(changed);

        assertThat(ContentHash.of(changed, false) != ContentHash.of(object(), false))
                .isEqualTo(counts);
    }

    @Test
    void statusCountsWhereItIsCompared() {
        ObjectNode changed = object();
        changed.withObject("/status").put("replicas", 2);

        assertThat(ContentHash.of(changed, true)).isNotEqualTo(ContentHash.of(object(), true));
    }
}
