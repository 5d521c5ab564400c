package dev.capstan.helm.release.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MasksTest {

    @Test
    void hidesTheLinesOfANamedTextThatHasSeveral() {
        Masks masks = Masks.of(List.of(), Set.of("first-secret-line\n  second-secret-line\n"));

        assertThat(masks.hide("pod/main: first-secret-line\npod/main: second-secret-line"))
                .isEqualTo("pod/main: *****\npod/main: *****");
    }

    @Test
    void leavesShortTextsAlone() {
        assertThat(Masks.of(List.of(), Set.of("a\nof\n\n")).hide("a port of a Pod"))
                .isEqualTo("a port of a Pod");
    }
}
