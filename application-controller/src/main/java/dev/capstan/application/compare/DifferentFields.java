package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Where two objects differ, as paths such as {@code spec.containers[0].image}; never a value, since it may be secret. */
final class DifferentFields {
    private static final int MOST = 10;
    private static final int DEEPEST = 60;
    private static final int LONGEST_NAME = 100;

    private final List<String> paths = new ArrayList<>();

    private DifferentFields() {}

    /** The first of them, in the order of their names. */
    static List<String> between(JsonNode one, JsonNode other) {
        var found = new DifferentFields();
        found.compare("", one, other, 0);
        return List.copyOf(found.paths);
    }

    private void compare(String path, JsonNode one, JsonNode other, int depth) {
        if (one.equals(other) || paths.size() == MOST) {
            return;
        }
        if (depth < DEEPEST && one.isObject() && other.isObject()) {
            var names = new TreeSet<String>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(below(path, name), field(one, name), field(other, name), depth + 1));
        } else if (depth < DEEPEST && one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                compare(path + "[" + i + "]", one.get(i), other.get(i), depth + 1);
            }
        } else {
            paths.add(path);
        }
    }

    private static JsonNode field(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null ? MissingNode.getInstance() : value;
    }

    private static String below(String path, String name) {
        String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
        if (!shown.matches("[A-Za-z0-9_-]+")) {
            return path + "[" + shown + "]";
        }
        return path.isEmpty() ? shown : path + "." + shown;
    }
}
