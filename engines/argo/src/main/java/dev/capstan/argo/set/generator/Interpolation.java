package dev.capstan.argo.set.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.set.render.FieldwiseText;
import dev.capstan.argo.set.text.TemplateText;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The second generator of a matrix with the parameters of the first filled in. Its {@code values} may name parameters of its own as well:
 * where one is not known yet, the value stays as it is.
 */
final class Interpolation {
    private static final String VALUES = "values";
    private static final Set<String> WITH_VALUES =
            Set.of("clusters", "git", "scmProvider", "pullRequest", "clusterDecisionResource", "plugin");
    private static final Set<String> WITH_GENERATORS = Set.of("matrix", "merge");

    private final Map<String, @Nullable Object> parameters;
    private final TemplateText text;

    private Interpolation(Map<String, @Nullable Object> parameters, TemplateText text) {
        this.parameters = parameters;
        this.text = text;
    }

    static JsonNode of(JsonNode entry, Map<String, @Nullable Object> parameters, TemplateText text) {
        return new Interpolation(parameters, text).entry(entry);
    }

    private JsonNode entry(JsonNode entry) {
        if (!entry.isObject()) {
            return entry;
        }
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        entry.properties().forEach(field -> filled.set(field.getKey(), field(field.getKey(), field.getValue())));
        return filled;
    }

    private JsonNode field(String name, JsonNode value) {
        if (value.isObject() && WITH_VALUES.contains(name)) {
            return options(value, VALUES);
        }
        return value.isObject() && WITH_GENERATORS.contains(name) ? options(value, "generators") : plain(value);
    }

    private JsonNode options(JsonNode options, String special) {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        options.properties().forEach(option -> {
            boolean isSpecial = option.getKey().equals(special);
            JsonNode value = option.getValue();
            if (isSpecial && value.isObject()) {
                filled.set(option.getKey(), values(value));
            } else if (isSpecial && value.isArray()) {
                filled.set(option.getKey(), entries(value));
            } else {
                filled.set(option.getKey(), plain(value));
            }
        });
        return filled;
    }

    private ArrayNode entries(JsonNode generators) {
        ArrayNode filled = JsonNodeFactory.instance.arrayNode();
        generators.forEach(generator -> filled.add(entry(generator)));
        return filled;
    }

    private ObjectNode values(JsonNode values) {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        values.properties().forEach(value -> {
            String template = value.getValue().asText();
            filled.put(value.getKey(), text.replaceIfKnown(template, parameters).orElse(template));
        });
        return filled;
    }

    private JsonNode plain(JsonNode value) {
        return FieldwiseText.replace(value, text, parameters);
    }
}
