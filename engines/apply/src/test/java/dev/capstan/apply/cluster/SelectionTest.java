package dev.capstan.apply.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.ResourceKind;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final ResourceType SECRET = new ResourceType(new ResourceKind("", "v1", "Secret"), "secrets", true);

    /** What stands in a message when a list is refused. */
    @Test
    void allObjectsOfAKindHaveAName() {
        assertThat(Selection.labelled(SECRET, "owner").in("apps").everything().display())
                .isEqualTo("Secret/apps/*");
        assertThat(Selection.labelled(SECRET, "owner").everything().display()).isEqualTo("Secret/*");
    }
}
