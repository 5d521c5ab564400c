package dev.capstan.source.kube;

import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.process.PackagedController;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Starts the packaged source-controller against a real API server. */
public final class SourceProcess {
    private SourceProcess() {}

    /** Starts it on free ports and waits until it watches sources. */
    public static PackagedController start(TestCluster cluster, Path folder, Map<String, String> settings) {
        return start(cluster.kubeconfig(), folder, settings);
    }

    /** The same with rights that are not an administrator's. */
    public static PackagedController start(Path kubeconfig, Path folder, Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "capstan.source.storage.path", folder.resolve("storage").toString(),
                "capstan.source.storage.address", "127.0.0.1:0",
                "capstan.source.storage.advertised-address", "auto",
                "capstan.source.remotes.allow-loopback", "true"));
        all.putAll(settings);
        return PackagedController.start(kubeconfig, folder, all, "Watching GitRepository");
    }
}
