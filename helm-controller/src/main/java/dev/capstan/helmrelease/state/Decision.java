package dev.capstan.helmrelease.state;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.Reason;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helmrelease.history.ReleaseSnapshots;
import dev.capstan.helmrelease.history.SnapshotHistory;
import dev.capstan.helmrelease.state.ReleasePolicy.Undoing;
import java.util.Optional;
import java.util.Set;

/**
 * Which step follows from a situation.
 *
 * <p>Ends always: within a run each sort of action is done at most once, and what would be the second time is left to another
 * run, which begins with growing pauses.
 */
public final class Decision {

    private static final String ASKED = "a release was asked for by annotation";

    private final HelmReleaseStatus status;
    private final ReleasePolicies policies;
    private final ReleaseHistory stored;
    private final Set<NextStep.Sort> done;
    private final boolean isForced;

    /**
     * @param status what was last seen and done
     * @param policies what follows failures
     * @param stored the revisions that are stored
     * @param done what this run has done already
     * @param isForced whether somebody asks for a release that is not needed, or may not be tried any more
     */
    public Decision(
            HelmReleaseStatus status,
            ReleasePolicies policies,
            ReleaseHistory stored,
            Set<NextStep.Sort> done,
            boolean isForced) {
        this.status = status;
        this.policies = policies;
        this.stored = stored;
        this.done = Set.copyOf(done);
        this.isForced = isForced && !done.contains(NextStep.Sort.RELEASE);
    }

    /** The step that follows. */
    public NextStep after(Situation situation) {
        if (done.contains(NextStep.Sort.REMEDIATE)) {
            return afterRemediation();
        }
        NextStep step = ofSituation(situation);
        return step.sort().filter(done::contains).isPresent() ? inAnotherRun() : step;
    }

    private NextStep ofSituation(Situation situation) {
        return switch (situation) {
            case Situation.Held(var message, var until) -> new NextStep.AwaitOthers(message, until);
            case Situation.Unreadable(var message) -> new NextStep.Refuse(Reason.STATE_ERROR, message);
            case Situation.Locked _ -> new NextStep.Unlock();
            case Situation.HalfUninstalled(var reason) -> new NextStep.FinishUninstall(reason);
            case Situation.Absent(var reason) ->
                policies.install().isExhausted(status.installFailures()) && !isForced
                        ? exceeded(ReleasePolicies.INSTALL, status.installFailures())
                        : new NextStep.Install(reason);
            case Situation.Unmanaged(var reason) -> new NextStep.Upgrade(reason, true);
            case Situation.OutOfSync(var reason) ->
                policies.upgrade().isExhausted(status.upgradeFailures()) && !isForced
                        ? exceeded(ReleasePolicies.UPGRADE, status.upgradeFailures())
                        : upgrade(reason);
            case Situation.Untested() -> new NextStep.Test();
            case Situation.Failed(var reason) -> afterFailure(reason);
            case Situation.RolledBack() -> isForcedAgain() ? upgrade(ASKED) : new NextStep.Nothing();
            case Situation.RollbackFailed() ->
                isForcedAgain()
                        ? upgrade(ASKED)
                        : new NextStep.Stall(
                                Reason.ROLLBACK_FAILED,
                                "The release is left as the rollback left it, until chart, values or spec change, or"
                                        + " another revision is asked for");
            case Situation.InSync() -> isForced ? upgrade(ASKED) : new NextStep.Nothing();
        };
    }

    /** Who asks for a rollback does not ask for the contrary at the same time. */
    private boolean isForcedAgain() {
        return isForced && !done.contains(NextStep.Sort.ROLLBACK);
    }

    private NextStep afterFailure(String reason) {
        if (isForced) {
            return upgrade(ASKED);
        }
        return policies.active(status)
                .filter(active -> active.failures() > 0)
                .map(active -> afterFailure(active, reason))
                .orElseGet(() -> upgrade(reason + ", and no failure of this controller is known"));
    }

    private NextStep afterFailure(ReleasePolicies.Active active, String reason) {
        Optional<NextStep> retry = active.policy()
                .retryAfter()
                .map(interval -> done.contains(NextStep.Sort.RELEASE)
                        ? new NextStep.RetryLater(interval)
                        : upgrade(reason + ", and is tried again"));
        if (retry.isPresent()) {
            return retry.get();
        }
        if (!active.policy().isUndone(active.failures())) {
            return exceeded(active.action(), active.failures());
        }
        return switch (active.policy().undoing()) {
            case UNINSTALL -> new NextStep.UndoInstall();
            case ROLLBACK -> rollBack(active);
        };
    }

    private NextStep rollBack(ReleasePolicies.Active active) {
        Optional<ReleaseSnapshot> target =
                SnapshotHistory.previousGood(status.history(), active.policy().ignoresTests());
        if (target.isEmpty()) {
            return new NextStep.Stall(
                    Reason.MISSING_ROLLBACK_TARGET,
                    "Failed to perform remediation: missing target release for rollback: cannot remediate failed release");
        }
        return target.filter(this::isStored)
                .<NextStep>map(NextStep.RollBack::new)
                .orElseGet(
                        () -> upgrade("release %s/%s.v%d, which it would go back to, is not stored any more as it was"
                                .formatted(
                                        target.get().namespace(),
                                        target.get().name(),
                                        target.get().version())));
    }

    private boolean isStored(ReleaseSnapshot snapshot) {
        return stored.revisions().stream()
                .map(revision -> revision.record())
                .filter(record -> SnapshotHistory.isOf(snapshot, record))
                .anyMatch(record -> ReleaseSnapshots.isUnchanged(snapshot, record));
    }

    /** A release that failed is undone. What was uninstalled because an upgrade failed is installed in any case. */
    private NextStep afterRemediation() {
        boolean isReinstalled = policies.active(status)
                .filter(active -> active.action().equals(ReleasePolicies.UPGRADE)
                        && active.policy().undoing() == Undoing.UNINSTALL)
                .isPresent();
        return isReinstalled ? new NextStep.StartAnew() : inAnotherRun();
    }

    private NextStep inAnotherRun() {
        return policies.active(status)
                .filter(ReleasePolicies.Active::isExhausted)
                .map(active -> exceeded(active.action(), active.failures()))
                .orElseGet(NextStep.StartAnew::new);
    }

    private static NextStep upgrade(String reason) {
        return new NextStep.Upgrade(reason, false);
    }

    private static NextStep exceeded(String action, long failures) {
        return new NextStep.Stall(
                Reason.RETRIES_EXCEEDED, "Failed to %s after %d attempt(s)".formatted(action, failures));
    }
}
