package dev.capstan.argo.compare.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.compare.builtin.BuiltInType;
import dev.capstan.argo.compare.builtin.Defaults;
import dev.capstan.argo.compare.builtin.FieldForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What server-side apply with force would make of an object: the manifest's fields win, and fields that the same manager
 * applied before, that are not in the manifest any more and that nobody else owns, go. Lists of built-in kinds merge by
 * the keys of their type; those of other kinds by the keys that {@code metadata.managedFields} of the live object name,
 * and as a whole where it names none. Pure.
 */
public final class AppliedMerge {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Defaults defaults;

    /** @param defaults for keys of list elements that a manifest leaves out */
    public AppliedMerge(Defaults defaults) {
        this.defaults = defaults;
    }

    /** The object after the apply; a copy. */
    public ObjectNode predict(Optional<BuiltInType> type, ObjectNode manifest, ObjectNode live, String manager) {
        ManagedFields managed = ManagedFields.of(live);
        ObjectNode predicted = merge(type, managed.ofAll(), manifest, live);
        prune(managed.appliedBy(manager), managed.ofOthersThan(manager), manifest, predicted);
        return predicted;
    }

    private ObjectNode merge(Optional<BuiltInType> type, JsonNode owned, JsonNode manifest, JsonNode live) {
        ObjectNode merged = live.deepCopy();
        for (Map.Entry<String, JsonNode> field : manifest.properties()) {
            JsonNode wanted = field.getValue();
            JsonNode current = live.get(field.getKey());
            if (!wanted.isNull() && !wanted.equals(current)) {
                Optional<FieldForm> form = type.flatMap(known -> known.field(field.getKey()));
                JsonNode set = owned.path("f:" + field.getKey());
                merged.set(
                        field.getKey(), current == null ? wanted.deepCopy() : both(type, form, set, wanted, current));
            }
        }
        return merged;
    }

    private JsonNode both(
            Optional<BuiltInType> type, Optional<FieldForm> form, JsonNode owned, JsonNode wanted, JsonNode current) {
        FieldForm.Apply apply = form.map(FieldForm::apply).orElse(FieldForm.Apply.USUAL);
        Optional<BuiltInType> inner = type.isPresent() && form.isPresent()
                ? type.get()
                        .inside(form.get())
                        .filter(known -> !form.get().form().startsWith("{"))
                : Optional.empty();
        if (apply != FieldForm.Apply.ATOMIC && wanted.isObject() && current.isObject()) {
            return merge(inner, owned, wanted, current);
        }
        if (wanted.isArray() && current.isArray()) {
            List<String> keys = apply == FieldForm.Apply.KEYED ? form.get().listKeys() : keysNamedIn(owned);
            if (!keys.isEmpty()) {
                return keyed(inner, keys, owned, wanted, current);
            }
            if (apply == FieldForm.Apply.SET) {
                return set(wanted, current);
            }
        }
        return wanted.deepCopy();
    }

    private JsonNode keyed(
            Optional<BuiltInType> element, List<String> keys, JsonNode owned, JsonNode wanted, JsonNode current) {
        Map<String, JsonNode> manifest = byKeys(element, keys, wanted);
        Map<String, JsonNode> live = byKeys(element, keys, current);
        if (manifest.size() < wanted.size() || live.size() < current.size()) {
            return wanted.deepCopy();
        }
        List<String> liveOnly = new ArrayList<>(live.keySet());
        liveOnly.removeAll(manifest.keySet());
        ArrayNode merged = NODES.arrayNode();
        for (String key : ListOrder.merge(List.copyOf(manifest.keySet()), liveOnly, List.copyOf(live.keySet()))) {
            JsonNode there = manifest.get(key);
            JsonNode here = live.get(key);
            if (there == null) {
                merged.add(live.get(key));
            } else {
                merged.add(here == null ? there.deepCopy() : merge(element, owned.path("k:" + key), there, here));
            }
        }
        return merged;
    }

    private static JsonNode set(JsonNode wanted, JsonNode current) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        wanted.forEach(value -> values.put(value.toString(), value));
        List<String> manifest = List.copyOf(values.keySet());
        List<String> live = new ArrayList<>();
        current.forEach(value -> {
            live.add(value.toString());
            values.put(value.toString(), value);
        });
        List<String> liveOnly = new ArrayList<>(live);
        liveOnly.removeAll(manifest);
        ArrayNode merged = NODES.arrayNode();
        ListOrder.merge(manifest, liveOnly, live).forEach(key -> merged.add(values.get(key)));
        return merged;
    }

    /** Elements by the text of their keys as managedFields writes them; an element without a key is left out. */
    private Map<String, JsonNode> byKeys(Optional<BuiltInType> element, List<String> keys, JsonNode list) {
        Map<String, JsonNode> elements = new LinkedHashMap<>();
        for (JsonNode item : list) {
            ObjectNode identity = NODES.objectNode();
            keys.stream().sorted().forEach(key -> {
                JsonNode value = item.get(key);
                Optional<JsonNode> known = Optional.ofNullable(value)
                        .or(() -> element.flatMap(type -> defaults.valueOf(type, key)))
                        .or(() -> key.equals("protocol") ? Optional.of(NODES.textNode("TCP")) : Optional.empty());
                known.ifPresent(present -> identity.set(key, present));
            });
            if (identity.size() == keys.size()) {
                elements.put(identity.toString(), item);
            }
        }
        return elements;
    }

    private static List<String> keysNamedIn(JsonNode owned) {
        for (Map.Entry<String, JsonNode> item : owned.properties()) {
            Optional<PathElement> element = PathElement.parse(item.getKey());
            if (element.isPresent() && element.get() instanceof PathElement.Keys named) {
                List<String> keys = new ArrayList<>();
                named.keys().fieldNames().forEachRemaining(keys::add);
                return keys;
            }
        }
        return List.of();
    }

    private static void prune(JsonNode before, JsonNode others, JsonNode manifest, JsonNode predicted) {
        for (Map.Entry<String, JsonNode> item : before.properties()) {
            Optional<PathElement> element = PathElement.parse(item.getKey());
            Optional<JsonNode> current = element.flatMap(path -> path.from(predicted));
            if (current.isEmpty()) {
                continue;
            }
            JsonNode wanted = element.flatMap(path -> path.from(manifest)).orElse(ManagedFields.NOTHING);
            boolean isWanted = element.flatMap(path -> path.from(manifest)).isPresent();
            JsonNode foreign = others.get(item.getKey());
            if (isWanted || (foreign != null && !item.getValue().isEmpty())) {
                prune(item.getValue(), foreign == null ? ManagedFields.NOTHING : foreign, wanted, current.get());
            } else if (foreign == null) {
                element.get().removeFrom(predicted);
            }
        }
    }
}
