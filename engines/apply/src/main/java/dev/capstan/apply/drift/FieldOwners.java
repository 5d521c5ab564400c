package dev.capstan.apply.drift;

import com.fasterxml.jackson.databind.JsonNode;

/** Who owns a field that is named by a JSON pointer. */
public final class FieldOwners {

    private FieldOwners() {}

    /** Whether somebody else owns the field, or something in it, by server-side apply. */
    public static boolean isAppliedByOther(JsonNode object, String pointer, String fieldManager) {
        return ManagedFields.of(object).entries().stream()
                .filter(entry -> entry.isApply() && !entry.manager().equals(fieldManager))
                .flatMap(entry -> entry.fields().leaves().stream())
                .flatMap(leaf -> FieldTree.pointer(leaf.key(), object).stream())
                .anyMatch(owned ->
                        owned.equals(pointer) || owned.startsWith(pointer + "/") || pointer.startsWith(owned + "/"));
    }
}
