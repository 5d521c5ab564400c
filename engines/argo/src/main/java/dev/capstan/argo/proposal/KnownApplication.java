package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.source.SourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An Application, with what is known of its files.
 *
 * @param object as it is in the cluster
 * @param sources all of them, in their order
 */
public record KnownApplication(JsonNode object, List<KnownSource> sources, NamespaceUse namespaces) {

    /** Copies the list. */
    public KnownApplication {
        sources = List.copyOf(sources);
    }

    /** What the object alone tells: the kinds of sources stand in its status. */
    public static KnownApplication of(JsonNode object) {
        JsonNode spec = object.path("spec");
        List<JsonNode> written = Fields.elements(spec, "sources");
        if (written.isEmpty()) {
            Optional<SourceKind> kind = kind(Fields.text(object.path("status"), "sourceType"));
            return new KnownApplication(
                    object, List.of(KnownSource.of(spec.path("source"), kind)), NamespaceUse.UNKNOWN);
        }
        List<String> kinds = Fields.texts(object.path("status"), "sourceTypes");
        var sources = new ArrayList<KnownSource>();
        for (int i = 0; i < written.size(); i++) {
            sources.add(KnownSource.of(written.get(i), i < kinds.size() ? kind(kinds.get(i)) : Optional.empty()));
        }
        return new KnownApplication(object, sources, NamespaceUse.UNKNOWN);
    }

    private static Optional<SourceKind> kind(String text) {
        for (SourceKind kind : SourceKind.values()) {
            if (kind.text().equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Without the object, which may hold secrets in values. */
    @Override
    public String toString() {
        return "application of " + sources.size() + " sources";
    }
}
