package dev.capstan.application.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.SyncOperation;
import dev.capstan.api.argo.SyncStatus;
import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import dev.capstan.application.metric.ApplicationMetrics;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.operate.OperationChange;
import dev.capstan.application.operate.OperationProgress;
import dev.capstan.application.status.ApplicationEvent;
import dev.capstan.application.status.ApplicationEvents;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells people and dashboards what became of Applications. */
final class Announcements {
    private final ReconcilerContext<Application, ApplicationStatus> context;
    private final ApplicationMetrics metrics;

    Announcements(ReconcilerContext<Application, ApplicationStatus> context, ApplicationMetrics metrics) {
        this.context = context;
        this.metrics = metrics;
    }

    /** A status becomes another one. */
    void changed(Application about, ApplicationStatus before, ApplicationStatus after) {
        Map<String, String> facts = Optional.of(revision(after))
                .filter(it -> !it.isEmpty())
                .map(it -> Map.of(EventMetadata.REVISION, it))
                .orElse(Map.of());
        for (ApplicationEvent event : ApplicationEvents.between(before, after)) {
            context.recordEvent(about, event.severity(), event.reason(), event.message(), facts);
        }
    }

    /** Something else is worth telling. */
    void tell(Application about, Severity severity, Reason reason, String message) {
        context.recordEvent(about, severity, reason, message, Map.of());
    }

    /** A pass came to its end. */
    void passed(ApplicationObject application, OperationChange operation, ApplicationStatus after) {
        metrics.show(application, after);
        if (operation instanceof OperationChange.Ended ended) {
            OperationProgress progress = ended.now();
            SyncOperation sync = progress.operation().sync();
            metrics.synced(application, progress.phase(), isDryRun(sync));
            if (sync != null && Objects.requireNonNullElse(sync.autoHealAttemptsCount(), 0L) > 0) {
                metrics.healed(application);
            }
        }
    }

    private static boolean isDryRun(@Nullable SyncOperation sync) {
        return sync != null && Boolean.TRUE.equals(sync.dryRun());
    }

    /** What a status says that the sources are at; empty before it is known. */
    static String revision(ApplicationStatus status) {
        SyncStatus sync = status.sync();
        if (sync == null) {
            return "";
        }
        return sync.revision() != null ? sync.revision() : String.join(",", sync.revisions());
    }
}
