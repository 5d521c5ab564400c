package dev.capstan.application.plane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.application.source.FakeSources;
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

    private final Map<String, JsonNode> projects = new HashMap<>();
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
        projects.put(object.path("metadata").path("name").asText(), object);
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
        return new PlaneContents("argocd", Map.of("argocd-cm", settings), List.of(), List.copyOf(projects.values()))
                .read(clock);
    }

    @Override
    public ControlPlane now() {
        return now;
    }
}
