package dev.capstan.api.argo;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a plugin; its value has one of three forms.
 *
 * @param name its name
 * @param string a text
 * @param array a list of texts
 * @param map texts by names
 */
@ExactRecord
public record PluginParameter(
        @Nullable String name,
        @Nullable String string,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) List<String> array,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, String> map) {

    /** Reads absent lists and maps as empty, but where that is something else, and copies the others. */
    public PluginParameter {
        array = array == null ? null : List.copyOf(array);
        map = map == null ? null : Map.copyOf(map);
    }
}
