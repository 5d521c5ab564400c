package dev.capstan.source.helm;

import dev.capstan.access.SecretAccess;
import dev.capstan.access.registry.RegistryIdentity;
import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.source.HelmChartSpec;
import dev.capstan.chartaccess.ChartDownloads;
import dev.capstan.chartaccess.DependencyCharts;
import dev.capstan.chartaccess.ListedCharts;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.chartaccess.RepositoryCharts;
import dev.capstan.chartaccess.RepositoryIndexes;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.ChartMetadata;
import dev.capstan.charts.build.BuildOptions;
import dev.capstan.charts.build.ChartBuilder;
import dev.capstan.charts.build.ChartPackage;
import dev.capstan.charts.index.IndexEntry;
import dev.capstan.charts.index.IndexReader;
import dev.capstan.charts.index.VersionRequest;
import dev.capstan.source.SourceResult;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.helm.VerifiedCharts.PulledChart;
import dev.capstan.source.verification.VerificationFailure;
import dev.capstan.source.verification.VerificationRequest;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The update of a HelmChart in its steps: find the source, find out which version of the chart is wanted, and when that is another one
 * than the stored, fetch, build and store it.
 */
public final class HelmChartUpdate {
    private final ChartSources sources;
    private final RepositoryCharts repositories;
    private final VerifiedCharts registries;
    private final ListedCharts listedCharts;
    private final OfferedCharts offeredCharts;
    private final RepositoryIndexes indexes;
    private final SecretAccess secrets;
    private final RegistryCharts registryCharts;
    private final ArtifactStore store;
    private final ChartPublication publication;
    private final ChartBuilder builder;
    private final ProvenanceVerification provenances;

    public HelmChartUpdate(
            ChartSources sources,
            RepositoryIndexes indexes,
            ChartDownloads downloads,
            VerifiedCharts registries,
            SecretAccess secrets,
            RegistryIdentity identity,
            ArtifactStore store,
            ChartBuilder builder,
            InstantSource clock) {
        this.sources = sources;
        this.repositories = new RepositoryCharts(downloads, builder.limits().archive());
        this.listedCharts = new ListedCharts(repositories, registries);
        this.offeredCharts = new OfferedCharts(repositories, downloads);
        this.indexes = indexes;
        this.registries = registries;
        this.registryCharts = new RegistryCharts(secrets, identity);
        this.secrets = secrets;
        this.store = store;
        this.publication = new ChartPublication(store);
        this.builder = builder;
        this.provenances = new ProvenanceVerification(secrets, clock);
    }

    /** Something that is done with a chart. */
    @FunctionalInterface
    private interface Step<T> {
        T run() throws ChartException, IOException;
    }

    /** Runs once. */
    public UpdateOutcome<ChartFacts> run(ChartRequest chart) {
        return chart.provenancePolicy()
                .then(policy -> sources.find(chart.namespace(), chart.spec().sourceRef())
                        .then(source -> switch (source) {
                            case ChartSource.Repository repository -> fromRepository(chart, policy, repository);
                            case ChartSource.Registry registry -> fromRegistry(chart, policy, registry);
                            case ChartSource.Files files -> fromFiles(chart, policy, files);
                        }))
                .orElse(failure -> new UpdateOutcome.Failed<>(failure, Optional.empty()));
    }

    private SourceResult<UpdateOutcome<ChartFacts>> fromRepository(
            ChartRequest chart, Optional<ProvenancePolicy> policy, ChartSource.Repository source) {
        if (chart.spec().verify() != null) {
            return withoutSignatures("this one is not");
        }
        var revision = source.index().revision().text();
        if (chart.isMadeFrom(revision)) {
            return unchanged(chart, String.valueOf(chart.status().observedChartName()), Optional.of(revision));
        }
        return entry(chart.spec(), source.index()).then(entry -> {
            var options = ChartOptions.forRepository(chart);
            var wanted = options.versionOf(entry.version());
            if (chart.isStored(entry.name(), wanted)) {
                return unchanged(chart, entry.name(), Optional.of(revision));
            }
            return HelmRepositoryAccess.of(chart.namespace(), source.spec(), secrets)
                    .then(access -> pull(chart, policy, access, entry))
                    .then(pulled -> attempt(
                                    HelmChartUpdate::inArchive, () -> builder.fromArchive(pulled.archive(), options))
                            .then(built -> publication.publish(
                                    chart,
                                    built.listedAs(wanted),
                                    entry.name(),
                                    Optional.of(revision),
                                    pulled.verified())));
        });
    }

    private static <T> SourceResult<T> withoutSignatures(String why) {
        return SourceResult.failed(new HelmFailure.VerificationUnsupported(
                "spec.verify is for charts of a HelmRepository of the type 'oci'; " + why + ", so nothing can be"
                        + " verified; for provenance files there is the annotation " + ProvenancePolicy.KEYS));
    }

    private SourceResult<PulledChart> pull(
            ChartRequest chart, Optional<ProvenancePolicy> policy, RepositoryAccess access, IndexEntry entry) {
        if (policy.isEmpty()) {
            return HelmFailure.result(listedCharts.fetch(access, entry, known(chart)))
                    .map(archive -> new PulledChart(archive, Optional.empty()));
        }
        return offeredCharts
                .fetch(access, entry)
                .then(offered -> provenances
                        .verify(chart.namespace(), policy.get(), offered, signed -> isListedAs(entry, signed))
                        .map(verified -> new PulledChart(offered.archive(), Optional.of(verified))));
    }

    /** Whether what was signed is what the index calls so: an old version under a new name is signed as well. */
    private static boolean isListedAs(IndexEntry entry, ChartMetadata signed) {
        return signed.name().equals(entry.name())
                && ProvenanceVerification.isSameVersion(signed.version(), entry.version());
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

    private SourceResult<UpdateOutcome<ChartFacts>> fromRegistry(
            ChartRequest chart, Optional<ProvenancePolicy> policy, ChartSource.Registry source) {
        if (policy.isPresent()) {
            return ProvenancePolicy.unusable(
                    "annotation " + ProvenancePolicy.KEYS + " is not for charts in a registry; there is spec.verify");
        }
        var spec = chart.spec();
        var options = ChartOptions.forRepository(chart);
        return attempt(HelmFailure.ChartNotFound::new, () -> VersionRequest.parse(versionOf(spec)))
                .then(request -> registryCharts
                        .of(chart.namespace(), source.spec(), spec.chart())
                        .then(remote -> HelmFailure.result(registries.resolve(remote, request))
                                .then(version -> {
                                    var wanted = options.versionOf(version);
                                    if (chart.isStored(spec.chart(), wanted)) {
                                        return unchanged(chart, spec.chart(), Optional.empty());
                                    }
                                    return inRegistry(registries
                                                    .pull(remote, version, verification(chart))
                                                    .then(pulled -> compared(chart, version, pulled)))
                                            .then(pulled -> attempt(
                                                            HelmChartUpdate::inArchive,
                                                            () -> builder.fromArchive(pulled.archive(), options))
                                                    .then(built -> publication.publish(
                                                            chart,
                                                            built.listedAs(wanted),
                                                            spec.chart(),
                                                            Optional.empty(),
                                                            pulled.verified())));
                                })));
    }

    /** What a failure of the verification means for a chart. */
    private static SourceResult<PulledChart> inRegistry(SourceResult<PulledChart> result) {
        return result instanceof SourceResult.Failed<PulledChart>(VerificationFailure failure)
                ? SourceResult.failed(new HelmFailure.NotVerified(failure))
                : result;
    }

    /** A chart that was verified, when it is the one that was asked for: an old one under a new tag is signed as well. */
    private SourceResult<PulledChart> compared(ChartRequest chart, String version, PulledChart pulled) {
        if (pulled.verified().isEmpty()) {
            return SourceResult.success(pulled);
        }
        var path = chart.spec().chart();
        var name = path.substring(path.lastIndexOf('/') + 1);
        return attempt(HelmChartUpdate::inArchive, () -> builder.metadata(pulled.archive()))
                .then(signed -> signed.name().equals(name)
                                && ProvenanceVerification.isSameVersion(signed.version(), version)
                        ? SourceResult.success(pulled)
                        : SourceResult.failed(new VerificationFailure.NotVerified("what was signed is version "
                                + signed.version() + " of chart '" + signed.name() + "', and not version " + version
                                + " of '" + name + "'")));
    }

    private static Optional<VerificationRequest> verification(ChartRequest chart) {
        return Optional.ofNullable(chart.spec().verify()).map(it -> VerificationRequest.of(chart.namespace(), it));
    }

    private SourceResult<UpdateOutcome<ChartFacts>> fromFiles(
            ChartRequest chart, Optional<ProvenancePolicy> policy, ChartSource.Files source) {
        if (chart.spec().verify() != null) {
            return withoutSignatures("this chart is in a " + source.kind());
        }
        var revision = source.artifact().revision().text();
        if (chart.isMadeFrom(revision)) {
            return unchanged(chart, String.valueOf(chart.status().observedChartName()), Optional.of(revision));
        }
        return sources.files(source.artifact()).then(files -> fromFiles(chart, policy, files, revision));
    }

    private SourceResult<UpdateOutcome<ChartFacts>> fromFiles(
            ChartRequest chart, Optional<ProvenancePolicy> policy, FileTree files, String revision) {
        var path = chart.spec().chart();
        var options = ChartOptions.forFiles(chart, revision);
        return attempt(HelmChartUpdate::inFiles, () -> builder.survey(files, path, options))
                .then(survey -> {
                    var name = survey.metadata().name();
                    var wanted = options.versionOf(survey.metadata().version());
                    if (chart.isStored(name, wanted) && chart.hasSameValuesFiles(survey.valuesFiles())) {
                        return unchanged(chart, name, Optional.of(revision));
                    }
                    return built(chart, policy, files, options)
                            .then(built -> publication.publish(
                                    chart, built.chart(), name, Optional.of(revision), built.verified()));
                });
    }

    /** A chart that was built, and who signed it; empty when nobody must have. */
    private record BuiltChart(ChartPackage chart, Optional<String> verified) {}

    private SourceResult<BuiltChart> built(
            ChartRequest chart, Optional<ProvenancePolicy> policy, FileTree files, BuildOptions options) {
        if (policy.isEmpty()) {
            return attempt(
                            HelmChartUpdate::inFiles,
                            () -> builder.fromSource(files, chart.spec().chart(), options, dependenciesOf(chart)))
                    .map(built -> new BuiltChart(built, Optional.empty()));
        }
        // The very bytes that were verified are built.
        return signed(files, chart.spec().chart())
                .then(offered -> provenances
                        .verify(chart.namespace(), policy.get(), offered, _ -> true)
                        .then(verified -> attempt(
                                        HelmChartUpdate::inFiles,
                                        () -> builder.fromPacked(files, offered.archive(), options))
                                .map(built -> new BuiltChart(built, Optional.of(verified)))));
    }

    private DependencyCharts dependenciesOf(ChartRequest chart) {
        return new DependencyCharts(indexes, repositories, registries, known(chart));
    }

    private NamespaceRepositories known(ChartRequest chart) {
        return new NamespaceRepositories(sources, secrets, registryCharts, chart.namespace());
    }

    /** The packed chart in the files, with the provenance file beside it. */
    private SourceResult<OfferedChart> signed(FileTree files, String path) {
        return attempt(failure -> packedIn(path, failure), () -> builder.packedIn(files, path))
                .then(packed -> packed.map(OfferedChart::of)
                        .orElseGet(() -> ProvenancePolicy.unusable("annotation " + ProvenancePolicy.KEYS
                                + " is for packed charts, and '" + path + "' is a folder")));
    }

    private static SourceResult<UpdateOutcome<ChartFacts>> unchanged(
            ChartRequest chart, String name, Optional<String> sourceRevision) {
        var status = chart.status();
        var revision = Optional.ofNullable(status.artifact()).orElseThrow().revision();
        return SourceResult.success(new UpdateOutcome.UpToDate<>(
                revision,
                Optional.of(new ChartFacts(name, sourceRevision, status.observedValuesFiles(), Optional.empty()))));
    }

    /** What a failure means while a chart of a repository is built. */
    private static HelmFailure inArchive(ChartFailure failure) {
        return failure instanceof ChartFailure.ValuesFileUnusable
                ? new HelmFailure.ValuesUnusable(failure)
                : new HelmFailure.ChartUnusable(failure);
    }

    /** What a failure means while a packed chart is taken out of the files of a source, with what lies beside it. */
    private static HelmFailure packedIn(String path, ChartFailure failure) {
        return failure instanceof ChartFailure.ProvenanceInvalid(var why)
                ? new HelmFailure.ProvenanceRefused(path.substring(path.lastIndexOf('/') + 1), why)
                : inFiles(failure);
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
                    ChartFailure.ProvenanceInvalid _,
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
