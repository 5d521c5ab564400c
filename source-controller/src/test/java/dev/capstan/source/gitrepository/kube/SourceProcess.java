package dev.capstan.source.gitrepository.kube;

import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.process.PackagedController;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Starts the packaged source-controller against a real API server. */
final class SourceProcess {
    private SourceProcess() {}

    /** Starts it on free ports and waits until it watches GitRepositories. */
    static PackagedController start(TestCluster cluster, Path folder, Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "capstan.source.storage.path", folder.resolve("storage").toString(),
                "capstan.source.storage.address", "127.0.0.1:0",
                "capstan.source.storage.advertised-address", "auto",
                "capstan.source.git.allow-loopback", "true"));
        all.putAll(settings);
        return PackagedController.start(cluster.kubeconfig(), folder, all, "Watching GitRepository");
    }
}
