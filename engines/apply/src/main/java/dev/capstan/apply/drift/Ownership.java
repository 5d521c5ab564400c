package dev.capstan.apply.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Which fields of an object we own, and what they hold: enough to tell later whether a manifest would change anything,
 * and whether somebody changed our fields.
 *
 * @param fields our fields in the FieldsV1 form, {@code {}} when we own none
 * @param valuesHash hash of their values
 */
public record Ownership(String fields, String valuesHash) {

    private static final Ownership NONE = new Ownership("{}", "");

    /** We own nothing. */
    public static Ownership none() {
        return NONE;
    }

    /**
     * Reads it from an object.
     *
     * @param object the whole object with its managed fields
     * @param fieldManager our name
     */
    public static Ownership of(JsonNode object, String fieldManager) {
        ManagedFields managed = ManagedFields.of(object);
        FieldTree ours = HollowFields.without(managed.appliedBy(fieldManager), managed.versionOf(fieldManager));
        if (ours.isEmpty()) {
            return NONE;
        }
        return ours.hashValues(object)
                .map(hash -> new Ownership(ours.toString(), hash))
                .orElseGet(() -> new Ownership(ours.toString(), ""));
    }

    public boolean isNone() {
        return fields.equals("{}");
    }

    /**
     * Whether applying a manifest would certainly change nothing: it names exactly our fields, with the values that they
     * have. False does not prove the contrary, because the API server rewrites some values (quantities).
     */
    public boolean matches(JsonNode manifest) {
        if (isNone() || valuesHash.isEmpty()) {
            return false;
        }
        FieldTree tree = FieldTree.parse(fields);
        JsonNode wanted = HollowFields.without(manifest);
        return isSame(tree, wanted) || isSame(tree, HollowFields.withTargetPorts(wanted));
    }

    private boolean isSame(FieldTree tree, JsonNode manifest) {
        Optional<String> wanted = tree.hashValues(manifest);
        return wanted.filter(valuesHash::equals).isPresent() && tree.covers(manifest);
    }
}
