package dev.capstan.kustomization.run;

import static dev.capstan.kustomization.run.DeletionLimit.ACKNOWLEDGED;
import static dev.capstan.kustomization.run.DeletionLimit.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.prune.PruneLimit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeletionLimitTest {

    private static final Optional<PruneLimit> USUAL = Optional.of(new PruneLimit(50, 100));

    static Stream<Arguments> annotations() {
        return Stream.of(
                Arguments.of(Map.of(), USUAL),
                Arguments.of(Map.of(LIMIT, "5,40%"), Optional.of(new PruneLimit(5, 40))),
                Arguments.of(Map.of(LIMIT, "Off"), Optional.empty()),
                Arguments.of(Map.of(ACKNOWLEDGED, "main@sha1:2"), Optional.empty()),
                Arguments.of(Map.of(ACKNOWLEDGED, "main@sha1:1"), USUAL),
                Arguments.of(Map.of(ACKNOWLEDGED, "main@sha1:2", LIMIT, "5,40%"), Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("annotations")
    void ownLimitComesBeforeTheUsualOneAndAnAcknowledgementBeforeBoth(
            Map<String, String> annotations, Optional<PruneLimit> limit) {
        assertThat(DeletionLimit.of(annotations, "main@sha1:2", USUAL))
                .isEqualTo(new DeletionLimit.Reading.Usable(limit));
    }

    @Test
    void limitThatCannotBeReadIsNamed() {
        assertThat(DeletionLimit.of(Map.of(LIMIT, "much"), "main@sha1:2", USUAL))
                .isInstanceOfSatisfying(
                        DeletionLimit.Reading.Unusable.class,
                        unusable -> assertThat(unusable.message()).contains(LIMIT, "'much'", "50,100%"));
    }
}
