package dev.capstan.argo.project;

import dev.capstan.argo.cluster.Cluster;
import java.util.Optional;

/**
 * Whether a project permits one object on a cluster: at a sync before anything is applied, and of live objects before they are seen. The
 * first two messages are Argo CD's.
 */
public final class ResourceCheck {
    private static final String GROUP = "argoproj.io";

    private final AppProject project;
    private final Cluster cluster;
    private final String controlPlane;

    /**
     * Checks against a project.
     *
     * @param cluster to which the objects go
     * @param controlPlane the namespace of the project itself
     */
    public ResourceCheck(AppProject project, Cluster cluster, String controlPlane) {
        this.project = project;
        this.cluster = cluster;
        this.controlPlane = controlPlane;
    }

    /** Why the object is not permitted; empty when it is. */
    public Optional<String> refusal(ProjectResource resource) {
        String what = "resource " + resource.group() + ":" + resource.kind();
        if (resource.isList()) {
            return Optional.of(what + " is not permitted in project " + project.name()
                    + ": it is a list, and each of its objects must be permitted by itself");
        }
        if (!project.permitsKind(resource.group(), resource.kind(), resource.name(), resource.scope())) {
            return Optional.of(what + " is not permitted in project " + project.name() + unknown(resource));
        }
        if (changesOwnProject(resource)) {
            return Optional.of(what + " is not permitted in project " + project.name()
                    + ": an Application may not change the project that restricts it");
        }
        return switch (resource.scope()) {
            case NAMESPACE, UNKNOWN -> namespaceRefusal(resource);
            case CLUSTER ->
                cluster.managesClusterResources()
                        ? Optional.empty()
                        : Optional.of(what + " is not permitted on " + cluster
                                + ": its Secret restricts it to namespaces and clusterResources is not \"true\"");
        };
    }

    private static String unknown(ProjectResource resource) {
        return resource.scope() == Scope.UNKNOWN
                ? ": nobody can tell whether it has a namespace, so it must be permitted with and without"
                : "";
    }

    private Optional<String> namespaceRefusal(ProjectResource resource) {
        if (!project.permitsDestination(cluster, resource.namespace())) {
            return Optional.of(
                    "namespace " + resource.namespace() + " is not permitted in project '" + project.name() + "'");
        }
        return cluster.managesNamespace(resource.namespace())
                ? Optional.empty()
                : Optional.of("namespace " + resource.namespace() + " is not among those to which the Secret of "
                        + cluster + " restricts it");
    }

    /** Whoever may write its own project permits itself everything. */
    private boolean changesOwnProject(ProjectResource resource) {
        return resource.is(GROUP, "AppProject")
                && resource.name().equals(project.name())
                && resource.namespace().equals(controlPlane)
                && !project.permitsEverything();
    }
}
