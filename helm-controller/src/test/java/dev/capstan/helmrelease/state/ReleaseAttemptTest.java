package dev.capstan.helmrelease.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.helmrelease.snapshot.ReleaseLocation;
import dev.capstan.helmrelease.snapshot.Releases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseAttemptTest {
    private static final HelmReleaseStatus LAST = Releases.status("""
            lastAttemptedGeneration: 1
            lastAttemptedRevision: 1.0.0
            lastAttemptedConfigDigest: sha256:a
            """);

    @ParameterizedTest
    @CsvSource({
        "1, 1.0.0, sha256:a, false, false",
        "2, 1.0.0, sha256:a, false, true",
        "1, 1.0.1, sha256:a, false, true",
        "1, 1.0.0, sha256:b, false, true",
        "1, 1.0.0, sha256:a, true,  true",
    })
    void failuresOfOtherInputsDoNotCount(
            long generation, String version, String config, boolean isReset, boolean isNew) {
        assertThat(new ReleaseAttempt(generation, version, "", config)
                        .newSince(LAST, isReset)
                        .isPresent())
                .isEqualTo(isNew);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // storage namespace, release namespace, release name, chart, is reinstalled, reason
                "apps, apps, web, web, true,  -",
                "apps, apps, web, wob, false, -",
                "apps, apps, web, wob, true,  chart name changed",
                "else, apps, web, web, false, storage namespace changed",
                "apps, else, web, web, false, release namespace changed",
                "apps, apps, wob, web, false, release name changed",
            })
    void anotherTargetMeansThatTheReleaseGoesFirst(
            String storage, String namespace, String name, String chart, boolean reinstalls, String reason) {
        HelmReleaseStatus status = Stored.status(
                "storageNamespace: apps",
                Stored.seen(Stored.record(3, dev.capstan.helm.release.record.ReleaseStatus.DEPLOYED)));

        assertThat(TargetChange.of(status, new ReleaseLocation(name, namespace, storage), chart, reinstalls)
                        .map(TargetChange::reason)
                        .orElse(null))
                .isEqualTo(reason);
    }

    @Test
    void whatWasNeverMadeHasNoOtherTarget() {
        assertThat(TargetChange.of(LAST, new ReleaseLocation("a", "b", "c"), "d", true))
                .isEmpty();
    }
}
