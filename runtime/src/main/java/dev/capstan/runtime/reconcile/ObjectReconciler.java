package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ToolkitResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What is different for one kind. Everything that is the same for all kinds is done around it: which changes start a reconciliation,
 * suspension, the finalizer, requests, one status patch at the end, requeueing, metrics and log context. Different objects are reconciled at
 * the same time, one object never twice at a time. Objects are shared with the watch: never change one.
 *
 * @param <T> the kind
 * @param <S> its status
 */
public interface ObjectReconciler<T extends ToolkitResource<?, S>, S> {
    /**
     * Reconciles an object that is neither suspended nor being deleted. An expected failure is part of the result; an exception is a bug or an
     * API server that does not answer, and leads to another try.
     *
     * @throws Exception when something unexpected happened
     */
    ReconcileResult<S> reconcile(T object, Reconciliation reconciliation) throws Exception;

    /** Whether the object is suspended; asked as often as needed. */
    boolean isSuspended(T object);

    /**
     * The status of an object that is data for others and about which nothing is ever done: it gets no finalizer, and what was kept for it
     * before it became so is cleaned up. Empty for an object that is reconciled; asked as often as needed.
     */
    default Optional<S> staticStatus(T object) {
        return Optional.empty();
    }

    /**
     * What the status says of an object that cannot be read; empty where nothing is to be written, since the object is left alone or the
     * event that is told is enough. Nothing else is asked of such an object.
     *
     * @param why in a sentence without a period
     * @return a pure change of the status
     */
    default Optional<UnaryOperator<S>> unreadable(T object, String why, Instant now) {
        return Optional.empty();
    }

    /** The object is suspended, or still is: what goes on for it in the background ends. Called in its turn, as {@link #reconcile} is. */
    default void suspend(T object) {}

    /** Whether the observed generation of a suspended object follows its generation; sources always do it, others when they are at rest. */
    default boolean observesGenerationWhenSuspended(S status) {
        return true;
    }

    /**
     * What must happen before an object that is being deleted may go; also called for a suspended one.
     *
     * @throws Exception when something unexpected happened; it will be tried again
     */
    default Cleanup cleanUp(T object, Reconciliation reconciliation) throws Exception {
        return Cleanup.DONE;
    }

    /**
     * The status that a reconciliation ended with could not be written, and the object will be reconciled again: what it left behind
     * in memory must not count as done.
     */
    default void statusNotWritten(ObjectKey key) {}

    /** The object is gone; what is remembered about it can go too. */
    default void forget(ObjectKey key) {}

    /**
     * The watch saw a change of an object, also one that starts no reconciliation, such as a new status. For kinds whose objects wait for each
     * other; must return at once.
     */
    default void onChange(T changed, T before) {}

    /** Indexes over the objects of this kind, by name; see {@link ReconcilerContext#indexed}. */
    default Map<String, Function<T, List<String>>> indexers() {
        return Map.of();
    }
}
