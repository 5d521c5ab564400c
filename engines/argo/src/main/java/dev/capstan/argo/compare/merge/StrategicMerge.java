package dev.capstan.argo.compare.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.compare.builtin.BuiltInType;
import dev.capstan.argo.compare.builtin.FieldForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The three-way strategic merge of kubectl for built-in kinds: as {@link JsonMerge}, but lists merge by their key where
 * the type says so, and some objects keep only the fields of the manifest. Pure.
 */
public final class StrategicMerge {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private StrategicMerge() {}

    /**
     * The object after the apply; a copy.
     *
     * @param applied what was applied last; the manifest itself when that is not known
     */
    public static ObjectNode predict(BuiltInType type, ObjectNode applied, ObjectNode manifest, ObjectNode live) {
        return object(Optional.of(type), applied, manifest, live);
    }

    private static ObjectNode object(
            Optional<BuiltInType> type, @Nullable JsonNode applied, JsonNode manifest, JsonNode live) {
        ObjectNode predicted = live.deepCopy();
        for (Map.Entry<String, JsonNode> field : manifest.properties()) {
            String name = field.getKey();
            JsonNode before = applied == null ? null : applied.get(name);
            JsonNode wanted = field.getValue();
            JsonNode current = live.get(name);
            Optional<FieldForm> form = type.flatMap(known -> known.field(name));
            if (wanted.isNull()) {
                if (current != null && !current.isNull()) {
                    predicted.remove(name);
                }
            } else if (wanted.isObject() && current != null && current.isObject()) {
                predicted.set(name, bothObjects(type, form, before, wanted, current));
            } else if (wanted.isArray() && current != null && current.isArray()) {
                predicted.set(name, bothLists(type, form, before, wanted, current));
            } else if (!wanted.equals(current)) {
                predicted.set(name, wanted.deepCopy());
            }
        }
        if (applied != null) {
            applied.fieldNames().forEachRemaining(name -> {
                if (!manifest.has(name)) {
                    predicted.remove(name);
                }
            });
        }
        return predicted;
    }

    private static JsonNode bothObjects(
            Optional<BuiltInType> type,
            Optional<FieldForm> form,
            @Nullable JsonNode before,
            JsonNode wanted,
            JsonNode current) {
        if (form.isPresent() && form.get().merge() == FieldForm.Merge.REPLACE) {
            return wanted.deepCopy();
        }
        Optional<BuiltInType> inner =
                inside(type, form).filter(known -> !form.get().form().startsWith("{"));
        ObjectNode merged = object(inner, objectOrNull(before), wanted, current);
        return form.isPresent() && form.get().retainsKeys() ? retained(merged, wanted) : merged;
    }

    /** An object without fields asks for none in particular, so it keeps them all. */
    private static ObjectNode retained(ObjectNode merged, JsonNode wanted) {
        List<String> names = new ArrayList<>();
        wanted.properties().forEach(field -> names.add(field.getKey()));
        return names.isEmpty() ? merged : merged.retain(names);
    }

    private static JsonNode bothLists(
            Optional<BuiltInType> type,
            Optional<FieldForm> form,
            @Nullable JsonNode before,
            JsonNode wanted,
            JsonNode current) {
        boolean merges = form.isPresent() && form.get().merge() == FieldForm.Merge.BY_KEY;
        if (merges && form.get().mergeKey().isEmpty()) {
            return plainValues(before, wanted, current);
        }
        if (merges
                && hasKeys(wanted, form.get().mergeKey())
                && hasKeys(current, form.get().mergeKey())) {
            return keyed(inside(type, form), form.get(), before, wanted, current);
        }
        JsonNode compared = isClaims(type, form) ? JsonMerge.trim(before, current) : current;
        return wanted.equals(compared) ? current.deepCopy() : wanted.deepCopy();
    }

    /** Claims of a StatefulSet are objects of their own with defaults that only the API server knows. */
    private static boolean isClaims(Optional<BuiltInType> type, Optional<FieldForm> form) {
        return type.isPresent()
                && type.get().name().endsWith(".StatefulSetSpec")
                && type.get().field("volumeClaimTemplates").equals(form);
    }

    private static JsonNode keyed(
            Optional<BuiltInType> element,
            FieldForm form,
            @Nullable JsonNode before,
            JsonNode wanted,
            JsonNode current) {
        Map<String, JsonNode> live = byKey(current, form.mergeKey());
        Map<String, JsonNode> manifest = byKey(wanted, form.mergeKey());
        Map<String, JsonNode> applied = before != null && before.isArray() && hasKeys(before, form.mergeKey())
                ? byKey(before, form.mergeKey())
                : Map.of();
        List<String> liveOnly = new ArrayList<>();
        for (String key : live.keySet()) {
            if (!manifest.containsKey(key) && !applied.containsKey(key)) {
                liveOnly.add(key);
            }
        }
        ArrayNode merged = NODES.arrayNode();
        for (String key : ListOrder.merge(List.copyOf(manifest.keySet()), liveOnly, List.copyOf(live.keySet()))) {
            JsonNode here = live.get(key);
            JsonNode there = manifest.get(key);
            if (there == null) {
                merged.add(live.get(key));
            } else if (here == null) {
                merged.add(there.deepCopy());
            } else {
                ObjectNode both = object(element, objectOrNull(applied.get(key)), there, here);
                merged.add(form.retainsKeys() ? retained(both, there) : both);
            }
        }
        return merged;
    }

    private static JsonNode plainValues(@Nullable JsonNode before, JsonNode wanted, JsonNode current) {
        Set<String> manifest = texts(wanted);
        Set<String> live = texts(current);
        Set<String> gone = before == null ? new LinkedHashSet<>() : texts(before);
        gone.removeAll(manifest);
        gone.retainAll(live);
        if (gone.isEmpty() && live.containsAll(manifest)) {
            return current.deepCopy();
        }
        List<String> liveOnly = new ArrayList<>(live);
        liveOnly.removeAll(manifest);
        liveOnly.removeAll(gone);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        wanted.forEach(value -> values.put(value.toString(), value));
        current.forEach(value -> values.put(value.toString(), value));
        ArrayNode merged = NODES.arrayNode();
        ListOrder.merge(List.copyOf(manifest), liveOnly, List.copyOf(live)).forEach(key -> merged.add(values.get(key)));
        return merged;
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        list.forEach(value -> texts.add(value.toString()));
        return texts;
    }

    private static boolean hasKeys(JsonNode list, String key) {
        for (JsonNode element : list) {
            if (!element.hasNonNull(key)) {
                return false;
            }
        }
        return true;
    }

    /** Elements by key; of two with the same key, such as a port for TCP and UDP, the second one has a key of its own. */
    private static Map<String, JsonNode> byKey(JsonNode list, String key) {
        Map<String, JsonNode> elements = new LinkedHashMap<>();
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (JsonNode element : list) {
            String value = element.path(key).toString();
            int count = seen.merge(value, 1, Integer::sum);
            elements.put(count == 1 ? value : value + "#" + count, element);
        }
        return elements;
    }

    private static Optional<BuiltInType> inside(Optional<BuiltInType> type, Optional<FieldForm> form) {
        return type.isPresent() && form.isPresent() ? type.get().inside(form.get()) : Optional.empty();
    }

    private static @Nullable JsonNode objectOrNull(@Nullable JsonNode value) {
        return value != null && value.isObject() ? value : null;
    }
}
