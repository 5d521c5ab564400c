package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said about generated Applications.
 *
 * @param name the name
 * @param namespace without effect: Applications are made in the namespace of their set
 * @param labels labels
 * @param annotations annotations
 * @param finalizers finalizers; absent means the one that deletes the objects along with their Application
 */
@ExactRecord
public record TemplateMetadata(
        @Nullable String name,
        @Nullable String namespace,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<String> finalizers) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public TemplateMetadata {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        finalizers = finalizers == null ? List.of() : List.copyOf(finalizers);
    }
}
