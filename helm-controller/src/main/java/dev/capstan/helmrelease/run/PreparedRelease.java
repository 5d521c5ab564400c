package dev.capstan.helmrelease.run;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.applier.health.HealthRulebook;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.release.ReleaseTarget;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.snapshot.ReleaseNames;
import dev.capstan.helmrelease.status.Progress;
import dev.capstan.helmrelease.values.ComposedValues;

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
        Progress.Subject subject,
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
    static ReleaseTarget targetOf(KnownHelmRelease release, ReleaseNames names) {
        return new ReleaseTarget(
                new ReleaseKey(names.storageNamespace(), names.name()), names.namespace(), release.owner());
    }

    LastRun lastRun() {
        return new LastRun(release.uid(), ArtifactVersion.of(artifact), subject);
    }
}
