package dev.capstan.application.plane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.application.source.FakeSources;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.health.assess.Customizations;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.settings.ArgoSettings;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A control plane of tests, in which everything is permitted at first. */
public final class FakePlane implements ControlPlaneView {
    private static final String EVERYTHING = """
            metadata: {name: default}
            spec:
              sourceRepos: ['*']
              destinations: [{server: '*', namespace: '*'}]
              clusterResourceWhitelist: [{group: '*', kind: '*'}]
            """;

    private final Map<String, AppProject> projects = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();
    private final Clock clock;
    private ControlPlane now;

    public FakePlane(Clock clock) {
        this.clock = clock;
        project(EVERYTHING);
        now = made();
    }

    /** Adds or changes an AppProject. */
    public void project(String yaml) {
        JsonNode object = FakeSources.yaml(yaml);
        projects.put(object.path("metadata").path("name").asText(), AppProject.of(object, List.of(), List.of()));
        now = made();
    }

    /** Restricts the project of all Applications that name none. */
    public void defaultProject(String spec) {
        project("metadata: {name: default}\nspec:\n" + spec.indent(2));
    }

    public void deleteProject(String name) {
        projects.remove(name);
        now = made();
    }

    /** Sets a key of {@code argocd-cm}. */
    public void set(String key, String value) {
        settings.put(key, value);
        now = made();
    }

    private ControlPlane made() {
        return new ControlPlane(
                "argocd",
                ArgoSettings.of(settings),
                Repositories.of(List.of()),
                Clusters.of(List.of(), true),
                projects,
                HealthRules.of(Customizations.of(settings), clock),
                RemoteTrust.NONE,
                Map.of());
    }

    @Override
    public ControlPlane now() {
        return now;
    }
}
