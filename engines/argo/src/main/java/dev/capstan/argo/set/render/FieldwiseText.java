package dev.capstan.argo.set.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.capstan.argo.set.text.TemplateText;
import dev.capstan.argo.set.value.GenerationException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills parameters into every text and every key of a tree, each on its own: what is filled in never becomes structure. Numbers and truth
 * values stay, and keys without a value go.
 */
public final class FieldwiseText {
    private static final int DEEPEST = 200;

    private final TemplateText text;
    private final Map<String, @Nullable Object> parameters;

    private FieldwiseText(TemplateText text, Map<String, @Nullable Object> parameters) {
        this.text = text;
        this.parameters = parameters;
    }

    /**
     * A filled copy of a tree.
     *
     * @throws GenerationException when a text cannot be filled in, or the tree is nested too deeply
     */
    public static JsonNode replace(JsonNode tree, TemplateText text, Map<String, @Nullable Object> parameters) {
        return new FieldwiseText(text, parameters).filled(tree, 0);
    }

    private JsonNode filled(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            throw new GenerationException("the template is nested more than " + DEEPEST + " deep");
        }
        if (node.isTextual()) {
            return TextNode.valueOf(text.replace(node.textValue(), parameters));
        }
        if (node.isObject()) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            node.properties().stream()
                    .filter(entry -> !entry.getValue().isNull())
                    .forEach(entry ->
                            filled.set(text.replace(entry.getKey(), parameters), filled(entry.getValue(), depth + 1)));
            return filled;
        }
        if (node.isArray()) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> filled.add(filled(element, depth + 1)));
            return filled;
        }
        return node;
    }
}
