package dev.capstan.api.argo.set;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.WithoutDescriptions;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Results of generators, put together by key.
 *
 * @param generators at least two; the results of the first count, and are added to
 * @param mergeKeys parameters that are the same in results that belong together
 * @param template another template, over the one of the set
 */
@ExactRecord
public record MergeGenerator(
        @Required @JsonInclude(JsonInclude.Include.NON_NULL) List<NestedGenerator> generators,
        @Required @JsonInclude(JsonInclude.Include.NON_NULL) List<String> mergeKeys,
        @Nullable @WithoutDescriptions SetTemplate template) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public MergeGenerator {
        generators = generators == null ? List.of() : List.copyOf(generators);
        mergeKeys = mergeKeys == null ? List.of() : List.copyOf(mergeKeys);
    }
}
