package dev.capstan.image.automation.kube;

import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.process.PackagedController;
import java.nio.file.Path;
import java.util.Map;

/** Starts the packaged controller against a real API server. */
final class AutomationProcess {
    private AutomationProcess() {}

    /** Starts it and waits until it watches automations. */
    static PackagedController start(TestCluster cluster, Path folder) {
        return PackagedController.start(
                cluster.kubeconfig(),
                folder,
                Map.of(
                        "capstan.image.storage.path", folder.resolve("storage").toString(),
                        "capstan.source.remotes.allow-loopback", "true",
                        "capstan.min-retry-delay", "0.2s",
                        "capstan.max-retry-delay", "1s"),
                "Watching ImageUpdateAutomation");
    }
}
