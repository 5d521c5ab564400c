package dev.capstan.helmrelease.status;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseRollback;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ResourceInventory;
import dev.capstan.helmrelease.snapshot.ReleaseRequests;
import dev.capstan.helmrelease.state.ReleaseAttempt;
import dev.capstan.helmrelease.state.ReleasePolicies;
import dev.capstan.helmrelease.state.Wanted;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A status on its way to the next one. */
final class HelmReleaseStatusEdit {

    private long observedGeneration;
    private @Nullable String postRenderersDigest;
    private @Nullable String commonMetadataDigest;
    private Conditions conditions;
    private final @Nullable String lastHandledReconcileAt;
    private @Nullable String lastHandledForceAt;
    private @Nullable String lastHandledResetAt;
    private @Nullable String helmChart;
    private @Nullable String storageNamespace;
    private List<ReleaseSnapshot> history;
    private @Nullable ResourceInventory inventory;
    private long failures;
    private long installFailures;
    private long upgradeFailures;
    private long attemptedGeneration;
    private @Nullable String attemptedRevision;
    private @Nullable String attemptedRevisionDigest;
    private @Nullable String attemptedAction;
    private @Nullable String attemptedActionDuration;
    private @Nullable String attemptedConfigDigest;
    private @Nullable ReleaseRollback rollback;

    HelmReleaseStatusEdit(HelmReleaseStatus status) {
        observedGeneration = status.observedGeneration();
        postRenderersDigest = status.observedPostRenderersDigest();
        commonMetadataDigest = status.observedCommonMetadataDigest();
        conditions = Conditions.of(status.conditions());
        lastHandledReconcileAt = status.lastHandledReconcileAt();
        lastHandledForceAt = status.lastHandledForceAt();
        lastHandledResetAt = status.lastHandledResetAt();
        helmChart = status.helmChart();
        storageNamespace = status.storageNamespace();
        history = status.history();
        inventory = status.inventory();
        failures = status.failures();
        installFailures = status.installFailures();
        upgradeFailures = status.upgradeFailures();
        attemptedGeneration = status.lastAttemptedGeneration();
        attemptedRevision = status.lastAttemptedRevision();
        attemptedRevisionDigest = status.lastAttemptedRevisionDigest();
        attemptedAction = status.lastAttemptedReleaseAction();
        attemptedActionDuration = status.lastAttemptedReleaseActionDuration();
        attemptedConfigDigest = status.lastAttemptedConfigDigest();
        rollback = status.rollback();
    }

    Conditions conditions() {
        return conditions;
    }

    List<ReleaseSnapshot> history() {
        return history;
    }

    HelmReleaseStatusEdit set(Condition condition) {
        conditions = conditions.with(condition);
        return this;
    }

    HelmReleaseStatusEdit conditions(Conditions all) {
        conditions = all;
        return this;
    }

    HelmReleaseStatusEdit clear(String... types) {
        conditions = conditions.without(types);
        return this;
    }

    HelmReleaseStatusEdit observed(long generation) {
        observedGeneration = generation;
        return this;
    }

    HelmReleaseStatusEdit released(Wanted wanted) {
        postRenderersDigest = orAbsent(wanted.postRenderersDigest());
        commonMetadataDigest = orAbsent(wanted.commonMetadataDigest());
        return this;
    }

    HelmReleaseStatusEdit madeChart(Optional<String> name) {
        helmChart = name.orElse(null);
        return this;
    }

    HelmReleaseStatusEdit storedIn(String namespace) {
        storageNamespace = namespace;
        return this;
    }

    HelmReleaseStatusEdit history(List<ReleaseSnapshot> snapshots) {
        history = snapshots;
        return this;
    }

    HelmReleaseStatusEdit inventory(Optional<ResourceInventory> objects) {
        inventory = objects.orElse(null);
        return this;
    }

    /** The release that was made is gone, and none is known. */
    HelmReleaseStatusEdit forgotten() {
        history = List.of();
        inventory = null;
        storageNamespace = null;
        return withoutFailures();
    }

    HelmReleaseStatusEdit withoutFailures() {
        failures = 0;
        installFailures = 0;
        upgradeFailures = 0;
        return this;
    }

    /** An attempt failed, whether its action came to anything or not. */
    HelmReleaseStatusEdit failed() {
        failures++;
        return this;
    }

    /** A release action failed after it had made a revision, which remediation counts. */
    HelmReleaseStatusEdit countedFor(String action) {
        if (action.equals(ReleasePolicies.INSTALL)) {
            installFailures++;
        } else {
            upgradeFailures++;
        }
        return this;
    }

    HelmReleaseStatusEdit attempts(ReleaseAttempt attempt) {
        attemptedGeneration = attempt.generation();
        attemptedRevision = attempt.chartVersion();
        attemptedRevisionDigest = orAbsent(attempt.ociDigest());
        attemptedConfigDigest = attempt.configDigest();
        return this;
    }

    HelmReleaseStatusEdit attemptsAction(String action) {
        attemptedAction = action;
        return this;
    }

    HelmReleaseStatusEdit actionTook(String duration) {
        attemptedActionDuration = duration;
        return this;
    }

    /** Requests count as handled, whether they led to anything or not. */
    HelmReleaseStatusEdit handled(ReleaseRequests requests) {
        requests.force().ifPresent(token -> lastHandledForceAt = token);
        requests.reset().ifPresent(token -> lastHandledResetAt = token);
        return this;
    }

    HelmReleaseStatusEdit rollback(ReleaseRollback last) {
        rollback = last;
        return this;
    }

    private static @Nullable String orAbsent(String text) {
        return text.isEmpty() ? null : text;
    }

    HelmReleaseStatus done() {
        return new HelmReleaseStatus(
                observedGeneration,
                postRenderersDigest,
                commonMetadataDigest,
                conditions.toList(),
                lastHandledReconcileAt,
                lastHandledForceAt,
                lastHandledResetAt,
                helmChart,
                storageNamespace,
                history,
                inventory,
                failures,
                installFailures,
                upgradeFailures,
                attemptedGeneration,
                attemptedRevision,
                attemptedRevisionDigest,
                attemptedAction,
                attemptedActionDuration,
                attemptedConfigDigest,
                null,
                0,
                rollback);
    }
}
