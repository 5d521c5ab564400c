package dev.capstan.kustomization.snapshot;

import static dev.capstan.kustomization.snapshot.Specs.known;
import static dev.capstan.kustomization.snapshot.Specs.spec;
import static dev.capstan.kustomization.snapshot.Specs.status;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownKustomizationTest {

    @ParameterizedTest
    @CsvSource({"2, True, true", "1, True, false", "2, False, false"})
    void readyMeansReadyForTheSpecAsItIsNow(long observedGeneration, String ready, boolean isReady) {
        var subject = known(
                "app",
                spec(""),
                status(
                        "{'observedGeneration':%d,'conditions':[{'type':'Ready','status':'%s','reason':'x','message':'','lastTransitionTime':'2026-11-22T00:00:00Z'}]}"
                                .formatted(observedGeneration, ready)));

        assertThat(subject.isReady()).isEqualTo(isReady);
    }
}
