package dev.capstan.argo.sync;

import dev.capstan.argo.health.Health;
import java.util.Optional;

/** What the cluster holds of a task's object at the moment. */
public sealed interface LiveState {

    /**
     * It is there.
     *
     * @param isDeleting whether its deletion was asked for
     * @param hasHookFinalizer whether {@code argocd.argoproj.io/hook-finalizer} is on it
     * @param health empty for kinds without a rule
     */
    record Present(boolean isDeleting, boolean hasHookFinalizer, Optional<Health> health) implements LiveState {}

    /** It is not there, and the cluster itself was asked. */
    record Absent() implements LiveState {}

    /** A cache does not have it yet; the cluster was not asked. */
    record Unseen() implements LiveState {}
}
