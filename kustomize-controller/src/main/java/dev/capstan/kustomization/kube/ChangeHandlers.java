package dev.capstan.kustomization.kube;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.applier.trigger.DependentOrder;
import dev.capstan.applier.trigger.PendingTriggers;
import dev.capstan.applier.trigger.kube.ConfigWatch;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.drift.Drift;
import dev.capstan.kustomization.run.LastRun;
import dev.capstan.kustomization.status.InventoryMapping;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.tree.TreeInputs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Which Kustomizations wake up, and why, when something around them changes. Every reaction returns at once. */
final class ChangeHandlers {

    private final ReconcilerContext<Kustomization, KustomizationStatus> kustomizations;
    private final PendingTriggers triggers;
    private final Map<ObjectKey, Cancellation> running;
    private final Map<ObjectKey, LastRun> lastRuns;
    private final Supplier<DependentOrder> order;

    /**
     * @param running the runs that are under way, as they change
     * @param lastRuns what the last run of each left behind, as it changes
     * @param order whom a new artifact concerns first; asked for when there is one
     */
    ChangeHandlers(
            ReconcilerContext<Kustomization, KustomizationStatus> kustomizations,
            PendingTriggers triggers,
            Map<ObjectKey, Cancellation> running,
            Map<ObjectKey, LastRun> lastRuns,
            Supplier<DependentOrder> order) {
        this.kustomizations = kustomizations;
        this.triggers = triggers;
        this.running = running;
        this.lastRuns = lastRuns;
        this.order = order;
    }

    /** A source offers another artifact: runs on the old one end, and those that it changes wake up first. */
    void sourceChanged(SourceKey source) {
        List<Kustomization> dependents = kustomizations.indexed(KustomizationIndexes.BY_SOURCE, source.toString());
        for (Kustomization object : dependents) {
            Cancellation cancellation = running.get(object.key());
            if (cancellation != null) {
                cancellation.cancel("a newer revision of " + source + " is there");
            }
        }
        if (!dependents.isEmpty()) {
            Thread.ofVirtual()
                    .name("new-artifact")
                    .start(() -> InternalErrors.guard(
                            "ordering what a new artifact wakes", source, () -> wakeChangedFirst(source, dependents)));
        }
    }

    private void wakeChangedFirst(SourceKey source, List<Kustomization> dependents) {
        List<Kustomization> ordered = dependents;
        try {
            ordered = order.get().order(source, dependents, this::lastInputs);
        } finally {
            ordered.forEach(object -> kustomizations.wake(object.key()));
        }
    }

    private Optional<TreeInputs> lastInputs(Kustomization object) {
        return Optional.ofNullable(lastRuns.get(object.key())).map(LastRun::inputs);
    }

    /** A labelled ConfigMap or Secret that variables come from changed. */
    void configChanged(ConfigWatch.Config config) {
        for (Kustomization object :
                kustomizations.indexed(KustomizationIndexes.BY_CONFIG, config.kind() + "/" + config.key())) {
            triggers.recheck(object.key());
            kustomizations.wake(object.key());
        }
    }

    /** Somebody else changed an object that a Kustomization manages. */
    void drifted(ObjectKey key, Drift drift) {
        if (kustomizations.find(key).isPresent()) {
            triggers.drifted(key, drift);
            kustomizations.wake(key);
        }
    }

    /** An object that is still recorded is gone: it was pruned and waited for its finalizers, or goes with its owner. */
    void vanished(ObjectKey key, ObjectId id) {
        boolean isRecorded = kustomizations
                .find(key)
                .flatMap(object -> Optional.ofNullable(object.getStatus()))
                .map(status -> InventoryMapping.of(status).contains(id))
                .orElse(false);
        if (isRecorded && !running.containsKey(key)) {
            triggers.recheck(key);
            kustomizations.wake(key);
        }
    }

    /** The status of a Kustomization changed: wakes those up that wait for it. */
    void changed(Kustomization changed, Kustomization before) {
        KustomizationStatus now = changed.getStatus();
        if (now == null || now.equals(before.getStatus())) {
            return;
        }
        for (Kustomization dependent : kustomizations.indexed(
                KustomizationIndexes.BY_DEPENDENCY, changed.key().toString())) {
            KustomizationStatus status = dependent.getStatus();
            boolean waitsForIt = status != null
                    && Conditions.of(status.conditions())
                            .get(Condition.READY)
                            .filter(ready -> ready.reason().equals(Reason.DEPENDENCY_NOT_READY.text()))
                            .isPresent();
            if (waitsForIt) {
                kustomizations.wake(dependent.key());
            }
        }
    }
}
