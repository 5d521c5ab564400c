package dev.capstan.argo.set.generator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.input.SetRequest;
import dev.capstan.argo.set.value.ParameterValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The generator {@code plugin}: the sets of parameters that a program answers with, and what it was asked with. */
final class PluginGeneration {
    private PluginGeneration() {}

    static List<Map<String, @Nullable Object>> generate(JsonNode options, GeneratorContext context) {
        JsonNode input = options.path("input").path("parameters");
        var answer = context.ask(new SetRequest.Plugin(Fields.text(options.path("configMapRef"), "name"), input));
        List<Map<String, @Nullable Object>> found = answer.orElse(List.of());
        context.budget().parameterSets(found.size());
        Map<String, String> values = Fields.entries(options, "values");
        List<Map<String, @Nullable Object>> sets = new ArrayList<>();
        for (Map<String, @Nullable Object> set : found) {
            Map<String, @Nullable Object> parameters = context.text().isStructured()
                    ? ParameterValues.copy(set)
                    : new LinkedHashMap<>(ParameterValues.flat(set));
            parameters.put("generator", asked(ParameterValues.mapOf(input)));
            context.addValues(values, parameters);
            sets.add(parameters);
        }
        return sets;
    }

    private static Map<String, @Nullable Object> asked(Map<String, @Nullable Object> parameters) {
        Map<String, @Nullable Object> input = new LinkedHashMap<>();
        input.put("parameters", parameters);
        Map<String, @Nullable Object> generator = new LinkedHashMap<>();
        generator.put("input", input);
        return generator;
    }
}
