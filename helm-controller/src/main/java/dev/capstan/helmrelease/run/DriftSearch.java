package dev.capstan.helmrelease.run;

import dev.capstan.api.helm.DriftDetection;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helmrelease.drift.DriftFinding;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Whether a release that is in sync is looked at for drift, and what that finds. */
final class DriftSearch {

    private DriftSearch() {}

    /**
     * Looks for drift.
     *
     * @param hide takes what came from Secrets out of a message; asked when something fails
     */
    static DriftFinding of(
            KnownHelmRelease release,
            ReleaseCluster cluster,
            ReleaseHistory stored,
            ReleaseRunContext context,
            UnaryOperator<String> hide) {
        Optional<DriftDetection> detection = Optional.ofNullable(release.spec().driftDetection());
        String mode = detection.map(DriftDetection::mode).orElse("");
        boolean isAsked = mode.equals("enabled") || mode.equals("warn");
        Optional<ReleaseRecord> current = stored.last().map(last -> last.record());
        return isAsked && current.isPresent()
                ? cluster.drift(new ReleaseCluster.DriftQuery(
                                release.owner(),
                                current.get(),
                                detection.get().ignore(),
                                mode.equals("enabled"),
                                context.drifts()))
                        .withMessages(hide)
                : new DriftFinding.NotAsked();
    }
}
