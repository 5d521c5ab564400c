package dev.capstan.application.plane;

import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.argo.signature.SignaturePolicies;
import java.time.Clock;
import java.util.ArrayList;
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

    /** What is said and not acted on, or cannot be read; for people, with names of keys and never a value. */
    public List<String> notices() {
        var notices = new ArrayList<String>();
        settings.notices().forEach(notice -> notices.add("ConfigMap argocd-cm: " + notice));
        notices.addAll(repositories.notices());
        notices.addAll(clusters.notices());
        signatures.forEach((project, policies) ->
                policies.notices().forEach(notice -> notices.add("AppProject " + project + ": " + notice)));
        return List.copyOf(notices);
    }

    /** A project; an empty name means {@code default}. */
    public Optional<AppProject> project(String name) {
        return Optional.ofNullable(projects.get(AppProject.named(name)));
    }
}
