package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields of some Applications that others may change.
 *
 * @param name the Application; absent means all
 * @param jsonPointers JSON pointers to the fields
 * @param jqPathExpressions expressions of jq for the fields
 */
@ExactRecord
public record SetIgnoreDifferences(@Nullable String name, List<String> jsonPointers, List<String> jqPathExpressions) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public SetIgnoreDifferences {
        jsonPointers = jsonPointers == null ? List.of() : List.copyOf(jsonPointers);
        jqPathExpressions = jqPathExpressions == null ? List.of() : List.copyOf(jqPathExpressions);
    }
}
