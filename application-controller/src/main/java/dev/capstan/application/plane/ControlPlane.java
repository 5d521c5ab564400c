package dev.capstan.application.plane;

import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.argo.signature.SignaturePolicies;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the control-plane namespace says, at one moment. Immutable.
 *
 * @param namespace the control-plane namespace
 * @param projects by name
 * @param health rules with the customisations of {@code argocd-cm}
 * @param trust whom to believe of repositories
 * @param signatures what projects demand of commits, by their names
 */
public record ControlPlane(
        String namespace,
        ArgoSettings settings,
        Repositories repositories,
        Clusters clusters,
        Map<String, AppProject> projects,
        HealthRules health,
        RemoteTrust trust,
        Map<String, SignaturePolicies> signatures) {
    /** Copies the maps. */
    public ControlPlane {
        projects = Map.copyOf(projects);
        signatures = Map.copyOf(signatures);
    }

    /** The control plane in which nothing says anything. */
    public static ControlPlane empty(String namespace) {
        return new PlaneContents(namespace, Map.of(), List.of(), List.of()).read(Clock.systemUTC());
    }

    /** A project; an empty name means {@code default}. */
    public Optional<AppProject> project(String name) {
        return Optional.ofNullable(projects.get(name.isEmpty() ? AppProject.DEFAULT : name));
    }
}
