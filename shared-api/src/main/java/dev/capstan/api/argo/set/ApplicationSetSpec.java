package dev.capstan.api.argo.set;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Applications that are made from a template and the results of generators.
 *
 * @param generators where the parameters come from; each set of parameters makes an Application
 * @param template what the Applications look like
 * @param templatePatch a patch of every Application, as a template of its own
 * @param goTemplate whether the template is one of Go; absent means that parameters in double braces are replaced
 * @param goTemplateOptions options of Go's templates, for example {@code missingkey=error}
 * @param syncPolicy what may be created, changed and deleted
 * @param strategy in which order Applications are synced
 * @param preservedFields labels and annotations of Applications that others set
 * @param ignoreApplicationDifferences fields of Applications that others may change
 * @param applyNestedSelectors without effect: selectors of nested generators always hold
 */
@ExactRecord
public record ApplicationSetSpec(
        @Required @JsonInclude(JsonInclude.Include.NON_NULL) List<SetGenerator> generators,
        @Required SetTemplate template,
        @Nullable String templatePatch,
        @Nullable Boolean goTemplate,
        List<String> goTemplateOptions,
        @Nullable SetSyncPolicy syncPolicy,
        @Nullable SetStrategy strategy,
        @Nullable PreservedFields preservedFields,
        List<SetIgnoreDifferences> ignoreApplicationDifferences,
        @Nullable Boolean applyNestedSelectors) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ApplicationSetSpec {
        generators = generators == null ? List.of() : List.copyOf(generators);
        goTemplateOptions = goTemplateOptions == null ? List.of() : List.copyOf(goTemplateOptions);
        ignoreApplicationDifferences =
                ignoreApplicationDifferences == null ? List.of() : List.copyOf(ignoreApplicationDifferences);
    }
}
