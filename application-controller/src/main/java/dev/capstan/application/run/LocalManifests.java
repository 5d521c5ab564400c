package dev.capstan.application.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.applicationmanifests.Rendered;
import dev.capstan.argo.project.Scope;
import dev.capstan.argo.source.Manifest;
import dev.capstan.argo.source.RepeatedObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** {@code operation.sync.manifests}: objects that somebody syncs in place of those of the sources, each as JSON. */
final class LocalManifests {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LocalManifests() {}

    /**
     * Reads them.
     *
     * @param revisions of the sources in whose place they stand
     * @param namespace of the destination
     */
    static Rendered read(
            List<String> texts, List<String> revisions, String namespace, BiFunction<String, String, Scope> scopes) {
        List<Manifest> manifests = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            try {
                if (!(JSON.readTree(texts.get(i)) instanceof ObjectNode object)) {
                    return new Rendered.Failed("local manifest " + (i + 1) + " is no object");
                }
                manifests.add(new Manifest(object, "", 0));
            } catch (JsonProcessingException unreadable) {
                return new Rendered.Failed("local manifest " + (i + 1) + " is no JSON");
            }
        }
        RepeatedObjects.Combined combined = RepeatedObjects.combine(manifests, namespace, scopes);
        return new Rendered.Objects(combined.manifests(), revisions, List.of(), combined.warnings(), List.of());
    }
}
