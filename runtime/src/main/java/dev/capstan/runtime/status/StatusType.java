package dev.capstan.runtime.status;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.ToolkitResource;
import java.util.List;
import java.util.Optional;

/**
 * What the frame must know of a kind and its status, which is an immutable record.
 *
 * @param <T> the kind
 * @param <S> its status
 */
public interface StatusType<T extends ToolkitResource<?, S>, S> {
    /** The kind. */
    Class<T> kind();

    /** The status before the first pass. */
    S initial();

    /** The conditions of a status. */
    List<Condition> conditions(S status);

    /** The same status with other conditions. */
    S withConditions(S status, List<Condition> conditions);

    /** The generation that was worked on to an end. */
    long observedGeneration(S status);

    /** The same status with another observed generation. */
    S withObservedGeneration(S status, long generation);

    /** The last request token that was handled. */
    Optional<String> lastHandledReconcileAt(S status);

    /** The same status with another value of {@code lastHandledReconcileAt}. */
    S withLastHandledReconcileAt(S status, String token);
}
