package dev.capstan.application.kube;

import dev.capstan.testkit.cluster.CountingProxy;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;

/** A controller whose requests to the API server are counted on their way. */
@SuppressWarnings("NullAway.Init") // the proxy is made before the first test, by the fixture
abstract class CountedRequestsFixture extends ApplicationFixture {
    CountingProxy proxy;

    @Override
    Path kubeconfig(Path administrators, Path folder) throws IOException {
        proxy = CountingProxy.before(administrators);
        return proxy.kubeconfig(folder);
    }

    @AfterAll
    void stopCounting() {
        proxy.close();
    }
}
