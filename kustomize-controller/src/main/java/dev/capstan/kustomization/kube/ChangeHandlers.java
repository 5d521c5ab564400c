package dev.capstan.kustomization.kube;

import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.Severity;
import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.applier.state.ObjectStates;
import dev.capstan.applier.trigger.DependentOrder;
import dev.capstan.applier.trigger.PendingTriggers;
import dev.capstan.applier.trigger.kube.ConfigWatch;
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
import java.util.concurrent.Executor;

/** Which Kustomizations wake up, and why, when something around them changes. Every handler returns at once. */
final class ChangeHandlers {

    private final ReconcilerContext<Kustomization, KustomizationStatus> kustomizations;
    private final ObjectStates<LastRun, HealthWaitEntry> states;
    private final PendingTriggers triggers;
    private final DependentOrder order;
    private final Executor background;

    /**
     * @param order whom a new artifact concerns first
     * @param background where the order is found out, which may take as long as a download
     */
    ChangeHandlers(
            ReconcilerContext<Kustomization, KustomizationStatus> kustomizations,
            ObjectStates<LastRun, HealthWaitEntry> states,
            PendingTriggers triggers,
            DependentOrder order,
            Executor background) {
        this.kustomizations = kustomizations;
        this.states = states;
        this.triggers = triggers;
        this.order = order;
        this.background = background;
    }

    /** A source offers another artifact: runs on the old one end, and those that it changes wake up first. */
    void sourceChanged(SourceKey source) {
        List<Kustomization> dependents = kustomizations.indexed(KustomizationIndexes.BY_SOURCE, source.toString());
        dependents.forEach(object -> states.cancelRun(object.key(), "a newer revision of " + source + " is there"));
        if (!dependents.isEmpty()) {
            background.execute(() -> InternalErrors.guard(
                    "ordering what a new artifact wakes", source, () -> wakeChangedFirst(source, dependents)));
        }
    }

    private void wakeChangedFirst(SourceKey source, List<Kustomization> dependents) {
        List<Kustomization> ordered = dependents;
        try {
            ordered = order.order(source, dependents, this::lastInputs);
        } finally {
            ordered.forEach(object -> kustomizations.wake(object.key()));
        }
    }

    private Optional<TreeInputs> lastInputs(Kustomization object) {
        return states.of(object.key()).lastRun().map(LastRun::inputs);
    }

    /** A labelled ConfigMap or Secret that variables or a kubeconfig come from changed. */
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

    /**
     * An object that is still recorded, but not because it is in the set, is gone or is kept for another reason: it was pruned
     * and waited for its finalizers, goes with its owner, or somebody allowed its deletion.
     */
    void remnantChanged(ObjectKey key, ObjectId id) {
        if (!isRecorded(key, id)) {
            return;
        }
        boolean isDuringRun = states.isRunning(key);
        if (isDuringRun) {
            triggers.remnantChangedDuringRun(key, id);
        }
        // A run that ended meanwhile may have missed the note, and one that begins only now looks at everything anyway.
        if (!isDuringRun || !states.isRunning(key)) {
            triggers.remnantChanged(key);
            kustomizations.wake(key);
        }
    }

    private boolean isRecorded(ObjectKey key, ObjectId id) {
        return kustomizations
                .find(key)
                .flatMap(object -> Optional.ofNullable(object.getStatus()))
                .map(status -> InventoryMapping.of(status).contains(id))
                .orElse(false);
    }

    /** An object did its work and is gone: who wonders why it is missing finds it in the events. */
    void expired(ObjectKey key, ObjectId id) {
        kustomizations
                .find(key)
                .ifPresent(object -> kustomizations.recordEvent(
                        object,
                        Severity.INFO,
                        Reason.RECONCILIATION_SUCCEEDED,
                        id.display()
                                + " had finished and was removed because its time to live is over; it is applied again with a new"
                                + " revision or at the next interval",
                        revisionOf(object)));
    }

    private static Map<String, String> revisionOf(Kustomization object) {
        return Optional.ofNullable(object.getStatus())
                .map(KustomizationStatus::lastAppliedRevision)
                .map(revision -> Map.of(EventMetadata.REVISION, revision))
                .orElse(Map.of());
    }

    /** The status of a Kustomization changed: wakes those up that wait for it. */
    void statusChanged(Kustomization changed, Kustomization before) {
        KustomizationStatus now = changed.getStatus();
        if (now == null || now.equals(before.getStatus())) {
            return;
        }
        kustomizations.indexed(KustomizationIndexes.BY_DEPENDENCY, changed.key().toString()).stream()
                .map(Kustomization::key)
                .forEach(this::dependencyChanged);
    }

    /** What a Kustomization depends on changed. */
    void dependencyChanged(ObjectKey dependent) {
        if (triggers.mayWaitForDependency(dependent)) {
            kustomizations.wake(dependent);
        }
    }
}
