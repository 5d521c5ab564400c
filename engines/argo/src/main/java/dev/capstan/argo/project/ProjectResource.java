package dev.capstan.argo.project;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An object that is to be applied, pruned or looked at, as far as a project decides about it.
 *
 * @param group empty for the core group
 * @param namespace in which it would be; empty for none
 * @param isList whether it is a list of objects instead of one
 */
public record ProjectResource(String group, String kind, String namespace, String name, Scope scope, boolean isList) {

    /**
     * Of an object.
     *
     * @param fallbackNamespace of the destination, where the object names none
     */
    public static ProjectResource of(JsonNode object, Scope scope, String fallbackNamespace) {
        String apiVersion = object.path("apiVersion").asText("");
        int slash = apiVersion.indexOf('/');
        JsonNode metadata = object.path("metadata");
        String named = metadata.path("namespace").asText("");
        return new ProjectResource(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                object.path("kind").asText(""),
                named.isEmpty() ? fallbackNamespace : named,
                metadata.path("name").asText(""),
                scope,
                object.path("items").isArray() && !object.has("spec"));
    }

    boolean is(String otherGroup, String otherKind) {
        return group.equals(otherGroup) && kind.equals(otherKind);
    }
}
