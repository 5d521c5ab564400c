package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import java.util.Map;

/**
 * Labels and annotations that every object gets; they win over those in the manifests.
 *
 * @param annotations the annotations
 * @param labels the labels
 */
@WireRecord
public record CommonMetadata(Map<String, String> annotations, Map<String, String> labels) {
    /** Reads absent maps as empty and copies the others. */
    public CommonMetadata {
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
}
