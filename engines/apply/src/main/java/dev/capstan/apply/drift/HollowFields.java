package dev.capstan.apply.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Fields of built-in kinds that say nothing when they are empty, but that Go's types write all the same: {@code strategy: {}},
 * {@code resources: {}}. Who applied an object with such a program, as Flux does, owns them. They count neither as owned nor as
 * wanted, so that an object that comes from Flux is not written for them. Pure.
 */
final class HollowFields {

    /** Here these fields are structures whose content is owned field by field, so that an empty leaf holds nothing. */
    private static final Set<String> VERSIONS = Set.of("v1", "apps/v1", "batch/v1");

    private static final Set<String> NAMES = Set.of("strategy", "updateStrategy", "resources", "metadata");

    /**
     * They are that only in these and in items of lists: elsewhere a user may have chosen such a name, for a key of a
     * ConfigMap or a label.
     */
    private static final Set<String> HOLDERS = Set.of("spec", "template", "jobTemplate", "volumeClaimTemplate");

    private static final String FIELD = "f:";
    private static final String ITEM = "k:";
    private static final String SPEC = "spec";

    private HollowFields() {}

    /**
     * Owned fields without hollow ones.
     *
     * @param apiVersion of the object when it was applied, as its managed fields say; an object of a list has none itself
     */
    static FieldTree without(FieldTree owned, String apiVersion) {
        if (!VERSIONS.contains(apiVersion)) {
            return owned;
        }
        ObjectNode tree = owned.json();
        boolean isChanged = strip(tree, FIELD, false);
        if (tree.path(FIELD + SPEC).isObject() && tree.path(FIELD + SPEC).isEmpty()) {
            tree.remove(FIELD + SPEC); // of a Namespace
            isChanged = true;
        }
        return isChanged ? FieldTree.of(tree) : owned;
    }

    /** A manifest without hollow fields. */
    static JsonNode without(JsonNode manifest) {
        if (!VERSIONS.contains(manifest.path("apiVersion").asText(""))
                || !(manifest.deepCopy() instanceof ObjectNode copy)) {
            return manifest;
        }
        strip(copy, "", false);
        if (copy.path(SPEC).isObject() && copy.path(SPEC).isEmpty()) {
            copy.remove(SPEC);
        }
        return copy;
    }

    /** A Service with the target ports that the API server takes where none are named. */
    static JsonNode withTargetPorts(JsonNode manifest) {
        if (!manifest.path("kind").asText("").equals("Service")
                || !manifest.path("apiVersion").asText("").equals("v1")) {
            return manifest;
        }
        JsonNode copy = manifest.deepCopy();
        for (JsonNode port : copy.path("spec").path("ports")) {
            if (port instanceof ObjectNode entry && entry.has("port") && !entry.has("targetPort")) {
                entry.set("targetPort", entry.get("port"));
            }
        }
        return copy;
    }

    /** @param isHolder whether the node is one whose fields of these names are structures */
    private static boolean strip(JsonNode node, String prefix, boolean isHolder) {
        boolean isChanged = false;
        if (node instanceof ObjectNode object) {
            List<String> hollow = new ArrayList<>();
            for (var field : object.properties()) {
                String name = field.getKey();
                JsonNode value = field.getValue();
                if (isHolder && isOneOf(NAMES, name, prefix) && value.isObject() && value.isEmpty()) {
                    hollow.add(name);
                } else {
                    isChanged |= strip(value, prefix, name.startsWith(ITEM) || isOneOf(HOLDERS, name, prefix));
                }
            }
            object.remove(hollow);
            isChanged |= !hollow.isEmpty();
        } else if (node.isArray()) {
            for (JsonNode item : node) {
                isChanged |= strip(item, prefix, true);
            }
        }
        return isChanged;
    }

    private static boolean isOneOf(Set<String> names, String name, String prefix) {
        return name.startsWith(prefix) && names.contains(name.substring(prefix.length()));
    }
}
