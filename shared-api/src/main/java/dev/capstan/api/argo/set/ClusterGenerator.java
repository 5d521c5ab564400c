package dev.capstan.api.argo.set;

import dev.capstan.api.meta.LabelSelector;
import dev.capstan.api.schema.AtomicSelector;
import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.WithoutDescriptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One set of parameters for every cluster.
 *
 * @param selector labels of the cluster Secrets; with one, the own cluster counts only if it has a Secret
 * @param values further parameters, which may use the others
 * @param flatList whether all clusters make one set of parameters, as a list
 * @param template another template, over the one of the set
 */
@ExactRecord
public record ClusterGenerator(
        @Nullable @AtomicSelector LabelSelector selector,
        Map<String, String> values,
        @Nullable Boolean flatList,
        @Nullable @WithoutDescriptions SetTemplate template) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ClusterGenerator {
        values = values == null ? Map.of() : Map.copyOf(values);
    }
}
