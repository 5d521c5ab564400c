package dev.capstan.argo.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.CanonicalTree;
import dev.capstan.argo.object.Metadata;
import java.util.Optional;

/** The annotation in which kubectl's apply keeps what it applied. */
public final class LastApplied {

    public static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    private static final ObjectMapper JSON = new ObjectMapper();

    private LastApplied() {}

    /** What was applied last; empty when it was not by kubectl's apply, or cannot be read. */
    public static Optional<ObjectNode> of(JsonNode live) {
        return Metadata.of(live).annotation(ANNOTATION).flatMap(LastApplied::read);
    }

    private static Optional<ObjectNode> read(String text) {
        try {
            return JSON.readTree(text) instanceof ObjectNode object
                            && !Metadata.of(object).kind().isEmpty()
                    ? CanonicalTree.of(object)
                    : Optional.empty();
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    /** Takes the annotation away; a map of annotations that it leaves empty goes too. */
    static void removeFrom(ObjectNode object) {
        if (object.get("metadata") instanceof ObjectNode metadata
                && metadata.get("annotations") instanceof ObjectNode annotations
                && annotations.remove(ANNOTATION) != null
                && annotations.isEmpty()) {
            metadata.remove("annotations");
        }
    }
}
