package dev.capstan.argo.sync;

/** What a sync waits for. */
public enum WaitReason {
    /** Objects of a wave are not healthy yet. */
    HEALTH,
    /** Hooks are not done yet. */
    HOOK,
    /** Objects that were deleted are still there. */
    DELETION,
    /** Somebody has to approve of a prune. */
    CONFIRMATION
}
