package dev.capstan.api.meta;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the status of every kind of the toolkit holds.
 *
 * @param observedGeneration the generation that was worked on to an end; -1 before the first time
 * @param conditions see {@link Condition}
 * @param lastHandledReconcileAt the last value of the request annotation that was acted on
 */
public record CommonStatus(
        long observedGeneration,
        List<Condition> conditions,
        @Nullable String lastHandledReconcileAt) {
    /** Copies the conditions. */
    public CommonStatus {
        conditions = List.copyOf(conditions);
    }

    /** The same with another observed generation. */
    public CommonStatus withObservedGeneration(long generation) {
        return new CommonStatus(generation, conditions, lastHandledReconcileAt);
    }

    /** The same with other conditions, in the order in which they are written. */
    public CommonStatus withConditions(Conditions changed) {
        return new CommonStatus(observedGeneration, changed.toList(), lastHandledReconcileAt);
    }

    /** The same after a request was acted on. */
    public CommonStatus withLastHandledReconcileAt(String token) {
        return new CommonStatus(observedGeneration, conditions, token);
    }
}
