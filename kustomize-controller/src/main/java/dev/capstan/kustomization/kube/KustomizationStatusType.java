package dev.capstan.kustomization.kube;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.runtime.status.StatusType;
import java.util.List;
import java.util.Optional;

/** The status of a Kustomization, for the frame. */
final class KustomizationStatusType implements StatusType<Kustomization, KustomizationStatus> {

    @Override
    public Class<Kustomization> kind() {
        return Kustomization.class;
    }

    @Override
    public KustomizationStatus initial() {
        return KustomizationStatus.INITIAL;
    }

    @Override
    public List<Condition> conditions(KustomizationStatus status) {
        return status.conditions();
    }

    @Override
    public KustomizationStatus withConditions(KustomizationStatus status, List<Condition> conditions) {
        return new KustomizationStatus(
                status.observedGeneration(),
                conditions,
                status.lastAppliedRevision(),
                status.lastAppliedOriginRevision(),
                status.lastAttemptedRevision(),
                status.inventory(),
                status.history(),
                status.lastHandledReconcileAt());
    }

    @Override
    public long observedGeneration(KustomizationStatus status) {
        return status.observedGeneration();
    }

    @Override
    public KustomizationStatus withObservedGeneration(KustomizationStatus status, long generation) {
        return new KustomizationStatus(
                generation,
                status.conditions(),
                status.lastAppliedRevision(),
                status.lastAppliedOriginRevision(),
                status.lastAttemptedRevision(),
                status.inventory(),
                status.history(),
                status.lastHandledReconcileAt());
    }

    @Override
    public Optional<String> lastHandledReconcileAt(KustomizationStatus status) {
        return Optional.ofNullable(status.lastHandledReconcileAt());
    }

    @Override
    public KustomizationStatus withLastHandledReconcileAt(KustomizationStatus status, String token) {
        return new KustomizationStatus(
                status.observedGeneration(),
                status.conditions(),
                status.lastAppliedRevision(),
                status.lastAppliedOriginRevision(),
                status.lastAttemptedRevision(),
                status.inventory(),
                status.history(),
                token);
    }
}
