package dev.capstan.source.helm;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.Reason;
import dev.capstan.charts.build.ChartPackage;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.SourceResult;
import dev.capstan.source.StoredSummary;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import java.util.Map;
import java.util.Optional;

/** The last step of an update: the chart is put into the storage. */
final class ChartPublication {
    private final ArtifactStore store;

    ChartPublication(ArtifactStore store) {
        this.store = store;
    }

    /**
     * Stores a chart.
     *
     * @param name of the chart in its source
     * @param sourceRevision of the source's artifact; empty for a registry
     * @param verified who signed it, for people; empty when nobody must have
     */
    SourceResult<UpdateOutcome<ChartFacts>> publish(
            ChartRequest chart,
            ChartPackage built,
            String name,
            Optional<String> sourceRevision,
            Optional<String> verified) {
        var owner = ArtifactOwner.of(chart.object());
        var result = switch (built.content()) {
            case ChartPackage.Content.Original(var archive) ->
                store.storeFile(owner, built.fileName(), out -> out.write(archive));
            case ChartPackage.Content.Packed(var content) -> store.store(owner, built.fileName(), content);
        };
        return switch (result) {
            case StoreResult.Stored(var stored) -> {
                var reason = built.isPacked() ? Reason.CHART_PACKAGE_SUCCEEDED : Reason.CHART_PULL_SUCCEEDED;
                var summary = new StoredSummary(reason, reason, built.summary());
                yield SourceResult.success(new UpdateOutcome.Published<>(
                        new NewArtifact(
                                stored, new ArtifactRevision(built.version()), built.summary(), verified, Map.of()),
                        new ChartFacts(name, sourceRevision, built.valuesFiles(), Optional.of(summary))));
            }
            case StoreResult.ContentFailed(var cause) ->
                SourceResult.failed(new HelmFailure.SourceUnreadable(String.valueOf(cause.getMessage())));
            case StoreResult.StorageFailed(var why, var isOutOfSpace) ->
                SourceResult.failed(new CommonSourceFailure.Storage(why, isOutOfSpace));
        };
    }
}
