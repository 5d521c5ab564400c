package dev.capstan.argo.set.generator;

import dev.capstan.argo.set.value.GenerationException;
import dev.capstan.argo.set.value.ParameterValues;
import dev.capstan.yaml.GoDecodeException;
import dev.capstan.yaml.PlainYaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of a repository that holds parameters: one map, or a list of maps, in JSON or YAML. An empty file is an empty map. */
final class ParameterFile {
    private ParameterFile() {}

    /**
     * Reads a file.
     *
     * @param isStructured whether parameters keep their structure; otherwise every value within becomes a text by its path
     * @throws GenerationException when it holds something else
     */
    static List<Map<String, @Nullable Object>> read(String content, boolean isStructured) {
        List<Map<String, @Nullable Object>> sets = maps(content);
        if (isStructured) {
            return sets;
        }
        List<Map<String, @Nullable Object>> flat = new ArrayList<>();
        sets.forEach(set -> flat.add(new LinkedHashMap<>(ParameterValues.flat(set))));
        return flat;
    }

    private static List<Map<String, @Nullable Object>> maps(String content) {
        List<Map<String, @Nullable Object>> sets = new ArrayList<>();
        try {
            Map<String, @Nullable Object> one = PlainYaml.readMap(content, ListGeneration.YAML);
            sets.add(one == null ? new LinkedHashMap<>() : one);
        } catch (GoDecodeException notAMap) {
            sets.addAll(ListGeneration.maps(content, "it"));
        }
        return sets;
    }
}
