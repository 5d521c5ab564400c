package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WithoutDescriptions;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that a program answers with.
 *
 * @param configMapRef where the program is reached
 * @param input what it is asked with
 * @param values further parameters, which may use the others
 * @param requeueAfterSeconds how often it is asked; absent means 1800
 * @param template another template, over the one of the set
 */
@ExactRecord
public record PluginGenerator(
        @Required PluginConfigMap configMapRef,
        @Nullable PluginInput input,
        Map<String, String> values,
        @Nullable @Format("int64") Long requeueAfterSeconds,
        @Nullable @WithoutDescriptions SetTemplate template) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public PluginGenerator {
        values = values == null ? Map.of() : Map.copyOf(values);
    }
}
