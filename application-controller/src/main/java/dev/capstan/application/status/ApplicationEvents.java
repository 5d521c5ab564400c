package dev.capstan.application.status;

import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.HealthStatus;
import dev.capstan.api.argo.Operation;
import dev.capstan.api.argo.OperationInitiator;
import dev.capstan.api.argo.OperationState;
import dev.capstan.api.argo.SyncOperationResult;
import dev.capstan.api.argo.SyncStatus;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import dev.capstan.argo.sync.OperationPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a change of a status is for people, in the words that users of Argo CD know. */
public final class ApplicationEvents {
    private ApplicationEvents() {}

    /** What is told when the one status becomes the other; nothing when only details differ. */
    public static List<ApplicationEvent> between(ApplicationStatus before, ApplicationStatus after) {
        List<ApplicationEvent> events = new ArrayList<>();
        operation(before.operationState(), after.operationState()).ifPresent(events::add);
        updated("sync", syncOf(before.sync()), syncOf(after.sync())).ifPresent(events::add);
        updated("health", healthOf(before.health()), healthOf(after.health())).ifPresent(events::add);
        return events;
    }

    private static Optional<ApplicationEvent> updated(String what, String before, String after) {
        if (before.equals(after)) {
            return Optional.empty();
        }
        String change = before.isEmpty() ? after : before + " -> " + after;
        return Optional.of(
                new ApplicationEvent(Severity.INFO, Reason.RESOURCE_UPDATED, "Updated " + what + " status: " + change));
    }

    private static Optional<ApplicationEvent> operation(
            @Nullable OperationState before, @Nullable OperationState after) {
        if (after == null || Objects.equals(before, after)) {
            return Optional.empty();
        }
        Optional<OperationState> same = Optional.ofNullable(before)
                .filter(it -> it.startedAt().equals(after.startedAt())
                        && it.operation().equals(after.operation()));
        if (isCompleted(after)) {
            return same.filter(ApplicationEvents::isCompleted).isPresent()
                    ? Optional.empty()
                    : Optional.of(completed(after));
        }
        return same.isPresent() ? Optional.empty() : Optional.of(started(after));
    }

    private static ApplicationEvent started(OperationState state) {
        OperationInitiator by = state.operation().initiatedBy();
        boolean isAutomated = by != null && Boolean.TRUE.equals(by.automated());
        String who = by == null || by.username() == null || by.username().isEmpty() ? "" : " by " + by.username();
        String to = revision(state).map(it -> " to " + it).orElse("");
        return new ApplicationEvent(
                Severity.INFO,
                Reason.OPERATION_STARTED,
                "Initiated " + (isAutomated ? "automated " : "") + "sync" + to + (isAutomated ? "" : who));
    }

    private static ApplicationEvent completed(OperationState state) {
        String what = isPartial(state.operation()) ? "Partial sync operation" : "Sync operation";
        String to = revision(state).map(it -> " to " + it).orElse("");
        boolean isGood = OperationPhase.SUCCEEDED.toString().equals(state.phase());
        return new ApplicationEvent(
                isGood ? Severity.INFO : Severity.ERROR,
                Reason.OPERATION_COMPLETED,
                what + to + (isGood ? " succeeded" : " failed: " + Objects.requireNonNullElse(state.message(), "")));
    }

    private static boolean isPartial(Operation operation) {
        return operation.sync() != null && !operation.sync().resources().isEmpty();
    }

    private static Optional<String> revision(OperationState state) {
        SyncOperationResult result = state.syncResult();
        if (result != null) {
            String text = result.revisions().isEmpty() ? result.revision() : String.join(", ", result.revisions());
            return Optional.of(text).filter(it -> !it.isEmpty());
        }
        return Optional.ofNullable(state.operation().sync())
                .map(sync -> sync.revision())
                .filter(it -> !it.isEmpty());
    }

    private static boolean isCompleted(OperationState state) {
        return OperationPhase.parse(state.phase())
                .map(OperationPhase::isCompleted)
                .orElse(false);
    }

    private static String syncOf(@Nullable SyncStatus sync) {
        return sync == null ? "" : sync.status();
    }

    private static String healthOf(@Nullable HealthStatus health) {
        return health == null || health.status() == null ? "" : health.status();
    }
}
