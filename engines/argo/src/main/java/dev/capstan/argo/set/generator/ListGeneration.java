package dev.capstan.argo.set.generator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.value.GenerationException;
import dev.capstan.argo.set.value.ParameterValues;
import dev.capstan.yaml.GoDecodeException;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The generator {@code list}: parameters that stand in the spec, as elements and as a text in YAML. */
final class ListGeneration {
    static final Limits YAML = new Limits(4 << 20, 100, 100_000);

    private ListGeneration() {}

    static List<Map<String, @Nullable Object>> generate(JsonNode options, GeneratorContext context) {
        List<JsonNode> elements = Fields.elements(options, "elements");
        context.budget().parameterSets(elements.size());
        List<Map<String, @Nullable Object>> sets = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            if (!elements.get(i).isObject() && !elements.get(i).isNull()) {
                throw new GenerationException("list.elements[" + i + "] is not a map");
            }
            Map<String, @Nullable Object> element = ParameterValues.mapOf(elements.get(i));
            sets.add(context.text().isStructured() ? element : flat(element, i));
        }
        String further = Fields.text(options, "elementsYaml");
        if (!further.isEmpty()) {
            List<Map<String, @Nullable Object>> read = maps(further, "elementsYaml");
            context.budget().parameterSets(read.size());
            sets.addAll(read);
        }
        return sets;
    }

    /** Texts, and the texts within {@code values}; nothing else is allowed where parameters are flat. */
    private static Map<String, @Nullable Object> flat(Map<String, @Nullable Object> element, int index) {
        Map<String, @Nullable Object> flat = new LinkedHashMap<>();
        element.forEach((key, value) -> {
            if (key.equals("values") && value instanceof Map<?, ?> values) {
                values.forEach((name, text) -> flat.put("values." + name, text(text, "values." + name, index)));
            } else {
                flat.put(key, text(value, key, index));
            }
        });
        return flat;
    }

    private static String text(@Nullable Object value, String key, int index) {
        if (value instanceof String text) {
            return text;
        }
        throw new GenerationException(
                "list.elements[" + index + "]." + key + " is no text; quote it, or set goTemplate: true");
    }

    /** The maps in a list of YAML. */
    static List<Map<String, @Nullable Object>> maps(String yaml, String what) {
        List<@Nullable Object> list;
        try {
            list = PlainYaml.readList(yaml, YAML);
        } catch (GoDecodeException unreadable) {
            throw new GenerationException(what + " is no list in YAML: " + unreadable.getMessage());
        }
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        for (@Nullable Object element : list == null ? List.of() : list) {
            if (!(element instanceof Map<?, ?> map)) {
                throw new GenerationException(what + " has an element that is not a map");
            }
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
            maps.add(copy);
        }
        return maps;
    }
}
