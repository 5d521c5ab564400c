package dev.capstan.application.status;

import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.application.compare.Conditions;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.object.Sources;
import dev.capstan.application.operate.OperationChange;
import dev.capstan.application.operate.Timestamps;
import dev.capstan.argo.health.ApplicationHealth;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes what a pass came to into a stored status. Pure: asked for a fresher status, it makes the same change again, and leaves what others
 * wrote to other places.
 *
 * @param spec what was looked at
 * @param controlPlane the control-plane namespace
 * @param now of the pass
 */
public record StatusEdit(ApplicationSpec spec, String controlPlane, Instant now) {
    /** The status of an Application that nobody has looked at yet. */
    public static final ApplicationStatus INITIAL = new ApplicationStatus(
            null, null, List.of(), null, List.of(), List.of(), null, null, null, null, List.of(), null, null, null);

    /**
     * The status after a pass.
     *
     * @param refreshed what was found; empty when sync, health and resources stay as they are
     * @param isAsked whether somebody asked for a comparison, and waits for its time to be written
     */
    public ApplicationStatus apply(
            ApplicationStatus stored,
            Optional<Refreshed> refreshed,
            Conditions conditions,
            OperationChange operation,
            boolean isAsked) {
        var draft = new StatusDraft(stored);
        refreshed.ifPresent(found -> writeFound(draft, found));
        draft.conditions = ConditionMerge.merge(stored.conditions(), conditions, now);
        OperationSection.write(draft, operation);
        if (refreshed.isPresent()) {
            writeTime(draft, stored, isAsked);
        }
        return draft.done();
    }

    /** A status with what was looked for beside a comparison; nothing else changes. */
    public static ApplicationStatus withConditions(ApplicationStatus stored, Conditions looked, Instant now) {
        var draft = new StatusDraft(stored);
        draft.conditions = ConditionMerge.merge(stored.conditions(), looked, now);
        return draft.done();
    }

    private void writeFound(StatusDraft draft, Refreshed refreshed) {
        draft.controllerNamespace = controlPlane;
        draft.sync = SyncSection.of(spec, refreshed);
        switch (refreshed) {
            case Refreshed.Compared compared -> {
                draft.health = ResourceSection.health(compared.health(), draft.health, now);
                draft.resources = ResourceSection.lines(compared);
                draft.resourceHealthSource = null; // absent: with each resource
                draft.summary = ResourceSection.summary(compared);
                boolean isMultiple = Sources.of(spec).isMultiple();
                draft.sourceTypes = isMultiple ? compared.sourceTypes() : List.of();
                draft.sourceType = isMultiple || compared.sourceTypes().isEmpty()
                        ? null
                        : compared.sourceTypes().getFirst();
            }
            case Refreshed.Failed failed ->
                draft.health = ResourceSection.health(
                        failed.health().orElseGet(ApplicationHealth::afterFailedComparison), draft.health, now);
        }
    }

    /**
     * The time alone is no reason to write, or every look at an Application would. It is one when somebody asked, and after an operation:
     * clients wait for a comparison that is not older than its end.
     */
    private void writeTime(StatusDraft draft, ApplicationStatus stored, boolean isAsked) {
        Optional<Instant> before = Timestamps.read(stored.reconciledAt());
        Optional<Instant> finished =
                Optional.ofNullable(draft.operationState).flatMap(operation -> Timestamps.read(operation.finishedAt()));
        boolean isOlderThanOperation = finished.isPresent()
                && before.map(it -> it.isBefore(finished.get())).orElse(true);
        if (isAsked || before.isEmpty() || isOlderThanOperation || !draft.done().equals(stored)) {
            draft.reconciledAt = Timestamps.write(now);
        }
    }
}
