package dev.capstan.image.kube;

import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.process.PackagedController;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Starts the packaged controller against a real API server. */
public final class ReflectorProcess {
    private ReflectorProcess() {}

    /** Starts it and waits until it watches policies. */
    public static PackagedController start(TestCluster cluster, Path folder, Map<String, String> settings) {
        return start(cluster.kubeconfig(), folder, settings);
    }

    /** The same with rights that are not an administrator's. */
    public static PackagedController start(Path kubeconfig, Path folder, Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "capstan.image.storage.path", folder.resolve("storage").toString(),
                "capstan.source.remotes.allow-loopback", "true",
                "capstan.min-retry-delay", "0.2s",
                "capstan.max-retry-delay", "1s"));
        all.putAll(settings);
        return PackagedController.start(kubeconfig, folder, all, "Watching ImagePolicy");
    }
}
