package dev.capstan.kustomize;

import dev.capstan.tree.InMemoryTree;

/** A tree of files that a test builds. */
public final class BuildScenario {
    public static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              replicas: 1
              selector:
                matchLabels:
                  app: web
              template:
                metadata:
                  labels:
                    app: web
                spec:
                  containers:
                  - image: nginx:1.0
                    name: nginx
                    ports:
                    - containerPort: 80
            """;

    public static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata:
              name: web
            spec:
              ports:
              - port: 80
              selector:
                app: web
            """;

    private final InMemoryTree.Builder tree = InMemoryTree.builder();
    private String root = "";
    private BuildOptions options = BuildOptions.defaults();

    public static BuildScenario kustomization(String content) {
        return new BuildScenario().file("kustomization.yaml", content);
    }

    public BuildScenario file(String path, String content) {
        tree.file(path, content);
        return this;
    }

    public BuildScenario file(String path, byte[] content) {
        tree.file(path, content);
        return this;
    }

    public BuildScenario link(String path, String target) {
        tree.link(path, target);
        return this;
    }

    public BuildScenario deployment() {
        return file("deployment.yaml", DEPLOYMENT);
    }

    public BuildScenario service() {
        return file("service.yaml", SERVICE);
    }

    public BuildScenario at(String folder) {
        root = folder;
        return this;
    }

    public BuildScenario with(BuildOptions newOptions) {
        options = newOptions;
        return this;
    }

    public InMemoryTree tree() {
        return tree.build();
    }

    public BuildOutcome outcome() {
        return new Kustomizer().build(tree.build(), root, options);
    }

    /** The result as text; fails the test when the build fails. */
    public String yaml() {
        return built().toYaml();
    }

    public BuildOutcome.Built built() {
        return switch (outcome()) {
            case BuildOutcome.Built built -> built;
            case BuildOutcome.BuildFailed failed ->
                throw new AssertionError("the build failed: " + failed.problem().describe());
        };
    }

    /** The problem; fails the test when the build succeeds. */
    public BuildProblem problem() {
        return switch (outcome()) {
            case BuildOutcome.Built built -> throw new AssertionError("the build succeeded: " + built.toYaml());
            case BuildOutcome.BuildFailed failed -> failed.problem();
        };
    }
}
