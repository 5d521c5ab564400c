package dev.capstan.helmrelease.state;

import dev.capstan.api.helm.HelmReleaseStatus;
import java.util.Objects;
import java.util.Optional;

/**
 * The inputs of a run, by which failures of earlier ones are told from those that count.
 *
 * @param generation of the spec
 * @param chartVersion version of the chart
 * @param ociDigest digest of the chart's artifact; empty for charts of other places
 * @param configDigest digest of the values
 */
public record ReleaseAttempt(long generation, String chartVersion, String ociDigest, String configDigest) {

    /** Why failures of before do not count any more; empty when they do. */
    public Optional<String> newSince(HelmReleaseStatus status, boolean isResetAsked) {
        if (isResetAsked) {
            return Optional.of("a reset was asked for by annotation");
        }
        if (status.lastAttemptedGeneration() != generation) {
            return Optional.of("generation differs from last attempt");
        }
        if (!Objects.equals(status.lastAttemptedRevision(), chartVersion)) {
            return Optional.of("chart version differs from last attempt");
        }
        if (!Objects.requireNonNullElse(status.lastAttemptedConfigDigest(), "").equals(configDigest)) {
            return Optional.of("values differ from last attempt");
        }
        return Optional.empty();
    }
}
