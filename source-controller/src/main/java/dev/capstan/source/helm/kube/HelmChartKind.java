package dev.capstan.source.helm.kube;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.HelmChart;
import dev.capstan.api.source.HelmChartStatus;
import dev.capstan.chartaccess.kube.ProcessIndexes;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.source.StoredSummary;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.helm.ChartFacts;
import dev.capstan.source.helm.ChartRequest;
import dev.capstan.source.helm.HelmChartUpdate;
import dev.capstan.source.helm.ProvenancePolicy;
import dev.capstan.source.kube.LatestFile;
import dev.capstan.source.kube.SourceKind;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * HelmChart objects. Whether a chart was packed here or is its author's is said by the condition {@code ArtifactInStorage} alone: it is
 * written with a new artifact and read as long as that stays.
 */
final class HelmChartKind implements SourceKind<HelmChart, HelmChartStatus, ChartFacts> {
    private final HelmChartUpdate update;
    private final Clock clock;
    private final ProcessIndexes.Lease indexes;

    /**
     * Reconciles by the update.
     *
     * @param indexes what it asks; closed with this
     */
    HelmChartKind(HelmChartUpdate update, Clock clock, ProcessIndexes.Lease indexes) {
        this.update = update;
        this.clock = clock;
        this.indexes = indexes;
    }

    @Override
    public KindConventions<HelmChart, HelmChartStatus> conventions() {
        return KindConventions.toolkit(HelmChart.class, HelmChartStatus.INITIAL);
    }

    @Override
    public UpdateOutcome<ChartFacts> update(HelmChart object) {
        var status = object.getStatus();
        return update.run(new ChartRequest(
                object.ref(),
                object.getMetadata().getGeneration(),
                object.annotations(),
                object.getSpec(),
                status == null ? HelmChartStatus.INITIAL : status));
    }

    @Override
    public boolean asksForUpdate(HelmChart changed, HelmChart before) {
        return ProvenancePolicy.differs(changed.annotations(), before.annotations());
    }

    @Override
    public HelmChartStatus observed(HelmChartStatus status, HelmChart object, Optional<ChartFacts> facts) {
        if (facts.isEmpty()) {
            return status;
        }
        var found = facts.get();
        var observed = status.observing(
                found.chartName(),
                found.sourceRevision().orElse(null),
                object.getSpec().ignoreMissingValuesFiles() ? found.valuesFiles() : List.of());
        return found.summary()
                .map(summary -> withSummary(observed, object, summary))
                .orElse(observed);
    }

    private HelmChartStatus withSummary(HelmChartStatus status, HelmChart object, StoredSummary summary) {
        var common = status.common();
        return status.with(common.withConditions(Conditions.of(common.conditions())
                .with(Condition.isTrue(
                        Condition.ARTIFACT_IN_STORAGE,
                        summary.reason(),
                        summary.message(),
                        object.getMetadata().getGeneration(),
                        clock.instant()))));
    }

    @Override
    public StoredSummary summary(HelmChartStatus status, ArtifactRevision revision) {
        return Conditions.of(status.conditions())
                .get(Condition.ARTIFACT_IN_STORAGE)
                .map(it -> new StoredSummary(reason(it), reason(it), it.message()))
                .orElseGet(() -> new StoredSummary(
                        Reason.CHART_PULL_SUCCEEDED,
                        Reason.CHART_PULL_SUCCEEDED,
                        "pulled '" + status.observedChartName() + "' chart with version '" + revision + "'"));
    }

    private static Reason reason(Condition condition) {
        return Arrays.stream(new Reason[] {Reason.CHART_PULL_SUCCEEDED, Reason.CHART_PACKAGE_SUCCEEDED})
                .filter(reason -> reason.toString().equals(condition.reason()))
                .findFirst()
                .orElse(Reason.CHART_PULL_SUCCEEDED);
    }

    @Override
    public boolean verifies(HelmChart object) {
        return object.getSpec().verify() != null || ProvenancePolicy.isNamedIn(object.annotations());
    }

    @Override
    public List<ObjectReference> dependsOn(HelmChart object) {
        var ref = object.getSpec().sourceRef();
        return ToolkitKind.named(ref.kind())
                .map(kind -> kind.ref(new ObjectKey(object.key().namespace(), ref.name())))
                .map(List::of)
                .orElse(List.of());
    }

    @Override
    public Optional<LatestFile<HelmChartStatus>> latestFile() {
        return Optional.of(new LatestFile<>("latest.tar.gz", (status, url) -> status.withUrl(url.text())));
    }

    @Override
    public void close() {
        indexes.close();
    }
}
