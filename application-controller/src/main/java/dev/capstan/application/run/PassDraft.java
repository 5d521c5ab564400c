package dev.capstan.application.run;

import dev.capstan.application.compare.Condition;
import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.Conditions;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.deletion.DeletionOutcome;
import dev.capstan.application.operate.OperationChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A {@link PassOutcome} that is being written; what is said later stands in place of what was said before. */
final class PassDraft {
    private Optional<Refreshed> refreshed = Optional.empty();
    private Conditions conditions = Conditions.NONE;
    private OperationChange operation = new OperationChange.None();
    private Optional<Instant> lookAgain = Optional.empty();

    void saw(Look look) {
        refreshed = Optional.of(
                switch (look) {
                    case Look.Seen seen -> seen.compared().shown();
                    case Look.Unseen unseen -> new Refreshed.Failed(unseen.revisions(), unseen.health());
                });
        conditions = conditions.and(look.conditions());
    }

    /** What automation says to people; an empty text for nothing. */
    void syncError(String message) {
        List<Condition> found =
                message.isEmpty() ? List.of() : List.of(new Condition(ConditionType.SYNC_ERROR, message));
        conditions = conditions.and(new Conditions(Set.of(ConditionType.SYNC_ERROR), found));
    }

    void operation(OperationChange change) {
        operation = change;
    }

    /** The earliest of all times counts. */
    void lookAgain(Instant time) {
        lookAgain = lookAgain.filter(known -> known.isBefore(time)).or(() -> Optional.of(time));
    }

    PassOutcome done() {
        return new PassOutcome(refreshed, conditions, operation, Optional.empty(), lookAgain, false);
    }

    static PassOutcome interrupted() {
        return new PassOutcome(
                Optional.empty(),
                Conditions.NONE,
                new OperationChange.None(),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    static PassOutcome deleted(DeletionOutcome outcome) {
        List<Condition> found = outcome instanceof DeletionOutcome.Failed failed
                ? List.of(new Condition(ConditionType.DELETION_ERROR, failed.message()))
                : List.of();
        Optional<Instant> lookAgain = switch (outcome) {
            case DeletionOutcome.Waiting waiting -> waiting.lookAgain();
            case DeletionOutcome.Failed failed -> Optional.of(failed.lookAgain());
            case DeletionOutcome.Release _ -> Optional.empty();
        };
        return new PassOutcome(
                Optional.empty(),
                new Conditions(Set.of(ConditionType.DELETION_ERROR), found),
                new OperationChange.None(),
                Optional.of(outcome),
                lookAgain,
                false);
    }
}
