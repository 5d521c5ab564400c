package dev.capstan.application.run;

import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.operate.ActionContext;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.compare.CompareOptions;
import dev.capstan.argo.project.AppProject;
import java.time.Duration;
import java.time.Instant;

/** As whom, and until when, one pass makes requests. */
final class ActionContexts {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private ActionContexts() {}

    static ActionContext of(ApplicationObject application, AppProject project, Cluster cluster, Instant now) {
        String namespace = application.destinationNamespace();
        return new ActionContext(
                cluster,
                project.serviceAccounts().find(cluster.server(), namespace, application.namespace()),
                namespace,
                CompareOptions.MANAGER,
                now.plus(LONGEST));
    }
}
