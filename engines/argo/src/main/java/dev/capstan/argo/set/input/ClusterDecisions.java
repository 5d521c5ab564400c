package dev.capstan.argo.set.input;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What objects have decided about clusters.
 *
 * @param matchKey the field of a decision that names the cluster
 * @param decisions the decisions of all objects, in their order
 */
public record ClusterDecisions(String matchKey, List<Map<String, @Nullable Object>> decisions) {
    /** Keeps its own copy. */
    public ClusterDecisions {
        decisions = List.copyOf(decisions);
    }
}
