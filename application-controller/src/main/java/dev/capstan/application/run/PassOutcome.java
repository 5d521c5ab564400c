package dev.capstan.application.run;

import dev.capstan.application.compare.Conditions;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.deletion.DeletionOutcome;
import dev.capstan.application.operate.OperationChange;
import java.time.Instant;
import java.util.Optional;

/**
 * What a pass came to. Writing it twice is the same as writing it once.
 *
 * @param refreshed for sync, health and resources of the status; empty when these stay as they are
 * @param conditions those that were looked for
 * @param operation what became of the operation
 * @param deletion how far the deletion is; empty unless the Application is being deleted
 * @param lookAgain when to look again although nothing has changed; empty when a change will tell
 * @param isInterrupted whether a checkpoint could not be kept, so that there is nothing to write, and the pass is to be repeated
 */
public record PassOutcome(
        Optional<Refreshed> refreshed,
        Conditions conditions,
        OperationChange operation,
        Optional<DeletionOutcome> deletion,
        Optional<Instant> lookAgain,
        boolean isInterrupted) {}
