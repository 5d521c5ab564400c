package dev.capstan.application.source.adapter;

import dev.capstan.application.source.adapter.ChartPlaces.Place;
import dev.capstan.chartaccess.ChartAccessFailure;
import dev.capstan.chartaccess.ChartAccessResult;
import dev.capstan.chartaccess.KnownRepositories;
import dev.capstan.chartaccess.RegistryChart;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.chartaccess.RepositoryUrl;
import java.util.Optional;

/** Who we are for the repositories that the charts of a project's Applications name. */
public final class ProjectRepositories implements KnownRepositories {
    private final ChartPlaces places;
    private final String project;

    /** For one project. */
    public ProjectRepositories(ChartPlaces places, String project) {
        this.places = places;
        this.project = project;
    }

    @Override
    public ChartAccessResult<RepositoryAccess> repository(RepositoryUrl url) {
        return switch (place(url.uri().toString())) {
            case Place.Web(var access) -> ChartAccessResult.success(access);
            case Place.Registry _ ->
                unusable("the Secret for '" + url + "' says enableOCI: the chart that needs it must name it by oci://");
            case Place.Unusable(var why) -> unusable(why);
        };
    }

    @Override
    public ChartAccessResult<RegistryChart> registry(String url, String chart) {
        return switch (place(url)) {
            case Place.Registry(var folder, var access) ->
                RegistryChart.anonymous(folder, chart).map(it -> it.as(access, RepositoryAccess.DEFAULT_TIMEOUT));
            case Place.Web _ -> RegistryChart.anonymous(url, chart);
            case Place.Unusable(var why) -> unusable(why);
        };
    }

    @Override
    public Optional<String> url(String name) {
        return places.urlNamed(name, project);
    }

    private Place place(String url) {
        return places.named(url, project);
    }

    private static <T> ChartAccessResult<T> unusable(String why) {
        return ChartAccessResult.failed(new ChartAccessFailure.IdentityUnusable(why));
    }
}
