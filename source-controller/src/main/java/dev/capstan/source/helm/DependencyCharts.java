package dev.capstan.source.helm;

import dev.capstan.access.SecretAccess;
import dev.capstan.api.source.HelmRepositorySpec;
import dev.capstan.charts.ChartDependency;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.build.ChartFinder;
import dev.capstan.charts.index.IndexReader;
import dev.capstan.charts.index.VersionRequest;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.helm.ChartRegistries.PulledChart;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fetches charts that others need, with the credentials of a HelmRepository of the same namespace whose URL is the one that the
 * dependency names, else as nobody.
 */
final class DependencyCharts {
    private final ChartSources sources;
    private final RepositoryIndexes indexes;
    private final RepositoryCharts charts;
    private final ChartRegistries registries;
    private final RegistryCharts registryCharts;
    private final SecretAccess secrets;

    DependencyCharts(
            ChartSources sources,
            RepositoryIndexes indexes,
            RepositoryCharts charts,
            ChartRegistries registries,
            RegistryCharts registryCharts,
            SecretAccess secrets) {
        this.sources = sources;
        this.indexes = indexes;
        this.charts = charts;
        this.registries = registries;
        this.registryCharts = registryCharts;
        this.secrets = secrets;
    }

    /** Fetches for one chart of a namespace; used by one thread. */
    ChartFinder of(String namespace) {
        return new Finder(namespace);
    }

    /** Lists the repositories of the namespace when the first dependency is asked for, and not again for the others. */
    private final class Finder implements ChartFinder {
        private final String namespace;
        private @Nullable List<HelmRepositorySpec> known;

        Finder(String namespace) {
            this.namespace = namespace;
        }

        @Override
        public byte[] find(ChartDependency dependency) throws ChartException, IOException {
            var repositories = known == null ? sources.repositories(namespace) : known;
            known = repositories;
            return dependency.repository().startsWith("oci://")
                    ? value(dependency, fromRegistry(namespace, repositories, dependency))
                    : fromRepository(namespace, repositories, dependency);
        }
    }

    private SourceResult<byte[]> fromRegistry(
            String namespace, List<HelmRepositorySpec> repositories, ChartDependency dependency) throws ChartException {
        var request = VersionRequest.parse(dependency.version());
        var url = dependency.repository().replaceFirst("/+$", "");
        var chart = repositories.stream()
                .filter(spec -> spec.namesRegistry()
                        && spec.url().replaceFirst("/+$", "").equals(url))
                .findFirst()
                .map(spec -> registryCharts.of(namespace, spec, dependency.name()))
                .orElseGet(() -> RegistryCharts.anonymous(url, dependency.name()));
        return chart.then(it -> registries
                .resolve(it, request)
                .then(version -> registries.pull(it, version, Optional.empty()).map(PulledChart::archive)));
    }

    private byte[] fromRepository(String namespace, List<HelmRepositorySpec> repositories, ChartDependency dependency)
            throws ChartException, IOException {
        var url = RepositoryUrl.parse(dependency.repository())
                .orElseThrow(() -> failed(
                        dependency,
                        "its repository is not an http, https, oci or file URL; aliases are not known here"));
        var access = value(dependency, access(namespace, repositories, url));
        var index = value(dependency, indexes.fetch(access));
        try (var json = index.json().open()) {
            var entry = IndexReader.find(json, dependency.name(), VersionRequest.parse(dependency.version()));
            return value(dependency, charts.fetch(access, entry));
        }
    }

    private SourceResult<RepositoryAccess> access(
            String namespace, List<HelmRepositorySpec> repositories, RepositoryUrl url) {
        return repositories.stream()
                .filter(spec -> !spec.namesRegistry() && isAt(spec, url))
                .findFirst()
                .map(spec -> RepositoryAccess.of(namespace, spec, secrets))
                .orElseGet(() -> SourceResult.success(RepositoryAccess.anonymous(url)));
    }

    private static boolean isAt(HelmRepositorySpec spec, RepositoryUrl url) {
        Optional<RepositoryUrl> own = RepositoryUrl.parse(spec.url());
        return own.isPresent() && own.get().isSameRepository(url);
    }

    private static <T> T value(ChartDependency dependency, SourceResult<T> result) throws ChartException {
        return switch (result) {
            case SourceResult.Success<T>(var value) -> value;
            case SourceResult.Failed<T>(SourceFailure failure) -> throw failed(dependency, failure.message());
        };
    }

    private static ChartException failed(ChartDependency dependency, String why) {
        return new ChartException(new ChartFailure.DependencyUnusable(dependency.name(), why));
    }
}
