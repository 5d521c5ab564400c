package dev.capstan.notification.kube;

import dev.capstan.testkit.cluster.TestCluster;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real cluster with our definitions for the application under test. */
public final class ClusterResource implements QuarkusTestResourceLifecycleManager {
    private static final String KUBECONFIG = "kubeconfig";

    private @Nullable TestCluster cluster;

    @Override
    public Map<String, String> start() {
        TestCluster opened = TestCluster.open();
        cluster = opened;
        opened.installDefinitions();
        System.setProperty(KUBECONFIG, opened.kubeconfig().toString());
        return Map.of(
                "capstan.notification.events-port", "0",
                "capstan.notification.webhook-port", "0",
                "capstan.notification.host", "127.0.0.1",
                "capstan.notification.allowed-networks", "loopback",
                "quarkus.http.test-port", "0");
    }

    @Override
    public void stop() {
        System.clearProperty(KUBECONFIG);
        TestCluster opened = cluster;
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public void inject(TestInjector injector) {
        TestCluster opened = cluster;
        if (opened != null) {
            injector.injectIntoFields(opened, new TestInjector.MatchesType(TestCluster.class));
        }
    }
}
