package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;

/**
 * Labels and annotations that others set.
 *
 * @param annotations keys of annotations
 * @param labels keys of labels
 */
@ExactRecord
public record PreservedFields(List<String> annotations, List<String> labels) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public PreservedFields {
        annotations = annotations == null ? List.of() : List.copyOf(annotations);
        labels = labels == null ? List.of() : List.copyOf(labels);
    }
}
