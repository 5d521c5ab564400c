package dev.capstan.apply.policy;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The keys by which an object asks something of the applier: {@code <prefix>/ssa}, {@code /reconcile}, {@code /force}
 * and
 * {@code /prune}, as a label or as an annotation. Values are compared without regard to case.
 *
 * @param prefix what the keys begin with, for a Kustomization {@code kustomize.toolkit.fluxcd.io}
 */
public record PolicyKeys(String prefix) {

    /**
     * Reads what an object asks for.
     *
     * @param object the whole object, or any part that has its metadata
     */
    public ObjectPolicy of(JsonNode object) {
        JsonNode labels = object.path("metadata").path("labels");
        JsonNode annotations = object.path("metadata").path("annotations");
        if (labels.isEmpty() && annotations.isEmpty()) {
            return ObjectPolicy.none();
        }
        return new ObjectPolicy(
                ssa(labels, annotations),
                has(labels, annotations, "reconcile", "disabled"),
                has(labels, annotations, "force", "enabled"),
                has(labels, annotations, "prune", "disabled"));
    }

    private ObjectPolicy.Ssa ssa(JsonNode labels, JsonNode annotations) {
        if (has(labels, annotations, "ssa", "Ignore")) {
            return ObjectPolicy.Ssa.IGNORE;
        }
        if (has(labels, annotations, "ssa", "IfNotPresent")) {
            return ObjectPolicy.Ssa.IF_NOT_PRESENT;
        }
        return has(labels, annotations, "ssa", "Merge") ? ObjectPolicy.Ssa.MERGE : ObjectPolicy.Ssa.OVERRIDE;
    }

    private boolean has(JsonNode labels, JsonNode annotations, String key, String value) {
        String full = prefix + "/" + key;
        return value.equalsIgnoreCase(labels.path(full).asText(""))
                || value.equalsIgnoreCase(annotations.path(full).asText(""));
    }
}
