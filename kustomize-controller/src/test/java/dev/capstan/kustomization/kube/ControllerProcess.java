package dev.capstan.kustomization.kube;

import dev.capstan.testkit.process.PackagedController;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Starts the packaged kustomize-controller against a real API server. */
final class ControllerProcess {
    private ControllerProcess() {}

    /** Starts it and waits until it watches Kustomizations. */
    static PackagedController start(Path kubeconfig, Path folder, Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "capstan.kustomize.requeue-dependency",
                "2s",
                "capstan.kustomize.artifacts.directory",
                folder.resolve("artifacts").toString()));
        all.putAll(settings);
        return PackagedController.start(kubeconfig, folder, all, "Watching Kustomization");
    }
}
