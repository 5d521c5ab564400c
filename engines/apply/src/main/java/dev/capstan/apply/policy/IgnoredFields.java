package dev.capstan.apply.policy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.drift.FieldOwners;
import java.util.Collection;

/**
 * Leaves fields of {@code spec.ignore} to others: a field that drifted is not sent when another applier owns it, else it is
 * sent with the value that it has, so that it is not reset and our ownership stays.
 */
public final class IgnoredFields {

    private IgnoredFields() {}

    /** The content without those fields. */
    public static ObjectNode without(ObjectNode content, Collection<String> pointers) {
        ObjectNode copy = content.deepCopy();
        pointers.forEach(pointer -> remove(copy, JsonPointer.compile(pointer)));
        return copy;
    }

    /**
     * The content to send for an object that exists.
     *
     * @param content what Git wants
     * @param live the object as it is
     */
    public static ObjectNode adopt(
            ObjectNode content, JsonNode live, Collection<String> pointers, String fieldManager) {
        ObjectNode copy = content.deepCopy();
        for (String text : pointers) {
            JsonPointer pointer = JsonPointer.compile(text);
            JsonNode wanted = content.at(pointer);
            JsonNode actual = live.at(pointer);
            if (wanted.isMissingNode() || wanted.equals(actual)) {
                continue;
            }
            if (actual.isMissingNode() || FieldOwners.isAppliedByOther(live, text, fieldManager)) {
                remove(copy, pointer);
            } else {
                replace(copy, pointer, actual);
            }
        }
        return copy;
    }

    private static void remove(ObjectNode root, JsonPointer pointer) {
        JsonNode parent = root.at(pointer.head());
        if (parent instanceof ObjectNode object) {
            object.remove(pointer.last().getMatchingProperty());
        } else if (parent instanceof ArrayNode array && array.has(pointer.last().getMatchingIndex())) {
            array.remove(pointer.last().getMatchingIndex());
        }
    }

    private static void replace(ObjectNode root, JsonPointer pointer, JsonNode value) {
        JsonNode parent = root.at(pointer.head());
        if (parent instanceof ObjectNode object) {
            object.set(pointer.last().getMatchingProperty(), value.deepCopy());
        } else if (parent instanceof ArrayNode array && array.has(pointer.last().getMatchingIndex())) {
            array.set(pointer.last().getMatchingIndex(), value.deepCopy());
        }
    }
}
