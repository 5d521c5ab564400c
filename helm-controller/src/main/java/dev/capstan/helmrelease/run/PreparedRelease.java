package dev.capstan.helmrelease.run;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.applier.health.HealthRulebook;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.release.ReleaseTarget;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.snapshot.ReleaseLocation;
import dev.capstan.helmrelease.state.Wanted;
import dev.capstan.helmrelease.status.ReleaseProgress;
import dev.capstan.helmrelease.values.ComposedValues;
import dev.capstan.helmrelease.values.KeptValues;

/**
 * Everything that the steps of a run need.
 *
 * @param release the HelmRelease
 * @param subject what the release is to be
 * @param artifact that holds the chart
 * @param chart with the version that the release gets
 * @param values of the release
 * @param rulebook health rules of the spec
 * @param cluster where it is installed
 */
public record PreparedRelease(
        KnownHelmRelease release,
        ReleaseProgress.Subject subject,
        Artifact artifact,
        Chart chart,
        ComposedValues.Composed values,
        HealthRulebook rulebook,
        ReleaseCluster cluster) {

    /** The release in the cluster. */
    ReleaseTarget target() {
        return targetOf(release, subject.names());
    }

    /** A release of that name that was made for a HelmRelease. */
    static ReleaseTarget targetOf(KnownHelmRelease release, ReleaseLocation names) {
        return new ReleaseTarget(
                new ReleaseKey(names.storageNamespace(), names.name()), names.namespace(), release.owner());
    }

    /** The same, once it is known which values the release that is there has: they may be kept. */
    PreparedRelease over(ReleaseHistory stored) {
        Wanted wanted = subject.wanted();
        return wanted.keepsValues()
                ? stored.deployed()
                        .map(revision -> KeptValues.digest(
                                chart, values.values(), revision.record().values()))
                        .map(digest -> wanting(wanted.withConfigDigest(digest)))
                        .orElse(this)
                : this;
    }

    private PreparedRelease wanting(Wanted wanted) {
        return new PreparedRelease(release, subject.wanting(wanted), artifact, chart, values, rulebook, cluster);
    }

    LastSync lastRun() {
        return new LastSync(release.uid(), ArtifactVersion.of(artifact), subject);
    }
}
