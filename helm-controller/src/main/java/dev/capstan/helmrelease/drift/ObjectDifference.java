package dev.capstan.helmrelease.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an object differs from what applying its manifest would make of it. Of the metadata only labels and annotations count, and the
 * status does not.
 */
public final class ObjectDifference {

    private int additions;
    private int changes;
    private int removals;

    private ObjectDifference() {}

    /**
     * The difference; empty when there is none.
     *
     * @param live as the cluster has it
     * @param applied as it would be after the manifest was applied
     * @param ignored pointers to what does not count
     */
    public static Optional<DriftedObject> of(ObjectId id, ObjectNode live, ObjectNode applied, List<String> ignored) {
        var difference = new ObjectDifference();
        difference.compare(comparable(live, ignored), comparable(applied, ignored));
        return difference.additions + difference.changes + difference.removals == 0
                ? Optional.empty()
                : Optional.of(
                        new DriftedObject.Changed(id, difference.additions, difference.changes, difference.removals));
    }

    private static ObjectNode comparable(ObjectNode object, List<String> ignored) {
        ObjectNode copy = object.deepCopy();
        copy.remove("status");
        if (copy.get("metadata") instanceof ObjectNode metadata) {
            metadata.retain("labels", "annotations");
            drop(metadata, "labels");
            drop(metadata, "annotations");
        }
        ignored.forEach(pointer -> remove(copy, pointer));
        return copy;
    }

    private static void drop(ObjectNode metadata, String key) {
        if (metadata.path(key).isEmpty()) {
            metadata.remove(key);
        }
    }

    private static void remove(ObjectNode object, String pointer) {
        int slash = pointer.lastIndexOf('/');
        if (slash < 0) {
            return;
        }
        String name = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        switch (object.at(pointer.substring(0, slash))) {
            case ObjectNode parent -> parent.remove(name);
            case ArrayNode list when name.matches("[0-9]{1,9}") -> list.remove(Integer.parseInt(name));
            default -> {}
        }
    }

    private void compare(JsonNode live, JsonNode applied) {
        if (live.isObject() && applied.isObject()) {
            Set<String> names = new HashSet<>();
            live.fieldNames().forEachRemaining(names::add);
            applied.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compareMember(live.get(name), applied.get(name)));
        } else if (live.isArray() && applied.isArray()) {
            for (int i = 0; i < Math.max(live.size(), applied.size()); i++) {
                compareMember(live.get(i), applied.get(i));
            }
        } else if (!live.equals(applied)) {
            changes++;
        }
    }

    private void compareMember(@Nullable JsonNode live, @Nullable JsonNode applied) {
        if (live == null) {
            additions++;
        } else if (applied == null) {
            removals++;
        } else {
            compare(live, applied);
        }
    }
}
