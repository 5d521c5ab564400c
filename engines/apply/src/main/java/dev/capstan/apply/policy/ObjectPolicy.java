package dev.capstan.apply.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.Owner;

/**
 * What labels and annotations of an object ask of the applier. A label or an annotation does; values are compared
 * without regard to case.
 *
 * @param ssa how it is applied
 * @param isReconcileDisabled whether it is left alone altogether
 * @param isForced whether it is replaced when an immutable field changes
 * @param isPruneDisabled whether it is never deleted
 */
public record ObjectPolicy(Ssa ssa, boolean isReconcileDisabled, boolean isForced, boolean isPruneDisabled) {

    /** How an object is applied. */
    public enum Ssa {
        /** Our fields win; fields of kubectl are taken over. */
        OVERRIDE,
        /** Our fields win; fields of kubectl stay. */
        MERGE,
        /** Created once, then left alone. */
        IF_NOT_PRESENT,
        /** Neither applied nor deleted. */
        IGNORE
    }

    private static final ObjectPolicy NONE = new ObjectPolicy(Ssa.OVERRIDE, false, false, false);

    /** An object that asks for nothing. */
    public static ObjectPolicy none() {
        return NONE;
    }

    /**
     * Reads the policy keys of an object.
     *
     * @param object the whole object, or any part that has its metadata
     */
    public static ObjectPolicy of(JsonNode object) {
        JsonNode labels = object.path("metadata").path("labels");
        JsonNode annotations = object.path("metadata").path("annotations");
        if (labels.isEmpty() && annotations.isEmpty()) {
            return NONE;
        }
        Ssa ssa = Ssa.OVERRIDE;
        if (has(labels, annotations, "ssa", "Ignore")) {
            ssa = Ssa.IGNORE;
        } else if (has(labels, annotations, "ssa", "IfNotPresent")) {
            ssa = Ssa.IF_NOT_PRESENT;
        } else if (has(labels, annotations, "ssa", "Merge")) {
            ssa = Ssa.MERGE;
        }
        return new ObjectPolicy(
                ssa,
                has(labels, annotations, "reconcile", "disabled"),
                has(labels, annotations, "force", "enabled"),
                has(labels, annotations, "prune", "disabled"));
    }

    /** Neither applied nor deleted. */
    public boolean isLeftAlone() {
        return isReconcileDisabled || ssa == Ssa.IGNORE;
    }

    /** Not deleted, whatever the inventory says. */
    public boolean isKept() {
        return isPruneDisabled || isLeftAlone();
    }

    private static boolean has(JsonNode labels, JsonNode annotations, String key, String value) {
        String full = Owner.KUSTOMIZE + "/" + key;
        return value.equalsIgnoreCase(labels.path(full).asText(""))
                || value.equalsIgnoreCase(annotations.path(full).asText(""));
    }
}
