package dev.capstan.argo.compare.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Predicate;

/** {@code metadata.managedFields} of an object: who owns which fields. A broken entry owns nothing. */
final class ManagedFields {

    static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final JsonNode entries;

    private ManagedFields(JsonNode entries) {
        this.entries = entries;
    }

    static ManagedFields of(JsonNode object) {
        return new ManagedFields(object.path("metadata").path("managedFields"));
    }

    /** What a manager has applied to the object itself. */
    JsonNode appliedBy(String manager) {
        return union(entry -> isApply(entry) && isOf(entry, manager));
    }

    /** What all others own. */
    JsonNode ofOthersThan(String manager) {
        return union(entry -> !(isApply(entry) && isOf(entry, manager)));
    }

    /** What a manager owns, however it got it. */
    JsonNode ofManager(String manager) {
        return union(entry -> isOf(entry, manager));
    }

    /** What anybody owns. */
    JsonNode ofAll() {
        return union(entry -> true);
    }

    private static boolean isOf(JsonNode entry, String manager) {
        return entry.path("manager").asText("").equals(manager);
    }

    private static boolean isApply(JsonNode entry) {
        return entry.path("operation").asText("").equals("Apply")
                && entry.path("subresource").asText("").isEmpty();
    }

    private JsonNode union(Predicate<JsonNode> wanted) {
        ObjectNode union = JsonNodeFactory.instance.objectNode();
        for (JsonNode entry : entries) {
            if (wanted.test(entry)) {
                merge(union, entry.path("fieldsV1"));
            }
        }
        return union;
    }

    private static void merge(ObjectNode into, JsonNode fields) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (into.get(field.getKey()) instanceof ObjectNode both) {
                merge(both, field.getValue());
            } else {
                into.set(field.getKey(), field.getValue().deepCopy());
            }
        }
    }
}
