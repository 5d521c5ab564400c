package dev.capstan.argo.compare.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in a tree.
 *
 * @param steps names of fields and places in lists, as text; empty is the tree itself
 */
record JsonPath(List<String> steps) {

    JsonPath {
        steps = List.copyOf(steps);
    }

    /** Reads a JSON pointer (RFC 6901). Empty when it does not begin with a slash. */
    static Optional<JsonPath> pointer(String text) {
        if (!text.startsWith("/")) {
            return Optional.empty();
        }
        List<String> steps = new ArrayList<>();
        for (String step : text.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return Optional.of(new JsonPath(steps));
    }

    /** Takes away what is there, if anything is; the tree itself cannot be taken away. */
    void removeFrom(JsonNode tree) {
        if (steps.isEmpty()) {
            return;
        }
        JsonNode parent = tree;
        for (String step : steps.subList(0, steps.size() - 1)) {
            JsonNode next = child(parent, step);
            if (next == null) {
                return;
            }
            parent = next;
        }
        String last = steps.getLast();
        if (parent instanceof ObjectNode object) {
            object.remove(last);
        } else if (parent instanceof ArrayNode list && index(list, last) >= 0) {
            list.remove(index(list, last));
        }
    }

    /**
     * Copies what is there from one tree to another one. An element of a list is looked for by its name there, and by its
     * place when it has none; where the way ends, nothing is copied.
     */
    void copy(JsonNode from, JsonNode to) {
        if (steps.isEmpty() || steps.getFirst().equals("status")) {
            return;
        }
        JsonNode source = from;
        JsonNode target = to;
        for (int i = 0; i < steps.size(); i++) {
            boolean isLast = i == steps.size() - 1;
            JsonNode value = child(source, steps.get(i));
            if (value == null) {
                return;
            }
            if (source.isObject() && target instanceof ObjectNode object) {
                if (isLast) {
                    object.set(steps.get(i), value.deepCopy());
                } else if (value.isObject() && !object.hasNonNull(steps.get(i))) {
                    object.putObject(steps.get(i));
                }
            }
            JsonNode next = source.isArray() ? counterpart(target, value, steps.get(i)) : target.get(steps.get(i));
            if (next == null) {
                return;
            }
            source = value;
            target = next;
        }
    }

    private static @Nullable JsonNode counterpart(JsonNode list, JsonNode element, String step) {
        if (element.hasNonNull("name")) {
            for (JsonNode candidate : list) {
                if (candidate.path("name").equals(element.path("name"))) {
                    return candidate;
                }
            }
            return null;
        }
        return child(list, step);
    }

    private static @Nullable JsonNode child(JsonNode parent, String step) {
        if (parent instanceof ArrayNode list) {
            int index = index(list, step);
            return index < 0 ? null : list.get(index);
        }
        return parent.get(step);
    }

    /** The place of a step in a list, counted from the end when it is negative; -1 when there is none. */
    private static int index(JsonNode list, String step) {
        if (!step.matches("0|-?[1-9][0-9]{0,8}")) {
            return -1;
        }
        int index = Integer.parseInt(step);
        int place = index < 0 ? list.size() + index : index;
        return place >= 0 && place < list.size() ? place : -1;
    }
}
