package dev.capstan.helmrelease.run;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.api.helm.TestSpec;
import dev.capstan.api.helm.UpgradeSpec;
import dev.capstan.api.meta.Reason;
import dev.capstan.applier.dependency.DependencyCheck;
import dev.capstan.applier.dependency.DependencyVerdict;
import dev.capstan.applier.health.HealthRulebook;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helmrelease.chart.ChartReadiness;
import dev.capstan.helmrelease.chart.ChartVersions;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.state.ReleaseAttempt;
import dev.capstan.helmrelease.state.ReleasePolicies;
import dev.capstan.helmrelease.state.Wanted;
import dev.capstan.helmrelease.status.ReleaseProgress;
import dev.capstan.helmrelease.values.ComposedValues;
import dev.capstan.helmrelease.values.SpecDigests;
import dev.capstan.helmrelease.values.ValuesComposition;
import java.util.Optional;

/** From a HelmRelease to everything that its steps need. Changes nothing in the cluster of the release. */
final class ReleasePreparation {

    private final HelmReleaseRun.Ports ports;
    private final DependencyCheck dependencies;
    private final ReleaseRunOptions options;
    private final KnownHelmRelease release;
    private final HelmReleaseSpec spec;

    ReleasePreparation(
            HelmReleaseRun.Ports ports,
            DependencyCheck dependencies,
            ReleaseRunOptions options,
            KnownHelmRelease release) {
        this.ports = ports;
        this.dependencies = dependencies;
        this.options = options;
        this.release = release;
        this.spec = release.spec();
    }

    /** The artifact of the chart, once everything is ready that must be. */
    PreparationStep<Sourced> sourced(ReleaseSpecCheck.Accepted accepted) {
        return checkDependencies(accepted).then(this::findArtifact);
    }

    /** An artifact with a chart in it. */
    record Sourced(HealthRulebook rulebook, Artifact artifact, boolean hasDigest) {}

    private PreparationStep<ReleaseSpecCheck.Accepted> checkDependencies(ReleaseSpecCheck.Accepted accepted) {
        return switch (dependencies.check(release, "", ports.releases()::find)) {
            case DependencyVerdict.Ready _ -> new PreparationStep.GoesOn<>(accepted);
            case DependencyVerdict.NotReady(var message) ->
                PreparationStep.awaits(Reason.DEPENDENCY_NOT_READY, message);
            case DependencyVerdict.ExpressionInvalid(var message) ->
                PreparationStep.refused(
                        Reason.INVALID_CEL_EXPRESSION,
                        "Reconciliation failed terminally due to configuration error: " + message);
            case DependencyVerdict.Unusable(var message) -> PreparationStep.refused(Reason.VALIDATION_FAILED, message);
            case DependencyVerdict.Forbidden(var message) -> PreparationStep.refused(Reason.ACCESS_DENIED, message);
        };
    }

    private PreparationStep<Sourced> findArtifact(ReleaseSpecCheck.Accepted accepted) {
        var source = accepted.origin().source();
        return switch (ChartReadiness.of(source, ports.sources().find(source))) {
            case ChartReadiness.NotReady(var message) -> PreparationStep.awaits(Reason.SOURCE_NOT_READY, message);
            case ChartReadiness.Ready(var artifact, var hasDigest) ->
                new PreparationStep.GoesOn<>(new Sourced(accepted.rulebook(), artifact, hasDigest));
        };
    }

    /** The cluster of the release, with the rights to use. */
    PreparationStep<ReleaseCluster> cluster() {
        return switch (ports.clusters().of(release.identity())) {
            case ReleaseClusters.Choice.Usable(var cluster) -> new PreparationStep.GoesOn<>(cluster);
            case ReleaseClusters.Choice.Refused(var message) ->
                PreparationStep.refused(Reason.UNSUPPORTED_FIELD, message);
            case ReleaseClusters.Choice.Missing(var message) ->
                PreparationStep.failed(Reason.REST_CLIENT_ERROR, message);
            case ReleaseClusters.Choice.Unavailable(var message) ->
                PreparationStep.failed(Reason.REST_CLIENT_ERROR, message);
        };
    }

    /** Chart and values of the release. */
    PreparationStep<PreparedRelease> prepare(Sourced sourced) {
        return values().then(values -> chart(sourced)
                .then(versioned -> cluster()
                        .then(cluster -> new PreparationStep.GoesOn<>(prepared(sourced, values, versioned, cluster)))));
    }

    /** The values of the release. */
    PreparationStep<ComposedValues.Composed> values() {
        return switch (ValuesComposition.of(ports.variables(), release.key().namespace(), spec)) {
            case ComposedValues.Composed composed -> new PreparationStep.GoesOn<>(composed);
            case ComposedValues.NotComposed(var message) -> PreparationStep.failed(Reason.VALUES_ERROR, message);
        };
    }

    private record Versioned(Chart chart, String ociDigest) {}

    private PreparationStep<Versioned> chart(Sourced sourced) {
        return switch (ports.charts().open(sourced.artifact())) {
            case ChartArtifacts.Opening.NotThere(var message) ->
                PreparationStep.awaits(Reason.SOURCE_NOT_READY, "Source is not ready, artifact not found: " + message);
            case ChartArtifacts.Opening.Unusable(var message) ->
                PreparationStep.failed(Reason.ARTIFACT_FAILED, "Could not load chart: " + message);
            case ChartArtifacts.Opening.Opened(var chart) ->
                sourced.hasDigest() && options.tracksDigests()
                        ? versioned(chart, sourced.artifact())
                        : new PreparationStep.GoesOn<>(new Versioned(chart, ""));
        };
    }

    private static PreparationStep<Versioned> versioned(Chart chart, Artifact artifact) {
        return switch (ChartVersions.of(chart.metadata().version(), artifact.revision())) {
            case ChartVersions.Unusable(var message) -> PreparationStep.failed(Reason.CHART_MUTATE_ERROR, message);
            case ChartVersions.Usable(var version, var digest) ->
                new PreparationStep.GoesOn<>(
                        new Versioned(chart.withMetadata(chart.metadata().withVersion(version)), digest));
        };
    }

    private PreparedRelease prepared(
            Sourced sourced, ComposedValues.Composed values, Versioned versioned, ReleaseCluster cluster) {
        Chart chart = versioned.chart();
        String version = chart.metadata().version();
        var subject = new ReleaseProgress.Subject(
                release.generation(),
                release.names(),
                new Wanted(
                        chart.name(),
                        version,
                        values.digest(),
                        SpecDigests.ofPostRenderers(spec),
                        SpecDigests.ofCommonMetadata(spec),
                        release.status().observedGeneration() != release.generation(),
                        Optional.ofNullable(spec.upgrade())
                                .map(UpgradeSpec::preserveValues)
                                .orElse(false),
                        Optional.ofNullable(spec.test()).map(TestSpec::enable).orElse(false)),
                new ReleaseAttempt(release.generation(), version, versioned.ociDigest(), values.digest()),
                ReleasePolicies.of(spec, options.retriesByDefault()));
        return new PreparedRelease(release, subject, sourced.artifact(), chart, values, sourced.rulebook(), cluster);
    }
}
