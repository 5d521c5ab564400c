package dev.capstan.source.helm;

import dev.capstan.access.SecretAccess;
import dev.capstan.api.source.HelmRepositorySpec;
import dev.capstan.chartaccess.ChartAccessFailure;
import dev.capstan.chartaccess.ChartAccessResult;
import dev.capstan.chartaccess.KnownRepositories;
import dev.capstan.chartaccess.RegistryChart;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.chartaccess.RepositoryUrl;
import dev.capstan.source.SourceResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who we are for repositories and registries: what a HelmRepository of the namespace says that has the same URL. The HelmRepositories
 * are listed when the first one is asked for, and not again for the others. Used by one thread, for one chart.
 */
final class NamespaceRepositories implements KnownRepositories {
    private final ChartSources sources;
    private final SecretAccess secrets;
    private final RegistryCharts registryCharts;
    private final String namespace;
    private @Nullable List<HelmRepositorySpec> listed;

    NamespaceRepositories(ChartSources sources, SecretAccess secrets, RegistryCharts registryCharts, String namespace) {
        this.sources = sources;
        this.secrets = secrets;
        this.registryCharts = registryCharts;
        this.namespace = namespace;
    }

    @Override
    public ChartAccessResult<RepositoryAccess> repository(RepositoryUrl url) {
        return first(spec -> !spec.namesRegistry() && isAt(spec, url))
                .map(spec -> result(HelmRepositoryAccess.of(namespace, spec, secrets)))
                .orElseGet(() -> ChartAccessResult.success(RepositoryAccess.anonymous(url)));
    }

    @Override
    public ChartAccessResult<RegistryChart> registry(String url, String chart) {
        return first(spec -> spec.namesRegistry() && trimmed(spec.url()).equals(trimmed(url)))
                .map(spec -> result(registryCharts.of(namespace, spec, chart)))
                .orElseGet(() -> RegistryChart.anonymous(url, chart));
    }

    private Optional<HelmRepositorySpec> first(Predicate<HelmRepositorySpec> wanted) {
        var all = listed == null ? sources.repositories(namespace) : listed;
        listed = all;
        return all.stream().filter(wanted).findFirst();
    }

    private static boolean isAt(HelmRepositorySpec spec, RepositoryUrl url) {
        return RepositoryUrl.parse(spec.url())
                .filter(own -> own.isSameRepository(url))
                .isPresent();
    }

    private static String trimmed(String url) {
        return url.replaceFirst("/+$", "");
    }

    private static <T> ChartAccessResult<T> result(SourceResult<T> result) {
        return switch (result) {
            case SourceResult.Success<T>(var value) -> ChartAccessResult.success(value);
            case SourceResult.Failed<T>(var failure) ->
                ChartAccessResult.failed(new ChartAccessFailure.IdentityUnusable(failure.message()));
        };
    }
}
