package dev.capstan.e2e;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.capstan.api.kind.ToolkitKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A packaged application of this repository.
 *
 * @param module the module that it is packaged in
 */
public record App(String module) {
    public static final App SOURCE = new App("source-controller");
    public static final App KUSTOMIZE = new App("kustomize-controller");
    public static final App NOTIFICATION = new App("notification-controller");
    static final App APPLICATION = new App("application-controller");
    public static final App STANDALONE = new App("standalone");

    /** Every controller that serves a kind. */
    static Set<App> controllers() {
        return ToolkitKind.served().stream()
                .map(kind -> new App(kind.controller()))
                .collect(toUnmodifiableSet());
    }

    /** What starts it. */
    Path jar() {
        Path jar = Path.of(System.getProperty("capstan.root"), module, "target", "quarkus-app", "quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: package " + module + " first (./mvnw package)");
        }
        return jar;
    }
}
