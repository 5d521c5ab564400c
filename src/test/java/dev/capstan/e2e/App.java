package dev.capstan.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** A packaged application of this repository. */
enum App {
    SOURCE("source-controller"),
    KUSTOMIZE("kustomize-controller"),
    NOTIFICATION("notification-controller"),
    STANDALONE("standalone");

    private final String module;

    App(String module) {
        this.module = module;
    }

    /** What starts it. */
    Path jar() {
        Path jar = Path.of(System.getProperty("capstan.root"), module, "target", "quarkus-app", "quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: package " + module + " first (./mvnw package)");
        }
        return jar;
    }

    String module() {
        return module;
    }
}
