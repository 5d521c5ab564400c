package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.project.ProjectResource;
import dev.capstan.argo.project.ResourceCheck;
import dev.capstan.argo.project.Scope;
import java.util.Optional;
import java.util.function.BiFunction;

/** Which live objects an Application sees: those that its project permits, and whose marks, or manifests, make them its own. */
public final class Visibility {
    private final String instance;
    private final ControlPlane plane;
    private final AppProject project;
    private final Cluster cluster;
    private final BiFunction<String, String, Scope> scopes;

    /**
     * What an Application sees.
     *
     * @param instance its name in marks
     */
    public Visibility(
            String instance,
            ControlPlane plane,
            AppProject project,
            Cluster cluster,
            BiFunction<String, String, Scope> scopes) {
        this.instance = instance;
        this.plane = plane;
        this.project = project;
        this.cluster = cluster;
        this.scopes = scopes;
    }

    /** Whether a live object is permitted; what is not is not seen. */
    public boolean isPermitted(JsonNode live) {
        ResourceCheck check = new ResourceCheck(project, cluster, plane.namespace());
        return check.refusal(ProjectResource.of(live, scope(ObjectKey.of(live)), ""))
                .isEmpty();
    }

    /** Whether a kind is permitted; the status of its objects is unknown where it is not. */
    boolean isKindPermitted(ObjectKey key) {
        return project.permitsKind(key.group(), key.kind(), key.name(), scope(key));
    }

    /** Whether a live object without a manifest is the Application's: marked as such, made by no other object, and permitted. */
    public boolean isManaged(JsonNode live) {
        ObjectKey key = ObjectKey.of(live);
        return Refresh.tracking(plane.settings()).owner(live).equals(Optional.of(instance))
                && live.path("metadata").path("ownerReferences").isEmpty()
                && plane.settings().watches(key.group(), key.kind(), cluster.server())
                && isPermitted(live);
    }

    private Scope scope(ObjectKey key) {
        return scopes.apply(key.group(), key.kind());
    }
}
