package dev.capstan.application.operate;

import dev.capstan.application.compare.ComparedApplication;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.argo.sync.Decision;
import dev.capstan.argo.sync.OperationPhase;
import dev.capstan.argo.sync.SyncMachine;
import dev.capstan.argo.sync.SyncPlan;
import dev.capstan.argo.sync.SyncSettings;
import dev.capstan.argo.sync.SyncState;
import dev.capstan.argo.sync.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Drives the sync of an operation until it waits or ends. */
public final class OperationRun {
    /** When an operation that waits looks again, should no change of the cluster have woken it. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    /** How long one pass applies before others have their turn. */
    private static final Duration TURN = Duration.ofMinutes(1);

    private final ObjectActions actions;
    private final Clock clock;

    public OperationRun(ObjectActions actions, Clock clock) {
        this.actions = actions;
        this.clock = clock;
    }

    /** How far an operation has come. */
    public sealed interface Advance {
        /** It waits. */
        record Waiting(OperationProgress now, Instant lookAgain) implements Advance {}

        /** Its sync is over; whether it is tried again is decided elsewhere. */
        record Over(OperationProgress now, Decision.End end) implements Advance {}
    }

    /**
     * Goes on with an operation.
     *
     * @param progress with a result, whose lines say what was done
     * @param compared the Application at the revisions of the operation
     */
    public Advance advance(
            ApplicationObject application,
            OperationProgress progress,
            OperationProgress.Result result,
            SyncSettings settings,
            ComparedApplication compared,
            Destination destination,
            OperationMemory memory) {
        boolean isTerminating = progress.phase() == OperationPhase.TERMINATING;
        Instant notBefore = memory.notBefore(progress);
        if (!isTerminating && clock.instant().isBefore(notBefore)) {
            return new Advance.Waiting(progress, notBefore);
        }
        SyncMachine machine =
                new SyncMachine(plan(application, progress, result, settings, compared, destination), settings);
        SyncState state = memory.state(progress);
        Instant endOfTurn = clock.instant().plus(TURN);
        boolean hasActed = false;
        while (true) {
            LiveStates live = new LiveStates(destination.view(), destination.health());
            Turn turn = isTerminating ? machine.terminate(state, live) : machine.next(state, live);
            state = turn.state();
            switch (turn.decision()) {
                case Decision.Run run -> {
                    state = machine.record(state, actions.run(run.actions(), destination.context()));
                    hasActed = true;
                    if (clock.instant().isAfter(endOfTurn)) {
                        memory.keep(progress, state, Instant.MIN);
                        return new Advance.Waiting(progress.with(result.with(state.results())), clock.instant());
                    }
                }
                case Decision.Wait wait -> {
                    if (hasActed && wait.atLeast().isZero()) {
                        hasActed = false;
                    } else {
                        return waiting(progress, result, state, wait, memory);
                    }
                }
                case Decision.End end -> {
                    memory.forget();
                    return new Advance.Over(progress.with(result.with(state.results())), end);
                }
            }
        }
    }

    private Advance waiting(
            OperationProgress progress,
            OperationProgress.Result result,
            SyncState state,
            Decision.Wait wait,
            OperationMemory memory) {
        Instant now = clock.instant();
        memory.keep(progress, state, now.plus(wait.atLeast()));
        return new Advance.Waiting(
                progress.with(result.with(state.results())).as(progress.phase(), wait.message()),
                now.plus(wait.atLeast().isZero() ? LOOK_AGAIN : wait.atLeast()));
    }

    /** All tasks of an operation. */
    static SyncPlan plan(
            ApplicationObject application,
            OperationProgress progress,
            OperationProgress.Result result,
            SyncSettings settings,
            ComparedApplication compared,
            Destination destination) {
        String namespace = destination.context().namespace();
        SyncPlan.Input input = new SyncPlan.Input(
                compared.candidates(
                        key -> settings.selection().isEmpty()
                                || settings.selection().stream().anyMatch(selected -> selected.matches(key)),
                        settings.options().isOn("RespectIgnoreDifferences")),
                compared.hooks(),
                DestinationNamespace.of(application, namespace, settings.options(), destination.view()),
                result.revisions().stream().findFirst().orElse(""),
                progress.startedAt());
        return SyncPlan.of(
                input, settings, new TaskVerdicts(compared, destination.check(), destination.view(), namespace));
    }
}
