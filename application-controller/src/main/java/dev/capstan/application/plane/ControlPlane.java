package dev.capstan.application.plane;

import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.settings.ArgoSettings;
import java.util.Map;
import java.util.Optional;

/**
 * What the control-plane namespace says, at one moment. Immutable.
 *
 * @param namespace the control-plane namespace
 * @param projects by name
 * @param health rules with the customisations of {@code argocd-cm}
 */
public record ControlPlane(
        String namespace,
        ArgoSettings settings,
        Repositories repositories,
        Clusters clusters,
        Map<String, AppProject> projects,
        HealthRules health) {
    public ControlPlane {
        projects = Map.copyOf(projects);
    }

    /** A project; an empty name means {@code default}. */
    public Optional<AppProject> project(String name) {
        return Optional.ofNullable(projects.get(name.isEmpty() ? AppProject.DEFAULT : name));
    }
}
