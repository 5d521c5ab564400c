package dev.capstan.helmrelease.kube;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.state.ObjectState;
import dev.capstan.applier.state.ObjectStates;
import dev.capstan.applier.trigger.Triggers;
import dev.capstan.apply.drift.Drift;
import dev.capstan.helmrelease.rollback.RollbackRequest;
import dev.capstan.helmrelease.run.ActionInProgress;
import dev.capstan.helmrelease.run.HelmReleaseRun;
import dev.capstan.helmrelease.run.LastSync;
import dev.capstan.helmrelease.run.ReleaseRunContext;
import dev.capstan.helmrelease.run.ReleaseRunResult;
import dev.capstan.helmrelease.run.WaitAim;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Steps that wait for the cluster: whether they still lead to what is asked for, and how they end. */
final class ReleaseWaits {

    private final ObjectStates<LastSync, WaitingRelease> states;
    private final HelmReleaseRun run;
    private final OfferedCharts offers;
    private final Consumer<ObjectKey> wake;

    /** @param wake asks for a reconciliation of a HelmRelease */
    ReleaseWaits(
            ObjectStates<LastSync, WaitingRelease> states,
            HelmReleaseRun run,
            OfferedCharts offers,
            Consumer<ObjectKey> wake) {
        this.states = states;
        this.run = run;
        this.offers = offers;
        this.wake = wake;
    }

    /** The wait of a HelmRelease, if it waits. */
    Optional<WaitingRelease> of(ObjectKey key) {
        return states.of(key) instanceof ObjectState.AwaitingHealth<LastSync, WaitingRelease>(var wait, var _)
                ? Optional.of(wait)
                : Optional.empty();
    }

    /**
     * A step begins to wait; its end wakes the HelmRelease up.
     *
     * @param chart the HelmChart that was made of the template
     */
    WaitingRelease begin(KnownHelmRelease release, Optional<String> chart, ActionInProgress action) {
        var wait = new WaitingRelease(action, chart, offers.of(release));
        states.await(release.key(), wait);
        action.action().whenDecided(() -> {
            wait.decided();
            wake.accept(release.key());
        });
        return wait;
    }

    /** What a wait leads to; a source that is away does not change that. */
    WaitAim aim(WaitingRelease wait, KnownHelmRelease release, Triggers causes) {
        KnownHelmRelease begun = wait.action().release().release();
        boolean isOfThisInput = !release.isRequested()
                && !asksForAnotherRollback(begun, release)
                && begun.uid().equals(release.uid())
                && begun.generation() == release.generation()
                && offers.of(release)
                        .map(it -> wait.version().filter(it::equals).isPresent())
                        .orElse(true);
        return !isOfThisInput ? WaitAim.OTHER : causes.mustRecheck() ? run.aimOf(wait.action(), release) : WaitAim.SAME;
    }

    private static boolean asksForAnotherRollback(KnownHelmRelease begun, KnownHelmRelease release) {
        return RollbackRequest.open(release.annotations(), release.status())
                .filter(request -> !RollbackRequest.open(begun.annotations(), release.status())
                        .filter(request::equals)
                        .isPresent())
                .isPresent();
    }

    /** Goes on with a step whose wait is over. */
    ReleaseRunResult goOn(ObjectKey key, WaitingRelease wait, List<Drift> drifts) {
        states.settle(key);
        return run.resume(wait.action(), new ReleaseRunContext(Optional.empty(), drifts));
    }

    /**
     * Gives the wait of a HelmRelease up, if it waits.
     *
     * @return what the status must remember of it, or the next run would take its revision for that of another tool
     */
    Optional<UnaryOperator<HelmReleaseStatus>> giveUp(ObjectKey key, String reason) {
        return states.endWait(key)
                .map(wait -> run.giveUp(wait.action(), reason).status())
                .map(known -> stored -> known.with(stored.common().withObservedGeneration(known.observedGeneration())));
    }

    /** The HelmRelease is gone: nobody goes on with its wait. */
    void drop(ObjectKey key) {
        states.endWait(key).ifPresent(wait -> wait.action().action().cancel("the HelmRelease is gone"));
    }
}
