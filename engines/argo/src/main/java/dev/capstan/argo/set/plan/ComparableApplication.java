package dev.capstan.argo.set.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.set.value.GenerationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Applications in a form in which what means the same is the same. */
public final class ComparableApplication {
    private static final Set<String> MEANT_WHERE_EMPTY = Set.of("automated", "valuesObject");
    private static final Set<String> MEANT_WHERE_FALSE = Set.of("enabled");
    private static final String PROJECT = "project";

    private ComparableApplication() {}

    /**
     * Whether two Applications want the same, apart from the fields that are left to others; also where these cannot be told, since
     * then nothing would be changed either.
     */
    public static boolean haveSameSpec(JsonNode one, JsonNode other, IgnoredFields ignored) {
        try {
            return specOf(one, ignored).equals(specOf(other, ignored));
        } catch (GenerationException untold) {
            return true;
        }
    }

    private static JsonNode specOf(JsonNode application, IgnoredFields ignored) {
        return normal(ignored.without(normal(application))).path("spec");
    }

    /**
     * The same Application, with a spec without what says nothing: empty texts, lists and maps, and false, but where it means something.
     * An empty project is {@code default}.
     */
    static ObjectNode normal(JsonNode application) {
        ObjectNode normal =
                application instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        if (normal.path("spec") instanceof ObjectNode spec) {
            dropEmpty(spec);
            if (!spec.has(PROJECT)) {
                spec.put(PROJECT, "default");
            }
        }
        return normal;
    }

    private static void dropEmpty(ObjectNode object) {
        List<String> gone = new ArrayList<>();
        object.properties().forEach(entry -> {
            if (!entry.getKey().equals("valuesObject")) {
                descend(entry.getValue());
            }
            if (saysNothing(entry.getKey(), entry.getValue())) {
                gone.add(entry.getKey());
            }
        });
        object.remove(gone);
    }

    private static void descend(JsonNode node) {
        if (node instanceof ObjectNode object) {
            dropEmpty(object);
        } else if (node.isArray()) {
            node.forEach(ComparableApplication::descend);
        }
    }

    private static boolean saysNothing(String key, JsonNode value) {
        return value.isNull()
                || value.isTextual() && value.textValue().isEmpty()
                || value.isContainerNode() && value.isEmpty() && !MEANT_WHERE_EMPTY.contains(key)
                || value.isBoolean() && !value.booleanValue() && !MEANT_WHERE_FALSE.contains(key);
    }
}
