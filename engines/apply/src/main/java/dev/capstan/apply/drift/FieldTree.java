package dev.capstan.apply.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A set of fields in the FieldsV1 form of {@code metadata.managedFields}: a tree whose keys are path elements; an empty
 * node is a field that is owned as a whole, the key {@code .} says that the item itself is owned too.
 */
final class FieldTree {

    private static final String ITSELF = ".";
    private static final FieldTree EMPTY = new FieldTree(JsonNodeFactory.instance.objectNode());

    private final JsonNode root;

    private FieldTree(JsonNode root) {
        this.root = root;
    }

    static FieldTree empty() {
        return EMPTY;
    }

    static FieldTree of(JsonNode fieldsV1) {
        return fieldsV1.isObject() ? new FieldTree(fieldsV1) : EMPTY;
    }

    /** Reads what {@link #toString} wrote. */
    static FieldTree parse(String json) {
        try {
            return of(PathElement.JSON.readTree(json));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("Not a field tree", impossible);
        }
    }

    boolean isEmpty() {
        return root.isEmpty();
    }

    /** Everything of both. */
    FieldTree union(FieldTree other) {
        ObjectNode merged = root.deepCopy();
        merge(merged, other.root);
        return new FieldTree(merged);
    }

    ObjectNode json() {
        return root.deepCopy();
    }

    /** A field with the ways to it: the raw keys joined, and the form for people. */
    record Leaf(String key, String display) {}

    /** Every owned field. */
    List<Leaf> leaves() {
        List<Leaf> leaves = new ArrayList<>();
        collect(root, "", "", leaves);
        return leaves;
    }

    /** What is owned here but not there, by raw key. */
    Map<String, Leaf> minus(FieldTree other) {
        Map<String, Leaf> rest = new LinkedHashMap<>();
        leaves().forEach(leaf -> rest.put(leaf.key(), leaf));
        other.leaves().forEach(leaf -> rest.remove(leaf.key()));
        return rest;
    }

    /**
     * The values of all owned fields of an object, as one hash. Two objects with the same hash for the same tree hold the
     * same values, list orders included.
     *
     * @return empty when the object lacks an owned field
     */
    Optional<String> hashValues(JsonNode object) {
        ValueHash hash = new ValueHash();
        return digest(root, object, hash) ? Optional.of(hash.hex()) : Optional.empty();
    }

    /**
     * Whether every field of a manifest is owned here, identity left aside.
     *
     * @param manifest what would be applied
     */
    boolean covers(JsonNode manifest) {
        for (Map.Entry<String, JsonNode> field : manifest.properties()) {
            boolean covered = switch (field.getKey()) {
                case "apiVersion", "kind" -> true;
                case "metadata" -> coversMetadata(field.getValue());
                default -> coversField(root, field.getKey(), field.getValue());
            };
            if (!covered) {
                return false;
            }
        }
        return true;
    }

    /**
     * The JSON pointer of an owned field in an object.
     *
     * @param leafKey raw key of the leaf
     * @return empty when the object lacks it
     */
    static Optional<String> pointer(String leafKey, JsonNode object) {
        StringBuilder pointer = new StringBuilder();
        JsonNode value = object;
        for (String key : leafKey.split("\u0000", -1)) {
            if (key.isEmpty() || key.equals(ITSELF)) {
                continue;
            }
            Optional<PathElement.Step> step = stepFrom(key, value);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            pointer.append('/').append(step.get().token());
            value = step.get().value();
        }
        return Optional.of(pointer.toString());
    }

    private boolean coversMetadata(JsonNode metadata) {
        JsonNode tree = root.path("f:metadata");
        for (Map.Entry<String, JsonNode> field : metadata.properties()) {
            boolean isIdentity = field.getKey().equals("name") || field.getKey().equals("namespace");
            if (!isIdentity && !coversField(tree, field.getKey(), field.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean coversField(JsonNode tree, String name, JsonNode value) {
        JsonNode child = tree.get("f:" + name);
        return child != null && coversValue(child, value);
    }

    private static boolean coversValue(JsonNode tree, JsonNode value) {
        if (tree.isEmpty() || (tree.size() == 1 && tree.has(ITSELF))) {
            return tree.isEmpty() || value.isEmpty();
        }
        if (value.isObject()) {
            return value.properties().stream().allMatch(field -> coversField(tree, field.getKey(), field.getValue()));
        }
        if (!value.isArray()) {
            return false;
        }
        boolean[] covered = new boolean[value.size()];
        for (Map.Entry<String, JsonNode> item : tree.properties()) {
            Optional<PathElement.Step> step = stepFrom(item.getKey(), value);
            if (step.isPresent() && coversItem(item.getValue(), step.get().value())) {
                covered[Integer.parseInt(step.get().token())] = true;
            }
        }
        for (boolean isCovered : covered) {
            if (!isCovered) {
                return false;
            }
        }
        return true;
    }

    private static boolean coversItem(JsonNode tree, JsonNode item) {
        return tree.isEmpty() || !item.isContainerNode() || coversValue(tree, item);
    }

    private static boolean digest(JsonNode tree, JsonNode value, ValueHash hash) {
        List<String> order = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            if (entry.getKey().equals(ITSELF)) {
                hash.enter(ITSELF);
                continue;
            }
            Optional<PathElement.Step> step = stepFrom(entry.getKey(), value);
            if (step.isEmpty()) {
                return false;
            }
            hash.enter(entry.getKey());
            if (value.isArray()) {
                order.add(String.format("%09d", Integer.parseInt(step.get().token())) + entry.getKey());
            }
            if (entry.getValue().isEmpty()) {
                hash.value(step.get().value());
            } else if (!digest(entry.getValue(), step.get().value(), hash)) {
                return false;
            }
            hash.leave();
        }
        order.sort(null);
        order.forEach(item -> hash.enter(item.substring(9)));
        return true;
    }

    private static Optional<PathElement.Step> stepFrom(String key, JsonNode value) {
        return PathElement.parse(key).flatMap(element -> element.from(value));
    }

    private static void merge(ObjectNode into, JsonNode from) {
        for (Map.Entry<String, JsonNode> entry : from.properties()) {
            JsonNode existing = into.get(entry.getKey());
            if (existing instanceof ObjectNode both) {
                merge(both, entry.getValue());
            } else {
                into.set(entry.getKey(), entry.getValue().deepCopy());
            }
        }
    }

    private static void collect(JsonNode tree, String key, String display, List<Leaf> into) {
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            String step = entry.getKey();
            String nextKey = key.isEmpty() ? step : key + "\u0000" + step;
            if (step.equals(ITSELF)) {
                into.add(new Leaf(nextKey, display));
                continue;
            }
            String nextDisplay =
                    display + PathElement.parse(step).map(PathElement::display).orElse(step);
            if (entry.getValue().isEmpty()) {
                into.add(new Leaf(nextKey, nextDisplay));
            } else {
                collect(entry.getValue(), nextKey, nextDisplay, into);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldTree that && root.equals(that.root);
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
