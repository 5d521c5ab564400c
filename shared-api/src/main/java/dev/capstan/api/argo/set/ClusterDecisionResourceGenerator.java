package dev.capstan.api.argo.set;

import dev.capstan.api.meta.LabelSelector;
import dev.capstan.api.schema.AtomicSelector;
import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WithoutDescriptions;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Clusters that another object chooses.
 *
 * @param configMapRef the ConfigMap that says what kind of object it is
 * @param name the name of the object
 * @param labelSelector labels of the objects, in place of a name
 * @param values further parameters
 * @param requeueAfterSeconds how often the object is looked at; absent means 180
 * @param template another template, over the one of the set
 */
@ExactRecord
public record ClusterDecisionResourceGenerator(
        @Required String configMapRef,
        @Nullable String name,
        @Nullable @AtomicSelector LabelSelector labelSelector,
        Map<String, String> values,
        @Nullable @Format("int64") Long requeueAfterSeconds,
        @Nullable @WithoutDescriptions SetTemplate template) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ClusterDecisionResourceGenerator {
        values = values == null ? Map.of() : Map.copyOf(values);
    }
}
