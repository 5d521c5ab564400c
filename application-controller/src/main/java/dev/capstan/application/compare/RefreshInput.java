package dev.capstan.application.compare;

import dev.capstan.application.live.LiveSet;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.applicationmanifests.Rendered;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.project.AppProject;
import java.util.Optional;

/**
 * Everything that a comparison of a whole Application depends on.
 *
 * @param instance the Application's name in marks
 * @param rendered what its sources give
 * @param live what the cluster has of it
 * @param gap why live objects may be missing that could not be seen, for people
 * @param dryRun asked where the Application wants to be compared by the API server
 */
public record RefreshInput(
        ApplicationObject application,
        String instance,
        ControlPlane plane,
        AppProject project,
        Cluster cluster,
        Rendered.Objects rendered,
        Targets targets,
        LiveSet live,
        Optional<String> gap,
        ServerDryRun dryRun) {}
