package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import java.util.Map;

/**
 * Labels and annotations of a namespace.
 *
 * @param labels its labels
 * @param annotations its annotations
 */
@ExactRecord
public record ManagedNamespaceMetadata(Map<String, String> labels, Map<String, String> annotations) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ManagedNamespaceMetadata {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
}
