package dev.capstan.application.status;

import dev.capstan.api.argo.OperationState;
import dev.capstan.application.operate.OperationChange;
import dev.capstan.application.operate.OperationProgress;
import dev.capstan.application.operate.OperationStates;
import dev.capstan.argo.sync.OperationPhase;
import org.jspecify.annotations.Nullable;

/** {@code status.operationState} and {@code status.history}. */
final class OperationSection {
    private OperationSection() {}

    static void write(StatusDraft draft, OperationChange change) {
        switch (change) {
            case OperationChange.None _ -> {}
            case OperationChange.Started started ->
                draft.operationState = underWay(started.now(), draft.operationState);
            case OperationChange.Progressed progressed ->
                draft.operationState = underWay(progressed.now(), draft.operationState);
            case OperationChange.Ended ended -> {
                draft.operationState = OperationStates.write(ended.now());
                draft.history = ended.history().orElse(draft.history);
            }
        }
    }

    /** Who ends an operation writes so into its phase, perhaps while we write: that stays until the operation has ended. */
    private static OperationState underWay(OperationProgress now, @Nullable OperationState stored) {
        OperationState state = OperationStates.write(now);
        if (stored == null
                || !OperationPhase.TERMINATING.toString().equals(stored.phase())
                || !stored.startedAt().equals(state.startedAt())) {
            return state;
        }
        return OperationStates.write(now.as(OperationPhase.TERMINATING, now.message()));
    }
}
