package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import java.util.List;
import java.util.Map;

/**
 * Chooses objects by their labels. All parts must match; an empty selector matches every object.
 *
 * @param matchLabels labels that an object must have
 * @param matchExpressions what else must hold for its labels
 */
@WireRecord
public record LabelSelector(Map<String, String> matchLabels, List<LabelRequirement> matchExpressions) {

    /** Reads absent parts as empty and copies the others. */
    public LabelSelector {
        matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
        matchExpressions = matchExpressions == null ? List.of() : List.copyOf(matchExpressions);
    }
}
