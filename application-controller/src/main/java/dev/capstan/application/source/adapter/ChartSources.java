package dev.capstan.application.source.adapter;

import dev.capstan.application.source.Answer;
import dev.capstan.application.source.Kept;
import dev.capstan.application.source.KnownRevisions;
import dev.capstan.application.source.RemoteListener;
import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.application.source.SourceRevisions;
import dev.capstan.application.source.adapter.ChartPlaces.Place;
import dev.capstan.applicationmanifests.FetchedSource;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.applicationmanifests.SourceRequest;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.HelmOptions;
import dev.capstan.argo.source.RemoteFiles;
import dev.capstan.argo.source.TargetRevision;
import dev.capstan.charts.build.ChartFinder;
import java.util.List;
import java.util.function.Function;

/**
 * Charts of repositories, over HTTP and in registries. The revision of a chart is its version: the one that is asked for, or the highest
 * that meets a constraint.
 */
public final class ChartSources implements SourceFiles, SourceRevisions {
    private static final long ROOM = 128L << 20;

    private final ChartPlaces places;
    private final WebCharts web;
    private final RegistryCharts registries;
    private final Function<String, ChartFinder> dependencies;
    private final RemoteFiles valuesFiles;
    private final KnownRevisions known;
    private final Kept<byte[]> archives = new Kept<>(ROOM, archive -> archive.length);

    /**
     * Fetches by these.
     *
     * @param dependencies charts that a chart of a project's Application needs; each for one build
     * @param listener told when a constraint turns out to mean another version than it did
     */
    public ChartSources(
            ChartPlaces places,
            WebCharts web,
            RegistryCharts registries,
            Function<String, ChartFinder> dependencies,
            RemoteFiles valuesFiles,
            RemoteListener listener) {
        this.places = places;
        this.web = web;
        this.registries = registries;
        this.dependencies = dependencies;
        this.valuesFiles = valuesFiles;
        this.known = new KnownRevisions(listener);
    }

    @Override
    public Answer<String> of(ApplicationSource source, String project, Freshness freshness) {
        return TargetRevision.ofChart(source.targetRevision(), List.of())
                .<Answer<String>>map(Answer.Known::new)
                .orElseGet(() -> known.of(source, project, freshness, () -> highest(source, project)));
    }

    /** The highest version that meets the constraint now. */
    private Answer<String> highest(ApplicationSource source, String project) {
        if (source.targetRevision().isEmpty()) {
            return new Answer.Failed<>("targetRevision is missing: a chart needs a version or a constraint");
        }
        var versions = switch (place(source, project)) {
            case Place.Web(var access) -> web.versions(access, source.chart());
            case Place.Registry(var folder, var access) -> registries.versions(folder, access, source.chart());
            case Place.Unusable(var why) -> new Answer.Failed<List<String>>(why);
        };
        return versions.then(all -> TargetRevision.ofChart(source.targetRevision(), all)
                .<Answer<String>>map(Answer.Known::new)
                .orElseGet(() -> new Answer.Failed<>("none of %d versions of the chart '%s' at '%s' is within '%s'"
                        .formatted(
                                all.size(),
                                source.chart(),
                                RepositoryUrl.shown(source.repoUrl()),
                                source.targetRevision()))));
    }

    @Override
    public Fetch fetch(SourceRequest request) {
        var source = request.source();
        var version = request.revision()
                .<Answer<String>>map(Answer.Known::new)
                .orElseGet(() -> of(source, request.project(), Freshness.NOW));
        var fetched = version.then(wanted ->
                archive(source, request.project(), wanted).map(archive -> new FetchedSource.Chart(wanted, archive)));
        return switch (fetched) {
            case Answer.Known<FetchedSource.Chart>(var chart) -> new Fetch.Fetched(chart);
            case Answer.Failed<FetchedSource.Chart>(var why) -> new Fetch.Failed(why);
        };
    }

    private Answer<byte[]> archive(ApplicationSource source, String project, String version) {
        return switch (place(source, project)) {
            case Place.Web(var access) -> web.archive(access, source.chart(), version, project, archives);
            case Place.Registry(var folder, var access) ->
                registries.archive(folder, access, source.chart(), version, archives);
            case Place.Unusable(var why) -> new Answer.Failed<>(why);
        };
    }

    private Place place(ApplicationSource source, String project) {
        return places.of(
                source.repoUrl(),
                project,
                source.helm().filter(HelmOptions::passesCredentials).isPresent());
    }

    @Override
    public ChartFinder charts(String project) {
        return dependencies.apply(project);
    }

    @Override
    public RemoteFiles remoteFiles(String project) {
        return valuesFiles;
    }
}
