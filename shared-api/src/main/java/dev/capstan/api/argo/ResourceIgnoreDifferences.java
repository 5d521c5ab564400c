package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields of some objects that are left out of the comparison.
 *
 * @param group API group, as a pattern
 * @param kind kind, as a pattern
 * @param name the name; absent means all
 * @param namespace the namespace; absent means all
 * @param jsonPointers JSON pointers to the fields
 * @param jqPathExpressions expressions of jq for the fields
 * @param managedFieldsManagers managers whose fields are meant
 */
@ExactRecord
public record ResourceIgnoreDifferences(
        @Nullable String group,
        @Required String kind,
        @Nullable String name,
        @Nullable String namespace,
        List<String> jsonPointers,
        List<String> jqPathExpressions,
        List<String> managedFieldsManagers) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ResourceIgnoreDifferences {
        jsonPointers = jsonPointers == null ? List.of() : List.copyOf(jsonPointers);
        jqPathExpressions = jqPathExpressions == null ? List.of() : List.copyOf(jqPathExpressions);
        managedFieldsManagers = managedFieldsManagers == null ? List.of() : List.copyOf(managedFieldsManagers);
    }
}
