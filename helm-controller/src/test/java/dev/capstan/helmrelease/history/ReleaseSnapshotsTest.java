package dev.capstan.helmrelease.history;

import static dev.capstan.helm.release.record.ReleaseStatus.DEPLOYED;
import static dev.capstan.helm.release.record.ReleaseStatus.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.digest.DigestAlgorithm;
import dev.capstan.helm.release.record.ConfigDigest;
import dev.capstan.helm.release.record.ObservedRelease;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helmrelease.state.Stored;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statuses as the versions of Flux write them. */
class ReleaseSnapshotsTest {
    private static final ReleaseRecord RELEASE = Stored.record(1, DEPLOYED);
    private static final ReleaseRecord CHANGED = Stored.record(1, FAILED);
    private static final String OF_NO_VALUES = ConfigDigest.of(Map.of());

    @ParameterizedTest
    @EnumSource
    void aRevisionIsKnownByADigestOfEveryAlgorithm(DigestAlgorithm algorithm) {
        ReleaseSnapshot known =
                known("v2", ObservedRelease.of(RELEASE, "").digest(algorithm), ConfigDigest.of(algorithm, Map.of()));

        assertThat(ReleaseSnapshots.isUnchanged(known, RELEASE)).isTrue();
        assertThat(ReleaseSnapshots.isUnchanged(known, CHANGED)).isFalse();
        assertThat(ReleaseSnapshots.configDigest(known, RELEASE)).isEqualTo(OF_NO_VALUES);
    }

    @Test
    void theDigestOfAnOlderFormIsNotCompared() {
        assertThat(ReleaseSnapshots.isUnchanged(known(null, "sha256:" + "0".repeat(64), OF_NO_VALUES), RELEASE))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"blake3", "sha1"})
    void whatCannotBeComputedHereIsTakenFromTheRevision(String algorithm) {
        ReleaseSnapshot known = known("v2", algorithm + ":01", algorithm + ":02");

        assertThat(ReleaseSnapshots.isUnchanged(known, RELEASE)).isTrue();
        assertThat(ReleaseSnapshots.configDigest(known, RELEASE)).isEqualTo(OF_NO_VALUES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256", "sha256:01", "md5:01"})
    void whatIsNoDigestIsOfNothing(String digest) {
        assertThat(ReleaseSnapshots.isUnchanged(known("v2", digest, OF_NO_VALUES), RELEASE))
                .isFalse();
    }

    @Test
    void valuesOfAnotherRevisionStayThose() {
        String other = ConfigDigest.of(Map.of("replicas", 2));

        assertThat(ReleaseSnapshots.configDigest(known("v2", "sha256:01", other), RELEASE))
                .isEqualTo(other);
    }

    private static ReleaseSnapshot known(@Nullable String form, String digest, String configDigest) {
        ReleaseSnapshot seen = Stored.seen(RELEASE);
        return new ReleaseSnapshot(
                form,
                digest,
                seen.name(),
                seen.namespace(),
                seen.version(),
                seen.status(),
                seen.chartName(),
                seen.chartVersion(),
                seen.appVersion(),
                configDigest,
                seen.firstDeployed(),
                seen.lastDeployed(),
                seen.deleted(),
                seen.testHooks(),
                seen.ociDigest(),
                seen.action());
    }
}
