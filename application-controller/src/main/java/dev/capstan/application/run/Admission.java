package dev.capstan.application.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.object.Sources;
import dev.capstan.application.object.SpecTree;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.cluster.Destination;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.project.ApplicationCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the project of an Application permits it at all. */
sealed interface Admission {
    /**
     * It may be compared and synced.
     *
     * @param spec with the sources from which it is
     */
    record Admitted(AppProject project, Cluster cluster, JsonNode spec) implements Admission {}

    /**
     * It may not.
     *
     * @param problems messages of {@code InvalidSpecError}
     */
    record Refused(List<String> problems) implements Admission {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Decides.
     *
     * @param sources from which it is to be compared or synced
     */
    static Admission of(ApplicationObject application, Sources sources, ControlPlane plane) {
        String projectName = application.spec().project();
        Optional<AppProject> project = plane.project(projectName);
        if (project.isEmpty()) {
            return new Refused(List.of("Application referencing project " + projectName + " which does not exist"));
        }
        ApplicationCheck check = new ApplicationCheck(project.get(), plane.clusters());
        JsonNode spec = SpecTree.of(application.spec(), sources.all(), sources.isMultiple());
        List<String> problems = new ArrayList<>();
        check.namespaceProblem(application.name(), application.namespace(), plane.namespace())
                .ifPresent(problems::add);
        problems.addAll(check.problems(spec));
        Clusters.Lookup cluster = plane.clusters().find(Destination.of(spec.path("destination")));
        return problems.isEmpty() && cluster instanceof Clusters.Lookup.Found(Cluster found)
                ? new Admitted(project.get(), found, spec)
                : new Refused(problems);
    }
}
