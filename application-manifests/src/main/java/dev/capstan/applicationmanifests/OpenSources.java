package dev.capstan.applicationmanifests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.ApplicationSources;
import dev.capstan.charts.ChartArchive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of all sources of an Application, until they are closed. */
final class OpenSources implements AutoCloseable {
    private final ChartArchive archives;
    private final List<OpenSource> all = new ArrayList<>();

    OpenSources(ChartArchive archives) {
        this.archives = archives;
    }

    /** Fetches what is to be fetched; why it cannot, with the number of the source. */
    Optional<String> open(ManifestRequest request, ApplicationSources sources, SourceFiles files) {
        for (int i = 0; i < sources.all().size(); i++) {
            ApplicationSource source = sources.all().get(i);
            Optional<String> revision = i < request.revisions().size()
                    ? Optional.of(request.revisions().get(i)).filter(text -> !text.isEmpty())
                    : Optional.empty();
            switch (files.fetch(new SourceRequest(source, request.project(), revision))) {
                case SourceFiles.Fetch.Failed(String why) -> {
                    return Optional.of(failed(i, sources.all().size(), why));
                }
                case SourceFiles.Fetch.Fetched(FetchedSource fetched) ->
                    all.add(new OpenSource(source, written(request.spec(), sources, i), fetched, archives));
            }
        }
        return Optional.empty();
    }

    private static JsonNode written(JsonNode spec, ApplicationSources sources, int place) {
        return sources.isMultiple() ? spec.path("sources").path(place) : spec.path("source");
    }

    /** Argo CD's words. */
    static String failed(int place, int count, String why) {
        return "failed to generate manifest for source " + (place + 1) + " of " + count + ": " + why;
    }

    /** In the order of the Application. */
    List<OpenSource> all() {
        return all;
    }

    /** Those that others may refer to, by the name for it. */
    Map<String, OpenSource> references() {
        Map<String, OpenSource> references = new LinkedHashMap<>();
        for (OpenSource source : all) {
            if (!source.source().ref().isEmpty()) {
                references.put(source.source().ref(), source);
            }
        }
        return references;
    }

    @Override
    public void close() {
        all.forEach(OpenSource::close);
    }
}
