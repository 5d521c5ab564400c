package dev.capstan.helm.release.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseMarksTest {

    private static final ReleaseMarks SHOP = new ReleaseMarks("shop", "apps");

    @Test
    void knowsWhatItHasMarked() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        SHOP.put(object);

        assertThat(SHOP.foreign(object)).isEmpty();
        assertThat(new ReleaseMarks("shop", "other").foreign(object))
                .contains("annotation validation error: key \"meta.helm.sh/release-namespace\" must equal \"other\":"
                        + " current value is \"apps\"");
    }

    @Test
    void writesOverMarksOfAnotherRelease() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        new ReleaseMarks("other", "apps").put(object);
        SHOP.put(object);

        assertThat(SHOP.foreign(object)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"keep, true", "' Keep ', true", "delete, false", "'', false"})
    void keepsWhatAsksForIt(String policy, boolean isKept) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.withObject("/metadata/annotations").put("helm.sh/resource-policy", policy);

        assertThat(ReleaseMarks.isKept(object)).isEqualTo(isKept);
    }
}
