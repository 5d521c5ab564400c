package dev.capstan.application.operate;

import dev.capstan.api.argo.ApplicationSource;
import dev.capstan.api.argo.Operation;
import dev.capstan.api.argo.OperationInitiator;
import dev.capstan.api.argo.SyncOperation;
import dev.capstan.api.argo.SyncOperationResource;
import dev.capstan.api.argo.SyncPolicy;
import dev.capstan.api.argo.SyncStrategy;
import dev.capstan.api.argo.SyncStrategyOption;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.object.Sources;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.sync.DeletionApproval;
import dev.capstan.argo.sync.RetryStrategy;
import dev.capstan.argo.sync.SelectedResource;
import dev.capstan.argo.sync.SyncSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an operation asks for, in the terms of a sync. */
public final class OperationTerms {
    private OperationTerms() {}

    /**
     * The settings of its sync. An operation without options has those of the Application, so that one that is asked for by hand does what
     * an automated one would.
     *
     * @param startedAt when it began: approvals of prunes must be later
     */
    public static SyncSettings settings(
            SyncOperation sync, ApplicationObject application, Instant startedAt, Duration pauseBetweenWaves) {
        Optional<SyncStrategy> strategy = Optional.ofNullable(sync.syncStrategy());
        boolean isForced = strategy.map(SyncStrategy::apply)
                .or(() -> strategy.map(SyncStrategy::hook))
                .map(SyncStrategyOption::force)
                .orElse(false);
        return new SyncSettings(
                isTrue(sync.dryRun()),
                isTrue(sync.prune()),
                isForced,
                strategy.map(SyncStrategy::apply).isPresent(),
                options(sync, application),
                sync.resources().stream().map(OperationTerms::selected).toList(),
                DeletionApproval.isGiven(application.annotation(DeletionApproval.ANNOTATION), startedAt),
                pauseBetweenWaves);
    }

    /** Its options. */
    public static SyncOptions options(SyncOperation sync, ApplicationObject application) {
        return new SyncOptions(
                sync.syncOptions().isEmpty()
                        ? Optional.ofNullable(application.spec().syncPolicy())
                                .map(SyncPolicy::syncOptions)
                                .orElse(List.of())
                        : sync.syncOptions());
    }

    private static SelectedResource selected(SyncOperationResource resource) {
        return new SelectedResource(
                text(resource.group()), resource.kind(), text(resource.namespace()), resource.name());
    }

    /** Its sources: its own, for instance those of an entry of the history, else the Application's. */
    public static Sources sources(SyncOperation sync, ApplicationObject application) {
        ApplicationSource single = sync.source();
        if (!sync.sources().isEmpty()) {
            return new Sources(sync.sources(), true);
        }
        return single == null ? Sources.of(application.spec()) : new Sources(List.of(single), false);
    }

    /** The revisions that it names; empty texts, or none, stand for what the sources say. */
    public static List<String> revisions(SyncOperation sync) {
        return sync.revisions().isEmpty() ? List.of(text(sync.revision())) : sync.revisions();
    }

    /** Whether it names revisions. */
    public static boolean namesRevisions(SyncOperation sync) {
        return !revisions(sync).stream().allMatch(String::isEmpty);
    }

    /** Whether it says itself from where, or at which revisions, is synced. */
    public static boolean isOfItsOwn(SyncOperation sync) {
        return namesRevisions(sync) || sync.source() != null || !sync.sources().isEmpty();
    }

    /** Whether nobody asked for it. */
    public static boolean isAutomated(Operation operation) {
        return Optional.ofNullable(operation.initiatedBy())
                .map(OperationInitiator::automated)
                .orElse(false);
    }

    /** How it is tried again; empty when that cannot be read. */
    public static Optional<RetryStrategy> retry(Operation operation) {
        var asked = operation.retry();
        if (asked == null) {
            return Optional.of(RetryStrategy.byDefault(isAutomated(operation)));
        }
        var backoff = Optional.ofNullable(asked.backoff());
        return RetryStrategy.of(
                Objects.requireNonNullElse(asked.limit(), 0L),
                backoff.map(it -> text(it.duration())).orElse(""),
                backoff.flatMap(it -> Optional.ofNullable(it.factor())),
                backoff.map(it -> text(it.maxDuration())).orElse(""),
                isTrue(asked.refresh()));
    }

    /** The same operation for what the sources mean now. */
    static Operation withoutRevisions(Operation operation) {
        SyncOperation sync = operation.sync();
        return sync == null
                ? operation
                : new Operation(
                        new SyncOperation(
                                null,
                                List.of(),
                                sync.source(),
                                sync.sources(),
                                sync.resources(),
                                sync.manifests(),
                                sync.prune(),
                                sync.dryRun(),
                                sync.syncStrategy(),
                                sync.syncOptions(),
                                sync.autoHealAttemptsCount()),
                        operation.initiatedBy(),
                        operation.info(),
                        operation.retry());
    }

    private static boolean isTrue(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
