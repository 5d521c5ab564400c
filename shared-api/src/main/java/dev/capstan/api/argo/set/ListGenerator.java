package dev.capstan.api.argo.set;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.schema.AnyValue;
import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.WithoutDescriptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that stand here.
 *
 * @param elements sets of parameters
 * @param elementsYaml further ones, as a text in YAML
 * @param template another template, over the one of the set
 */
@ExactRecord
public record ListGenerator(
        @AnyValue List<JsonNode> elements,
        @Nullable String elementsYaml,
        @Nullable @WithoutDescriptions SetTemplate template) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ListGenerator {
        elements = elements == null ? List.of() : List.copyOf(elements);
    }
}
