package dev.capstan.source.helm;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.HelmChartSpec;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.build.ChartBuilder;
import dev.capstan.charts.build.ChartPackage;
import dev.capstan.charts.index.IndexEntry;
import dev.capstan.charts.index.IndexReader;
import dev.capstan.charts.index.VersionRequest;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.SourceResult;
import dev.capstan.source.StoredSummary;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.access.RegistryIdentity;
import dev.capstan.source.access.SecretAccess;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.verification.VerificationRequest;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The update of a HelmChart in its steps: find the source, find out which version of the chart is wanted, and when that is another one
 * than the stored, fetch, build and store it.
 */
public final class HelmChartUpdate {
    private final ChartSources sources;
    private final RepositoryCharts repositories;
    private final ChartRegistries registries;
    private final DependencyCharts dependencies;
    private final SecretAccess secrets;
    private final RegistryCharts registryCharts;
    private final ArtifactStore store;
    private final ChartBuilder builder;

    public HelmChartUpdate(
            ChartSources sources,
            RepositoryIndexes indexes,
            ChartDownloads downloads,
            ChartRegistries registries,
            SecretAccess secrets,
            RegistryIdentity identity,
            ArtifactStore store,
            ChartBuilder builder) {
        this.sources = sources;
        this.repositories = new RepositoryCharts(downloads);
        this.registries = registries;
        this.registryCharts = new RegistryCharts(secrets, identity);
        this.dependencies = new DependencyCharts(sources, indexes, repositories, registries, registryCharts, secrets);
        this.secrets = secrets;
        this.store = store;
        this.builder = builder;
    }

    /** Something that is done with a chart. */
    @FunctionalInterface
    private interface Step<T> {
        T run() throws ChartException, IOException;
    }

    /** Runs once. */
    public UpdateOutcome<ChartFacts> run(ChartRequest chart) {
        return sources.find(chart.namespace(), chart.spec().sourceRef())
                .then(source -> switch (source) {
                    case ChartSource.Repository repository -> fromRepository(chart, repository);
                    case ChartSource.Registry registry -> fromRegistry(chart, registry);
                    case ChartSource.Files files -> fromFiles(chart, files);
                })
                .orElse(failure -> new UpdateOutcome.Failed<>(failure, Optional.empty()));
    }

    private SourceResult<UpdateOutcome<ChartFacts>> fromRepository(ChartRequest chart, ChartSource.Repository source) {
        if (chart.spec().verify() != null) {
            return SourceResult.failed(new HelmFailure.VerificationUnsupported(
                    "spec.verify is for charts of a HelmRepository of the type 'oci'; this one is not, so nothing can be"
                            + " verified"));
        }
        var namespace = chart.namespace();
        var revision = source.index().revision().text();
        if (isMadeFrom(chart, revision)) {
            return unchanged(chart, String.valueOf(chart.status().observedChartName()), Optional.of(revision));
        }
        return entry(chart.spec(), source.index()).then(entry -> {
            var options = ChartOptions.forRepository(chart);
            var wanted = options.versionOf(entry.version());
            if (isStored(chart, entry.name(), wanted)) {
                return unchanged(chart, entry.name(), Optional.of(revision));
            }
            return RepositoryAccess.of(namespace, source.spec(), secrets)
                    .then(access -> repositories.fetch(access, entry))
                    .then(archive -> attempt(HelmChartUpdate::inArchive, () -> builder.fromArchive(archive, options)))
                    .then(built -> publish(chart, built.listedAs(wanted), entry.name(), Optional.of(revision)));
        });
    }

    private SourceResult<IndexEntry> entry(HelmChartSpec spec, Artifact index) {
        return attempt(HelmFailure.ChartNotFound::new, () -> {
            var request = VersionRequest.parse(versionOf(spec));
            try (var json = store.open(index.path())) {
                return IndexReader.find(json, spec.chart(), request);
            }
        });
    }

    private static String versionOf(HelmChartSpec spec) {
        return spec.version() == null ? "" : spec.version();
    }

    private SourceResult<UpdateOutcome<ChartFacts>> fromRegistry(ChartRequest chart, ChartSource.Registry source) {
        var spec = chart.spec();
        var options = ChartOptions.forRepository(chart);
        return attempt(HelmFailure.ChartNotFound::new, () -> VersionRequest.parse(versionOf(spec)))
                .then(request -> registryCharts
                        .of(chart.namespace(), source.spec(), spec.chart())
                        .then(remote -> registries.resolve(remote, request).then(version -> {
                            var wanted = options.versionOf(version);
                            if (isStored(chart, spec.chart(), wanted)) {
                                return unchanged(chart, spec.chart(), Optional.empty());
                            }
                            return registries
                                    .pull(remote, version, verification(chart))
                                    .then(pulled -> attempt(
                                                    HelmChartUpdate::inArchive,
                                                    () -> builder.fromArchive(pulled.archive(), options))
                                            .then(built -> publish(
                                                    chart,
                                                    built.listedAs(wanted),
                                                    spec.chart(),
                                                    Optional.empty(),
                                                    pulled.verified())));
                        })));
    }

    private static Optional<VerificationRequest> verification(ChartRequest chart) {
        return Optional.ofNullable(chart.spec().verify()).map(it -> VerificationRequest.of(chart.namespace(), it));
    }

    private SourceResult<UpdateOutcome<ChartFacts>> fromFiles(ChartRequest chart, ChartSource.Files source) {
        var revision = source.artifact().revision().text();
        if (isMadeFrom(chart, revision)) {
            return unchanged(chart, String.valueOf(chart.status().observedChartName()), Optional.of(revision));
        }
        return sources.files(source.artifact()).then(files -> fromFiles(chart, files, revision));
    }

    private SourceResult<UpdateOutcome<ChartFacts>> fromFiles(ChartRequest chart, FileTree files, String revision) {
        var path = chart.spec().chart();
        var options = ChartOptions.forFiles(chart, revision);
        return attempt(HelmChartUpdate::inFiles, () -> builder.survey(files, path, options))
                .then(survey -> {
                    var name = survey.metadata().name();
                    if (isStored(
                                    chart,
                                    name,
                                    options.versionOf(survey.metadata().version()))
                            && hasSameValuesFiles(chart, survey.valuesFiles())) {
                        return unchanged(chart, name, Optional.of(revision));
                    }
                    var finder = dependencies.of(chart.namespace());
                    return attempt(HelmChartUpdate::inFiles, () -> builder.fromSource(files, path, options, finder))
                            .then(built -> publish(chart, built, name, Optional.of(revision)));
                });
    }

    private static boolean hasSameValuesFiles(ChartRequest chart, List<String> present) {
        return !chart.spec().ignoreMissingValuesFiles()
                || present.equals(chart.status().observedValuesFiles());
    }

    /**
     * Whether the artifact is what the present generation asks for, as far as the source had it then. The observed generation does
     * not say that: a generation that is stalled was observed as well.
     */
    private static boolean isAtRest(ChartRequest chart) {
        return chart.status().artifact() != null
                && Conditions.of(chart.status().conditions())
                        .get(Condition.ARTIFACT_IN_STORAGE)
                        .filter(Condition::holds)
                        .filter(it -> it.observedGeneration() == chart.generation())
                        .isPresent();
    }

    /** Whether the artifact is what this revision of the source gives. */
    private static boolean isMadeFrom(ChartRequest chart, String revision) {
        return isAtRest(chart) && revision.equals(chart.status().observedSourceArtifactRevision());
    }

    private static boolean isStored(ChartRequest chart, String name, String version) {
        var status = chart.status();
        return isAtRest(chart)
                && (chart.spec().verify() == null
                        || VerificationRequest.isAnswered(status.conditions(), chart.generation()))
                && name.equals(status.observedChartName())
                && Optional.ofNullable(status.artifact())
                        .filter(it -> it.revision().text().equals(version))
                        .isPresent();
    }

    private static SourceResult<UpdateOutcome<ChartFacts>> unchanged(
            ChartRequest chart, String name, Optional<String> sourceRevision) {
        var status = chart.status();
        var revision = Optional.ofNullable(status.artifact()).orElseThrow().revision();
        return SourceResult.success(new UpdateOutcome.UpToDate<>(
                revision,
                Optional.of(new ChartFacts(name, sourceRevision, status.observedValuesFiles(), Optional.empty()))));
    }

    private SourceResult<UpdateOutcome<ChartFacts>> publish(
            ChartRequest chart, ChartPackage built, String name, Optional<String> sourceRevision) {
        return publish(chart, built, name, sourceRevision, Optional.empty());
    }

    private SourceResult<UpdateOutcome<ChartFacts>> publish(
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

    /** What a failure means while a chart of a repository is built. */
    private static HelmFailure inArchive(ChartFailure failure) {
        return failure instanceof ChartFailure.ValuesFileUnusable
                ? new HelmFailure.ValuesUnusable(failure)
                : new HelmFailure.ChartUnusable(failure);
    }

    /** What a failure means while a chart is built out of the files of a source. */
    private static HelmFailure inFiles(ChartFailure failure) {
        return switch (failure) {
            case ChartFailure.ValuesFileUnusable _ -> new HelmFailure.ValuesUnusable(failure);
            case ChartFailure.DependencyUnusable _ -> new HelmFailure.DependencyMissing(failure);
            case ChartFailure.PathInvalid _, ChartFailure.MetadataInvalid _, ChartFailure.VersionInvalid _ ->
                new HelmFailure.ChartNotFound(failure);
            case ChartFailure.ChartInvalid _,
                    ChartFailure.LimitExceeded _,
                    ChartFailure.IndexInvalid _,
                    ChartFailure.ChartMissing _,
                    ChartFailure.VersionMissing _,
                    ChartFailure.DigestMismatch _ -> new HelmFailure.NotPacked(failure);
        };
    }

    /** Names what a failure of the engine means at this place. */
    @FunctionalInterface
    private interface Meaning {
        HelmFailure of(ChartFailure failure);
    }

    private static <T> SourceResult<T> attempt(Meaning meaning, Step<T> step) {
        try {
            return SourceResult.success(step.run());
        } catch (ChartException e) {
            return SourceResult.failed(meaning.of(e.failure()));
        } catch (IOException e) {
            return SourceResult.failed(new HelmFailure.SourceUnreadable(String.valueOf(e.getMessage())));
        }
    }
}
