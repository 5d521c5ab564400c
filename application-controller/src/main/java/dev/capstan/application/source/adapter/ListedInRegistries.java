package dev.capstan.application.source.adapter;

import dev.capstan.application.source.Answer;
import dev.capstan.application.source.Kept;
import dev.capstan.application.source.adapter.ChartPlaces.Place;
import dev.capstan.chartaccess.ListedCharts;
import dev.capstan.chartaccess.ListedCharts.Listed;
import dev.capstan.charts.index.IndexEntry;

/** Charts that the index of a repository lists in a registry. */
public final class ListedInRegistries {
    private final ChartPlaces places;
    private final RegistryCharts registries;

    /** Fetches from these places. */
    public ListedInRegistries(ChartPlaces places, RegistryCharts registries) {
        this.places = places;
        this.registries = registries;
    }

    /**
     * The archive of a chart, with the credentials for the registry, and not with those for the index.
     *
     * @param kept archives of all registries
     */
    Answer<byte[]> archive(IndexEntry entry, String project, Kept<byte[]> kept) {
        return AccessAnswers.of(ListedCharts.inRegistry(entry)).then(listed -> archive(listed, project, kept));
    }

    private Answer<byte[]> archive(Listed listed, String project, Kept<byte[]> kept) {
        return switch (places.named(listed.folder(), project)) {
            case Place.Registry(var folder, var access) ->
                registries.archive(folder, access, listed.name(), listed.tag(), kept);
            case Place.Web(var access) -> new Answer.Failed<>("'" + access + "' is not a registry");
            case Place.Unusable(var why) -> new Answer.Failed<>(why);
        };
    }
}
