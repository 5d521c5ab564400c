package dev.capstan.chartaccess;

import dev.capstan.charts.ChartDependency;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.build.ChartFinder;
import dev.capstan.charts.index.IndexReader;
import dev.capstan.charts.index.VersionRequest;
import java.io.IOException;
import java.util.List;

/** Fetches charts that another one needs, from the repositories and registries that it names. Used by one thread. */
public final class DependencyCharts implements ChartFinder {
    private static final List<String> NAMES = List.of("@", "alias:");

    private final RepositoryIndexes indexes;
    private final ListedCharts charts;
    private final ChartRegistries registries;
    private final KnownRepositories known;

    /**
     * Fetches for one chart.
     *
     * @param known who we are for what it names
     */
    public DependencyCharts(
            RepositoryIndexes indexes, RepositoryCharts charts, ChartRegistries registries, KnownRepositories known) {
        this.indexes = indexes;
        this.charts = new ListedCharts(charts, registries);
        this.registries = registries;
        this.known = known;
    }

    @Override
    public byte[] find(ChartDependency written) throws ChartException, IOException {
        var dependency = new ChartDependency(written.name(), written.version(), url(written.repository()));
        return dependency.repository().startsWith("oci://")
                ? value(dependency, fromRegistry(dependency))
                : fromRepository(dependency);
    }

    /** A repository may be written by its name, {@code @name} or {@code alias:name}. */
    private String url(String repository) {
        return NAMES.stream()
                .filter(repository::startsWith)
                .findFirst()
                .flatMap(prefix -> known.url(repository.substring(prefix.length())))
                .orElse(repository);
    }

    private ChartAccessResult<byte[]> fromRegistry(ChartDependency dependency) throws ChartException {
        var request = VersionRequest.parse(dependency.version());
        return known.registry(dependency.repository(), dependency.name())
                .then(chart -> registries.resolve(chart, request).then(version -> registries.pull(chart, version)));
    }

    private byte[] fromRepository(ChartDependency dependency) throws ChartException, IOException {
        var url = RepositoryUrl.parse(dependency.repository())
                .orElseThrow(() -> failed(
                        dependency,
                        "its repository is not an http, https, oci or file URL, and not a name that is known here"));
        var access = value(dependency, known.repository(url));
        var index = value(dependency, indexes.fetch(access));
        try (var json = index.json().open()) {
            var entry = IndexReader.find(json, dependency.name(), VersionRequest.parse(dependency.version()));
            return value(dependency, charts.fetch(access, entry, known));
        }
    }

    private static <T> T value(ChartDependency dependency, ChartAccessResult<T> result) throws ChartException {
        return switch (result) {
            case ChartAccessResult.Success<T>(var value) -> value;
            case ChartAccessResult.Failed<T>(var failure) -> throw failed(dependency, failure.message());
        };
    }

    private static ChartException failed(ChartDependency dependency, String why) {
        return new ChartException(new ChartFailure.DependencyUnusable(dependency.name(), why));
    }
}
