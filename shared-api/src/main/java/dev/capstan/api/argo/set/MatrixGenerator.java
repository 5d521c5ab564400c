package dev.capstan.api.argo.set;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.WithoutDescriptions;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every combination of the results of two generators.
 *
 * @param generators the two; the second may use parameters of the first
 * @param template another template, over the one of the set
 */
@ExactRecord
public record MatrixGenerator(
        @Required @JsonInclude(JsonInclude.Include.NON_NULL) List<NestedGenerator> generators,
        @Nullable @WithoutDescriptions SetTemplate template) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public MatrixGenerator {
        generators = generators == null ? List.of() : List.copyOf(generators);
    }
}
