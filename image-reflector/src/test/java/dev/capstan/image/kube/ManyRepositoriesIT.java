package dev.capstan.image.kube;

import static dev.capstan.testkit.http.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.ImagePolicy;
import dev.capstan.api.image.ImageRepository;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.http.ScriptedServer;
import io.fabric8.kubernetes.client.CustomResource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many objects whose images lie at one host. */
@WithCluster
class ManyRepositoriesIT {
    private static final int COUNT = 500;
    private static final int AT_ONCE = 4;

    private final Semaphore never = new Semaphore(0);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();

    @Test
    void fiveHundredRepositoriesOfOneHostStayWithinItsBudget(
            TestCluster cluster, TestNamespace namespace, @TempDir Path folder) {
        var images = new ImageObjectsOfTest(namespace);
        try (var registry = ScriptedServer.start();
                var _ = ReflectorProcess.start(
                        cluster,
                        folder,
                        Map.of("capstan.source.remotes.requests-at-once", Integer.toString(AT_ONCE)))) {
            registry.answers(this::list);
            for (int i = 0; i < COUNT; i++) {
                images.repository("app-" + i, "image: %s/team/app-%d\ninterval: 1h".formatted(registry.host(), i));
                images.policy(
                        "app-" + i, "imageRepositoryRef: {name: app-%d}\npolicy: {semver: {range: '*'}}".formatted(i));
            }

            Awaitility.await("all policies")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(chosen(namespace)).isEqualTo(COUNT));

            assertThat(mostWaiting.get()).isLessThanOrEqualTo(AT_ONCE);
            assertThat(registry.requests().stream()
                            .filter(request -> request.getTarget().contains("/tags/list")))
                    .hasSize(COUNT);
            assertThat(registry.requests()).hasSizeLessThan(COUNT + 32);
            assertThat(images.resource(ImageRepository.class, "app-0").get()).isNotNull();
        }
    }

    private MockResponse list(RecordedRequest request) {
        mostWaiting.accumulateAndGet(waiting.incrementAndGet(), Math::max);
        try {
            boolean isNever =
                    never.tryAcquire(5, TimeUnit.MILLISECONDS); // requests overlap where nothing keeps them from it
            assertThat(isNever).isFalse();
            return answer(200, request.getTarget().equals("/v2/") ? "{}" : "{\"tags\":[\"1.0.0\"]}");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answer(500, "");
        } finally {
            waiting.decrementAndGet();
        }
    }

    private static long chosen(TestNamespace namespace) {
        return namespace.client().resources(ImagePolicy.class).inNamespace(namespace.name()).list().getItems().stream()
                .map(CustomResource::getStatus)
                .flatMap(status -> Optional.ofNullable(status).stream())
                .filter(status -> status.latestRef() != null)
                .count();
    }
}
