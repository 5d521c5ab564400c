package dev.capstan.apply.policy;

/**
 * What labels and annotations of an object ask of the applier, as {@link PolicyKeys} read them.
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

    /** Neither applied nor deleted. */
    public boolean isLeftAlone() {
        return isReconcileDisabled || ssa == Ssa.IGNORE;
    }

    /** Not deleted, whatever the inventory says. */
    public boolean isKept() {
        return isPruneDisabled || isLeftAlone();
    }
}
