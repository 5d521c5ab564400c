package dev.capstan.application.metric;

import dev.capstan.api.argo.ApplicationDestination;
import dev.capstan.api.argo.ApplicationSource;
import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.AutomatedSync;
import dev.capstan.api.argo.HealthStatus;
import dev.capstan.api.argo.Operation;
import dev.capstan.api.argo.SyncPolicy;
import dev.capstan.api.argo.SyncStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.object.Sources;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.argo.sync.OperationPhase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code argocd_app_info}, {@code argocd_app_sync_total}, {@code argocd_app_reconcile} and {@code capstan_application_heals_total}. The
 * series of an Application go with it. Safe for use by several threads.
 */
public final class ApplicationMetrics {
    private static final String INFO = "argocd_app_info";
    private static final String SYNCS = "argocd_app_sync";
    private static final String HEALS = "capstan_application_heals";
    private static final double[] SECONDS = {0.25, 0.5, 1, 2, 4, 8, 16};
    private static final String UNKNOWN = "Unknown";
    private static final String IN_CLUSTER = "https://kubernetes.default.svc";

    private final MeterRegistry registry;
    private final Map<ObjectKey, Gauge> infos = new ConcurrentHashMap<>();

    /** Registers with the registry of the process. */
    public ApplicationMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows an Application as it is now: a gauge that is always 1, and has the rest in its labels. */
    public void show(ApplicationObject application, ApplicationStatus status) {
        ApplicationSpec spec = application.spec();
        Tags tags = Tags.of(
                "namespace", application.namespace(),
                "name", application.name(),
                "project", project(spec),
                "autosync_enabled", Boolean.toString(isAutomated(spec)),
                "repo", repository(spec),
                "dest_server", server(spec),
                "dest_namespace", textOf(spec.destination().namespace()),
                "sync_status", word(status.sync()),
                "health_status", word(status.health()),
                "operation", operation(application));
        infos.compute(keyOf(application), (_, shown) -> {
            if (shown != null && shown.getId().getTags().equals(tags.stream().toList())) {
                return shown;
            }
            if (shown != null) {
                registry.remove(shown);
            }
            return Gauge.builder(INFO, () -> 1)
                    .description("Information about an Application.")
                    .tags(tags)
                    .register(registry);
        });
    }

    /** A sync of an Application ended. */
    public void synced(ApplicationObject application, OperationPhase phase, boolean isDryRun) {
        Counter.builder(SYNCS)
                .description("Syncs of Applications that ended, by how they did.")
                .tags(nameOf(keyOf(application))
                        .and("project", project(application.spec()))
                        .and("dest_server", server(application.spec()))
                        .and("phase", phase.toString())
                        .and("dry_run", Boolean.toString(isDryRun)))
                .register(registry)
                .increment();
    }

    /** A sync that ended put back what somebody else had changed. */
    public void healed(ApplicationObject application) {
        Counter.builder(HEALS)
                .description("Syncs of Applications that put back what somebody else had changed.")
                .tags(nameOf(keyOf(application)))
                .register(registry)
                .increment();
    }

    /** An Application was looked at. */
    public void reconciled(ApplicationObject application, Duration took) {
        DistributionSummary.builder("argocd_app_reconcile")
                .description("How long it took to look at Applications, in seconds.")
                .serviceLevelObjectives(SECONDS)
                .tags("namespace", application.namespace(), "dest_server", server(application.spec()))
                .register(registry)
                .record(took.toNanos() / 1e9);
    }

    /** An Application is gone, and its series with it. */
    public void forget(ObjectKey application) {
        Optional.ofNullable(infos.remove(application)).ifPresent(registry::remove);
        for (String counter : List.of(SYNCS, HEALS)) {
            registry.find(counter).tags(nameOf(application)).meters().forEach(registry::remove);
        }
    }

    private static ObjectKey keyOf(ApplicationObject application) {
        return new ObjectKey(application.namespace(), application.name());
    }

    private static Tags nameOf(ObjectKey application) {
        return Tags.of("namespace", application.namespace(), "name", application.name());
    }

    private static String project(ApplicationSpec spec) {
        return AppProject.named(spec.project());
    }

    /** As Argo CD compares URLs, so that dashboards can join by it; a login in it is nobody's business. */
    private static String repository(ApplicationSpec spec) {
        return Sources.of(spec).all().stream()
                .findFirst()
                .map(ApplicationSource::repoURL)
                .map(url -> RepositoryUrl.shown(RepositoryUrl.normalised(url).orElse(url)))
                .orElse("");
    }

    private static boolean isAutomated(ApplicationSpec spec) {
        SyncPolicy policy = spec.syncPolicy();
        AutomatedSync automated = policy == null ? null : policy.automated();
        return automated != null && !Boolean.FALSE.equals(automated.enabled());
    }

    /** Dashboards join by the server; a destination by name has its name there, but for the cluster of the controller. */
    private static String server(ApplicationSpec spec) {
        ApplicationDestination destination = spec.destination();
        String server = textOf(destination.server());
        String name = textOf(destination.name());
        return server.isEmpty() ? name.equals("in-cluster") ? IN_CLUSTER : name : server;
    }

    private static String operation(ApplicationObject application) {
        if (application.deletedAt().isPresent()) {
            return "delete";
        }
        return application.operation().map(Operation::sync).isPresent() ? "sync" : "";
    }

    private static String word(@Nullable SyncStatus sync) {
        return sync == null ? UNKNOWN : Objects.requireNonNullElse(sync.status(), UNKNOWN);
    }

    private static String word(@Nullable HealthStatus health) {
        return health == null ? UNKNOWN : Objects.requireNonNullElse(health.status(), UNKNOWN);
    }

    private static String textOf(@Nullable String text) {
        return text == null ? "" : text;
    }
}
