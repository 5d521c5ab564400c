package dev.capstan.api.helm;

import dev.capstan.api.schema.WireRecord;
import java.util.Map;

/**
 * Labels and annotations of the HelmChart that is made of a template.
 *
 * @param labels the labels
 * @param annotations the annotations
 */
@WireRecord
public record HelmChartTemplateMetadata(Map<String, String> labels, Map<String, String> annotations) {
    /** Reads absent maps as empty and copies the others. */
    public HelmChartTemplateMetadata {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
}
