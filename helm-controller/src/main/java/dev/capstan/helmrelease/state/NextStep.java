package dev.capstan.helmrelease.state;

import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is done for a release now. */
public sealed interface NextStep {

    /** Which sort of action it is; one sort is done at most once in a run. Empty for what is not an action. */
    default Optional<Sort> sort() {
        return switch (this) {
            case Unlock() -> Optional.of(Sort.UNLOCK);
            case FinishUninstall _, LeaveTarget _ -> Optional.of(Sort.CLEAR);
            case Install _, Upgrade _ -> Optional.of(Sort.RELEASE);
            case Test() -> Optional.of(Sort.TEST);
            case RollBack _, UndoInstall() -> Optional.of(Sort.REMEDIATE);
            case RollBackAsAsked _ -> Optional.of(Sort.ROLLBACK);
            case Nothing(), Stall _, Refuse _, AwaitOthers _, StartAnew(), RetryLater _ -> Optional.empty();
        };
    }

    /** Sorts of actions. */
    enum Sort {
        UNLOCK,
        CLEAR,
        RELEASE,
        TEST,
        REMEDIATE,
        ROLLBACK
    }

    /** Nothing: the release is as it is to be. */
    record Nothing() implements NextStep {}

    /** An action that was broken off is recorded as failed. */
    record Unlock() implements NextStep {}

    /** An uninstall that was broken off is brought to its end. */
    record FinishUninstall(String reason) implements NextStep {}

    /** The release that was made for another target is uninstalled. */
    record LeaveTarget(TargetChange change) implements NextStep {}

    /** The release is installed. */
    record Install(String reason) implements NextStep {}

    /**
     * The release is upgraded.
     *
     * @param forgetsHistory whether what the status remembers of releases does not count any more
     */
    record Upgrade(String reason, boolean forgetsHistory) implements NextStep {}

    /** The release is tested. */
    record Test() implements NextStep {}

    /** A failed release is undone by going back to an earlier one. */
    record RollBack(ReleaseSnapshot target) implements NextStep {}

    /**
     * The release goes back to an earlier one because somebody asks for it.
     *
     * @param request what asks
     */
    record RollBackAsAsked(ReleaseSnapshot target, String request) implements NextStep {}

    /** A failed release is undone by uninstalling it. */
    record UndoInstall() implements NextStep {}

    /** Nothing is done before something changes, or somebody asks. */
    record Stall(Reason reason, String message) implements NextStep {}

    /** Nothing can be done now, and it is tried again. */
    record Refuse(Reason reason, String message) implements NextStep {}

    /** Nothing can be done while others are at work, which is until this time at the latest. */
    record AwaitOthers(String message, Instant until) implements NextStep {}

    /** What follows is done by another run, with growing pauses. */
    record StartAnew() implements NextStep {}

    /** The action that failed is tried again after this time. */
    record RetryLater(Duration after) implements NextStep {}
}
