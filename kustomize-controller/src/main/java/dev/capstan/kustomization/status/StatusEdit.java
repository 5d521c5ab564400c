package dev.capstan.kustomization.status;

import dev.capstan.api.kustomize.HistoryEntry;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ResourceInventory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A status on its way to the next one. */
final class StatusEdit {

    private long observedGeneration;
    private Conditions conditions;
    private @Nullable String lastAppliedRevision;
    private @Nullable String lastAppliedOriginRevision;
    private @Nullable String lastAttemptedRevision;
    private @Nullable ResourceInventory inventory;
    private List<HistoryEntry> history;
    private final @Nullable String lastHandledReconcileAt;

    StatusEdit(KustomizationStatus status) {
        observedGeneration = status.observedGeneration();
        conditions = Conditions.of(status.conditions());
        lastAppliedRevision = status.lastAppliedRevision();
        lastAppliedOriginRevision = status.lastAppliedOriginRevision();
        lastAttemptedRevision = status.lastAttemptedRevision();
        inventory = status.inventory();
        history = status.history();
        lastHandledReconcileAt = status.lastHandledReconcileAt();
    }

    Conditions conditions() {
        return conditions;
    }

    List<HistoryEntry> history() {
        return history;
    }

    StatusEdit set(Condition condition) {
        conditions = conditions.with(condition);
        return this;
    }

    StatusEdit clear(String... types) {
        conditions = conditions.without(types);
        return this;
    }

    StatusEdit observed(long generation) {
        observedGeneration = generation;
        return this;
    }

    StatusEdit attempted(String revision) {
        lastAttemptedRevision = revision;
        return this;
    }

    StatusEdit applied(String revision, @Nullable String originRevision) {
        lastAppliedRevision = revision;
        lastAppliedOriginRevision = originRevision;
        return this;
    }

    StatusEdit recorded(@Nullable ResourceInventory written) {
        inventory = written;
        return this;
    }

    StatusEdit history(List<HistoryEntry> entries) {
        history = entries;
        return this;
    }

    KustomizationStatus done() {
        return new KustomizationStatus(
                observedGeneration,
                conditions.toList(),
                lastAppliedRevision,
                lastAppliedOriginRevision,
                lastAttemptedRevision,
                inventory,
                history,
                lastHandledReconcileAt);
    }
}
