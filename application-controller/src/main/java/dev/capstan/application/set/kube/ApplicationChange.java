package dev.capstan.application.set.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.HealthStatus;
import dev.capstan.api.argo.OperationState;
import dev.capstan.api.argo.SyncStatus;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a change of an Application means to its set. */
enum ApplicationChange {
    /** Nothing. */
    NONE,
    /** How the Application is: the set lists it, and a rollout goes by it. */
    STATUS,
    /** What the Application wants, which the set decides on. */
    CONTENT;

    static ApplicationChange of(Application changed, Application before) {
        var now = changed.getMetadata();
        var then = before.getMetadata();
        boolean isOther = !Objects.equals(changed.getSpec(), before.getSpec())
                || !Objects.equals(now.getLabels(), then.getLabels())
                || !Objects.equals(now.getAnnotations(), then.getAnnotations())
                || !Objects.equals(now.getFinalizers(), then.getFinalizers())
                || !Objects.equals(now.getOwnerReferences(), then.getOwnerReferences())
                || !Objects.equals(now.getDeletionTimestamp(), then.getDeletionTimestamp());
        if (isOther) {
            return CONTENT;
        }
        return facts(changed.getStatus()).equals(facts(before.getStatus())) ? NONE : STATUS;
    }

    private record Facts(
            @Nullable String sync,
            @Nullable String revision,
            List<String> revisions,
            @Nullable String health,
            @Nullable String phase,
            @Nullable String startedAt,
            List<String> conditions) {
        static final Facts NONE = new Facts(null, null, List.of(), null, null, null, List.of());
    }

    private static Facts facts(@Nullable ApplicationStatus status) {
        if (status == null) {
            return Facts.NONE;
        }
        SyncStatus sync = status.sync();
        HealthStatus health = status.health();
        OperationState operation = status.operationState();
        return new Facts(
                sync == null ? null : sync.status(),
                sync == null ? null : sync.revision(),
                sync == null ? List.of() : sync.revisions(),
                health == null ? null : health.status(),
                operation == null ? null : operation.phase(),
                operation == null ? null : operation.startedAt(),
                status.conditions().stream().map(condition -> condition.type()).toList());
    }
}
