package dev.capstan.notification.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageFilterTest {
    @Test
    void oneInclusionMustMatchSomewhere() {
        var filter = MessageFilter.of(List.of("^never$", "appl(ied|y)"), List.of());

        assertThat(filter.accepts("Applied revision: main — will apply again")).isTrue();
        assertThat(filter.accepts("nothing to do")).isFalse();
    }

    @Test
    void exclusionsWinOverInclusions() {
        var filter = MessageFilter.of(List.of(".*"), List.of("waiting.*socket"));

        assertThat(filter.accepts("waiting for the socket")).isFalse();
        assertThat(filter.accepts("all good")).isTrue();
    }

    @Test
    void aWrongExpressionIsSkippedAndTold() {
        var filter = MessageFilter.of(List.of("(unclosed", "good"), List.of("(?=lookahead)"));

        assertThat(filter.accepts("good")).isTrue();
        assertThat(filter.accepts("bad")).isFalse();
        assertThat(filter.problems())
                .hasSize(2)
                .anyMatch(it -> it.startsWith("spec.inclusionList[0]"))
                .anyMatch(it -> it.startsWith("spec.exclusionList[0]"));
    }

    @Test
    void y043_anExpressionThatBacktracksElsewhereTakesLinearTime() {
        var filter = MessageFilter.of(List.of("(a+)+$"), List.of("(a|a)*b"));

        assertTimeout(Duration.ofSeconds(5), () -> filter.accepts("a".repeat(30_000) + "!"));
    }
}
