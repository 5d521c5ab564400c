package dev.capstan.argo.sync;

import dev.capstan.argo.compare.ResourceStatus;
import dev.capstan.argo.compare.SyncStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides whether an application synchronises itself now. Pure. */
public final class AutoSync {

    private AutoSync() {}

    /** {@code syncPolicy.automated} of an application that has it. */
    public record Policy(boolean prune, boolean selfHeal, boolean allowEmpty) {}

    /**
     * The last operation.
     *
     * @param phase how it ended
     * @param message why
     * @param revisions what it synchronised; empty when it has no result
     * @param hasSameRevisions whether they are those that are wanted now, or nothing of the application has changed since
     * @param hasSameSources whether its sources are those of the application
     * @param hasResult whether it came as far as a result
     * @param selfHealAttempts {@code operation.sync.autoHealAttemptsCount}
     * @param finishedAt empty when it is not known
     */
    public record LastOperation(
            OperationPhase phase,
            String message,
            List<String> revisions,
            boolean hasSameRevisions,
            boolean hasSameSources,
            boolean hasResult,
            long selfHealAttempts,
            Optional<Instant> finishedAt) {
        public LastOperation {
            revisions = List.copyOf(revisions);
        }

        /** An operation without a result counts as an attempt once it is over, so that it is not repeated for ever. */
        boolean isAttemptAtTheSame() {
            return hasResult ? hasSameRevisions && hasSameSources : phase.isCompleted();
        }
    }

    /**
     * All that the decision depends on.
     *
     * @param policy empty when automation is off
     * @param isBusy whether an operation is asked for or under way
     * @param isDeleting whether the application is being deleted
     * @param hasErrors whether a condition says that the application is invalid or cannot be compared
     * @param isBlockedByWindow whether a sync window forbids automated syncs now
     * @param revisions what is wanted, one for each source
     */
    public record Situation(
            Optional<Policy> policy,
            boolean isBusy,
            boolean isDeleting,
            boolean hasErrors,
            boolean isBlockedByWindow,
            SyncStatus status,
            List<ResourceStatus> resources,
            List<String> revisions,
            Optional<LastOperation> last) {
        public Situation {
            resources = List.copyOf(resources);
            revisions = List.copyOf(revisions);
        }
    }

    /** What is to be done. */
    public sealed interface Choice {

        /**
         * Start an operation.
         *
         * @param selection the objects to heal; empty for a full sync
         * @param selfHealAttempts for {@code autoHealAttemptsCount}
         */
        record Start(boolean prune, List<SelectedResource> selection, long selfHealAttempts) implements Choice {
            public Start {
                selection = List.copyOf(selection);
            }
        }

        /** Nothing, and why, for logs. */
        record Skip(String reason) implements Choice {}

        /** Nothing yet; look again after a while. */
        record Later(Duration after, String reason) implements Choice {}

        /** Nothing, and people must know: the condition {@code SyncError}. */
        record Refuse(String message) implements Choice {}
    }

    /** Decides. */
    public static Choice choose(Situation situation, SelfHealBackoff backoff, Instant now) {
        if (situation.policy().isEmpty()) {
            return new Choice.Skip("automated sync is off");
        }
        if (situation.isBusy()) {
            return new Choice.Skip("another operation is in progress");
        }
        if (situation.isDeleting()) {
            return new Choice.Skip("deletion in progress");
        }
        if (situation.hasErrors()) {
            return new Choice.Skip("the application has error conditions");
        }
        if (situation.isBlockedByWindow()) {
            return new Choice.Skip("Sync prevented by sync window");
        }
        if (situation.status() != SyncStatus.OUT_OF_SYNC) {
            return new Choice.Skip("application status is " + situation.status());
        }
        Policy policy = situation.policy().get();
        if (!policy.prune() && needsOnlyPruning(situation.resources())) {
            return new Choice.Skip("need to prune extra resources only but automated prune is disabled");
        }
        Optional<LastOperation> attempt = situation.last().filter(LastOperation::isAttemptAtTheSame);
        if (attempt.isEmpty()) {
            return start(situation, policy, List.of(), 0);
        }
        return again(situation, policy, attempt.get(), backoff, now);
    }

    private static Choice again(
            Situation situation, Policy policy, LastOperation last, SelfHealBackoff backoff, Instant now) {
        if (last.phase() != OperationPhase.SUCCEEDED) {
            return new Choice.Refuse("Failed last sync attempt to " + listed(last.revisions()) + ": " + last.message());
        }
        if (!policy.selfHeal()) {
            return new Choice.Skip("most recent sync already to " + listed(situation.revisions()));
        }
        Duration remaining = backoff.remaining(last.selfHealAttempts(), last.finishedAt(), now);
        if (remaining.isPositive()) {
            return new Choice.Later(remaining, "already attempted sync to " + listed(last.revisions()));
        }
        List<SelectedResource> selection = situation.resources().stream()
                .filter(resource -> resource.status().isPresent() && !isSynced(resource))
                .map(ResourceStatus::key)
                .map(key -> new SelectedResource(key.group(), key.kind(), key.namespace(), key.name()))
                .toList();
        return start(situation, policy, selection, last.selfHealAttempts() + 1);
    }

    private static Choice start(
            Situation situation, Policy policy, List<SelectedResource> selection, long selfHealAttempts) {
        boolean wouldEmpty = policy.prune()
                && !policy.allowEmpty()
                && situation.resources().stream().allMatch(ResourceStatus::requiresPruning);
        return wouldEmpty
                ? new Choice.Refuse("Skipping sync attempt to " + listed(situation.revisions())
                        + ": auto-sync will wipe out all resources")
                : new Choice.Start(policy.prune(), selection, selfHealAttempts);
    }

    private static boolean needsOnlyPruning(List<ResourceStatus> resources) {
        return resources.stream()
                .allMatch(resource -> resource.status().isEmpty() || isSynced(resource) || resource.requiresPruning());
    }

    private static boolean isSynced(ResourceStatus resource) {
        return resource.status().equals(Optional.of(SyncStatus.SYNCED));
    }

    private static String listed(List<String> revisions) {
        return "[" + String.join(" ", revisions) + "]";
    }
}
