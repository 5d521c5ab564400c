package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The config management plugin that renders the manifests.
 *
 * @param name its name; absent means the first that takes the folder
 * @param env variables of its environment
 * @param parameters its parameters
 */
@ExactRecord
public record PluginSource(@Nullable String name, List<EnvironmentVariable> env, List<PluginParameter> parameters) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public PluginSource {
        env = env == null ? List.of() : List.copyOf(env);
        parameters = parameters == null ? List.of() : List.copyOf(parameters);
    }
}
