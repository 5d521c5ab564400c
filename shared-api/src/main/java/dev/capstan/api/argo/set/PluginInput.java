package dev.capstan.api.argo.set;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.schema.AnyValue;
import dev.capstan.api.schema.ExactRecord;
import java.util.Map;

/**
 * What a program is asked with.
 *
 * @param parameters any values by names
 */
@ExactRecord
public record PluginInput(@AnyValue Map<String, JsonNode> parameters) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public PluginInput {
        parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
    }
}
