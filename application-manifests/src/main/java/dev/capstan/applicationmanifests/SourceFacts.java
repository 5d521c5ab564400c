package dev.capstan.applicationmanifests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.settings.KustomizeFlags;
import java.util.Map;
import java.util.TreeMap;

/**
 * What decides on the objects of a source besides files: equal facts and equal files give equal objects.
 *
 * @param source as it stands in the Application
 * @param references whether the project permits each repository that others may refer to, by its name and URL
 */
record SourceFacts(
        JsonNode source,
        String application,
        String project,
        String namespace,
        KustomizeFlags flags,
        String kubeVersion,
        Map<String, Boolean> references) {

    static SourceFacts of(ManifestRequest request, OpenSource source, Map<String, OpenSource> references) {
        Map<String, Boolean> permitted = new TreeMap<>();
        references.forEach((name, reference) -> {
            String url = reference.source().repoUrl();
            permitted.put(name + " " + url, request.permits().test(url));
        });
        return new SourceFacts(
                source.written(),
                request.application(),
                request.project(),
                request.namespace(),
                request.settings().kustomize(),
                request.target().capabilities().kubeVersion().version(),
                permitted);
    }

    /** Whether the revision itself is in what is rendered. */
    boolean mayNameRevision(JsonNode merged) {
        return merged.toString().contains("ARGOCD_APP_REVISION");
    }
}
