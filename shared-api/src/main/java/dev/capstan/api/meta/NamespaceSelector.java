package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import java.util.Map;

/**
 * Chooses namespaces.
 *
 * @param matchLabels labels that the namespace must have, all of them
 */
@WireRecord
public record NamespaceSelector(Map<String, String> matchLabels) {

    /** Reads an absent map as empty and copies others. */
    public NamespaceSelector {
        matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
    }
}
