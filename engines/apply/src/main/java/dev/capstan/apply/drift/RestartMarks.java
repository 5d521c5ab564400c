package dev.capstan.apply.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * Annotations of a Pod template by which people restart Pods: {@code kubectl rollout restart} and its siblings in other tools set
 * one to the present time. They say nothing about what should run, so they are left to whoever set them; taking one away would
 * undo the restart. A mark that Git names is an ordinary field of ours.
 */
final class RestartMarks {

    private static final Set<String> KEYS = Set.of(
            "f:kubectl.kubernetes.io/restartedAt", "f:cattle.io/timestamp", "f:openshift.openshift.io/restartedAt");
    private static final String ITSELF = ".";

    private static final List<String> POD_TEMPLATE = List.of("f:spec", "f:template", "f:metadata", "f:annotations");
    private static final List<String> JOB_TEMPLATE =
            List.of("f:spec", "f:jobTemplate", "f:spec", "f:template", "f:metadata", "f:annotations");

    private static final List<List<String>> WAYS = List.of(POD_TEMPLATE, JOB_TEMPLATE);

    private RestartMarks() {}

    /** The fields without the marks, and without the maps that hold nothing else. */
    static FieldTree without(FieldTree fields) {
        ObjectNode rest = fields.json();
        for (List<String> way : WAYS) {
            if (at(rest, way) instanceof ObjectNode annotations && KEYS.stream().anyMatch(annotations::has)) {
                annotations.remove(KEYS);
                removeEmpty(rest, way);
            }
        }
        return FieldTree.of(rest);
    }

    private static void removeEmpty(ObjectNode tree, List<String> way) {
        for (int depth = way.size(); depth > 0; depth--) {
            JsonNode node = at(tree, way.subList(0, depth));
            boolean isOnlyItself = node.isEmpty() || (node.size() == 1 && node.has(ITSELF));
            if (!isOnlyItself) {
                return;
            }
            ((ObjectNode) at(tree, way.subList(0, depth - 1))).remove(way.get(depth - 1));
        }
    }

    /** The marks alone. */
    static FieldTree only(FieldTree fields) {
        ObjectNode marks = JsonNodeFactory.instance.objectNode();
        for (List<String> way : WAYS) {
            at(fields.json(), way).properties().stream()
                    .filter(field -> KEYS.contains(field.getKey()))
                    .forEach(field -> make(marks, way).set(field.getKey(), field.getValue()));
        }
        return FieldTree.of(marks);
    }

    private static JsonNode at(JsonNode tree, List<String> way) {
        JsonNode node = tree;
        for (String step : way) {
            node = node.path(step);
        }
        return node;
    }

    private static ObjectNode make(ObjectNode tree, List<String> way) {
        ObjectNode node = tree;
        for (String step : way) {
            node = node.withObjectProperty(step);
        }
        return node;
    }
}
