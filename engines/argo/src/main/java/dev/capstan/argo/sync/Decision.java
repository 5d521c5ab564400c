package dev.capstan.argo.sync;

import java.time.Duration;
import java.util.List;

/** What happens next in a sync: always one of these. */
public sealed interface Decision {

    /**
     * Carry out some actions, all at once if need be, and report.
     *
     * @param actions never empty
     */
    record Run(List<SyncAction> actions) implements Decision {
        public Run {
            actions = List.copyOf(actions);
            if (actions.isEmpty()) {
                throw new IllegalArgumentException("Nothing to run");
            }
        }
    }

    /**
     * Wait until something changes in the cluster, or on the application.
     *
     * @param reason what for
     * @param message for {@code operationState.message}
     * @param atLeast how long to wait in any case
     */
    record Wait(WaitReason reason, String message, Duration atLeast) implements Decision {
        public Wait {
            if (message.isEmpty()) {
                throw new IllegalArgumentException("Waiting for nothing");
            }
        }
    }

    /** The operation is over. */
    record End(OperationPhase phase, String message) implements Decision {
        public End {
            if (!phase.isCompleted()) {
                throw new IllegalArgumentException("An end that is none: " + phase);
            }
        }
    }
}
