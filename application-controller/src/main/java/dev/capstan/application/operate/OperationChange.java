package dev.capstan.application.operate;

import dev.capstan.api.argo.RevisionHistory;
import java.util.List;
import java.util.Optional;

/** What became of {@code operation} and {@code status.operationState} in a pass. Both are written by one patch. */
public sealed interface OperationChange {
    /** Nothing. */
    record None() implements OperationChange {}

    /**
     * An operation was taken up.
     *
     * @param isByAutomation whether nobody asked for it, so that {@code operation} has to be set as well
     */
    record Started(OperationProgress now, boolean isByAutomation) implements OperationChange {}

    /** It is under way; {@code operation} stays. */
    record Progressed(OperationProgress now) implements OperationChange {}

    /**
     * It is over; {@code operation} is removed.
     *
     * @param history the whole of {@code status.history}; empty when it stays as it was
     */
    record Ended(OperationProgress now, Optional<List<RevisionHistory>> history) implements OperationChange {}
}
