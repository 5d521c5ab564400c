package dev.capstan.helmrelease.state;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.helmrelease.history.SnapshotHistory;
import dev.capstan.helmrelease.snapshot.ReleaseLocation;
import java.util.Optional;

/**
 * A HelmRelease means another release than the one that it has made, which goes first.
 *
 * @param former what the release that goes is called, and where it is
 * @param reason why it goes
 */
public record TargetChange(ReleaseLocation former, String reason) {

    /**
     * The change that there is; empty when the release stays the same.
     *
     * @param chartName name of the chart
     * @param reinstalls whether a chart of another name is installed anew, not in place
     */
    public static Optional<TargetChange> of(
            HelmReleaseStatus status, ReleaseLocation names, String chartName, boolean reinstalls) {
        String storage = status.storageNamespace();
        if (storage == null || storage.isEmpty()) {
            return Optional.empty();
        }
        return SnapshotHistory.latest(status.history())
                .flatMap(known -> reason(known, storage, names, chartName, reinstalls)
                        .map(reason -> new TargetChange(
                                new ReleaseLocation(known.name(), known.namespace(), storage), reason)));
    }

    private static Optional<String> reason(
            ReleaseSnapshot known, String storage, ReleaseLocation names, String chartName, boolean reinstalls) {
        if (!storage.equals(names.storageNamespace())) {
            return Optional.of("storage namespace changed");
        }
        if (!known.namespace().equals(names.namespace())) {
            return Optional.of("release namespace changed");
        }
        if (!known.name().equals(names.name())) {
            return Optional.of("release name changed");
        }
        return reinstalls && !known.chartName().equals(chartName)
                ? Optional.of("chart name changed")
                : Optional.empty();
    }
}
