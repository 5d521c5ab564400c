package dev.capstan.application.operate;

import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.Operation;
import dev.capstan.api.argo.OperationInitiator;
import dev.capstan.api.argo.RetryStrategy;
import dev.capstan.api.argo.SyncOperation;
import dev.capstan.api.argo.SyncOperationResource;
import dev.capstan.api.argo.SyncPolicy;
import dev.capstan.application.compare.NamespaceMetadata;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.object.Sources;
import dev.capstan.argo.compare.ApplicationComparison;
import dev.capstan.argo.sync.AutoSync;
import dev.capstan.argo.sync.SelfHealBackoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether an Application syncs itself, and makes the operation. Pure. */
public final class Automation {
    private static final long RETRIES = 5;
    /** After so long without a heal it is no loop, and the next one does not wait. Longer than the longest wait. */
    private static final Duration CALM = Duration.ofSeconds(330);

    private Automation() {}

    /**
     * Decides.
     *
     * @param last the last operation, be it one of this pass
     * @param revisions what is wanted, one for each source
     */
    public static AutoSync.Choice choose(
            ApplicationObject application,
            Optional<OperationProgress> last,
            ApplicationComparison comparison,
            List<String> revisions,
            boolean hasErrors,
            boolean isBlockedByWindow,
            Instant now) {
        boolean isRunning = last.filter(progress -> !progress.isCompleted()).isPresent();
        return AutoSync.choose(
                new AutoSync.Situation(
                        policy(application),
                        isRunning,
                        application.deletedAt().isPresent(),
                        hasErrors,
                        isBlockedByWindow,
                        comparison.status(),
                        comparison.resources(),
                        revisions,
                        last.map(progress -> lastOperation(application, progress, revisions, now))),
                SelfHealBackoff.byDefault(),
                now);
    }

    /** What an Application says about automation; empty when it is off. */
    public static Optional<AutoSync.Policy> policy(ApplicationObject application) {
        return Optional.ofNullable(application.spec().syncPolicy())
                .map(SyncPolicy::automated)
                .filter(automated -> !Boolean.FALSE.equals(automated.enabled()))
                .map(automated -> new AutoSync.Policy(
                        isTrue(automated.prune()), isTrue(automated.selfHeal()), isTrue(automated.allowEmpty())));
    }

    /** The last operation that a status tells of. */
    public static Optional<OperationProgress> last(ApplicationObject application) {
        return application.status().map(ApplicationStatus::operationState).map(OperationStates::read);
    }

    private static AutoSync.LastOperation lastOperation(
            ApplicationObject application, OperationProgress progress, List<String> wanted, Instant now) {
        Optional<OperationProgress.Result> result = progress.result();
        Sources sources = Sources.of(application.spec());
        boolean hasSameSources =
                result.map(it -> it.sources().equals(sources.all())).orElse(false)
                        && result.map(it -> NamespaceMetadata.isAsWanted(application, it.managedNamespaceMetadata()))
                                .orElse(true);
        return new AutoSync.LastOperation(
                progress.phase(),
                progress.message(),
                result.map(OperationProgress.Result::revisions).orElse(List.of()),
                result.map(it -> it.revisions().equals(wanted)).orElse(false),
                hasSameSources,
                result.isPresent(),
                attempts(progress, now),
                progress.finishedAt());
    }

    private static long attempts(OperationProgress progress, Instant now) {
        boolean isCalm = progress.finishedAt()
                .filter(finished -> finished.plus(CALM).isBefore(now))
                .isPresent();
        return isCalm
                ? 0
                : Optional.ofNullable(progress.operation().sync())
                        .map(SyncOperation::autoHealAttemptsCount)
                        .orElse(0L);
    }

    /** The operation that automation begins. */
    public static Operation operation(
            ApplicationObject application, AutoSync.Choice.Start start, List<String> revisions) {
        boolean isMultiple = Sources.of(application.spec()).isMultiple();
        SyncPolicy policy = Objects.requireNonNull(application.spec().syncPolicy(), "automation without a policy");
        RetryStrategy retry = policy.retry();
        SyncOperation sync = new SyncOperation(
                isMultiple || revisions.isEmpty() ? null : revisions.getFirst(),
                isMultiple ? revisions : List.of(),
                null,
                List.of(),
                start.selection().stream()
                        .map(one -> new SyncOperationResource(
                                nonEmpty(one.group()), one.kind(), nonEmpty(one.namespace()), one.name()))
                        .toList(),
                List.of(),
                start.prune() ? true : null,
                null,
                null,
                policy.syncOptions(),
                start.selfHealAttempts() == 0 ? null : start.selfHealAttempts());
        return new Operation(
                sync,
                new OperationInitiator(null, true),
                List.of(),
                retry == null ? new RetryStrategy(RETRIES, null, null) : retry);
    }

    private static boolean isTrue(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }

    private static @Nullable String nonEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
