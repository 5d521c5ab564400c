package dev.capstan.kustomization.kube;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.drift.Drift;
import dev.capstan.kustomization.status.InventoryMapping;
import java.util.Optional;
import java.util.function.Predicate;

/** Which Kustomizations wake up, and why, when something around them changes. Every reaction returns at once. */
final class Reactions {

    private final KustomizationReconciler kustomizations;
    private final Wakening wakening;
    private final Predicate<ObjectKey> isRunning;

    /** @param isRunning whether a run over a Kustomization is under way */
    Reactions(KustomizationReconciler kustomizations, Wakening wakening, Predicate<ObjectKey> isRunning) {
        this.kustomizations = kustomizations;
        this.wakening = wakening;
        this.isRunning = isRunning;
    }

    /** A labelled ConfigMap or Secret that variables come from changed. */
    void configChanged(ConfigWatch.Config config) {
        for (Kustomization object :
                kustomizations.indexed(KustomizationIndexes.BY_CONFIG, config.kind() + "/" + config.key())) {
            wakening.recheck(object.key());
            kustomizations.wake(object.key());
        }
    }

    /** Somebody else changed an object that a Kustomization manages. */
    void drifted(ObjectKey key, Drift drift) {
        if (kustomizations.find(key).isPresent()) {
            wakening.drifted(key, drift);
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
        if (isRecorded && !isRunning.test(key)) {
            wakening.recheck(key);
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
