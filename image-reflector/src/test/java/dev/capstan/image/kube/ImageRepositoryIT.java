package dev.capstan.image.kube;

import static dev.capstan.image.kube.ImageObjectsOfTest.condition;
import static dev.capstan.image.kube.ImageObjectsOfTest.failedFor;
import static dev.capstan.image.kube.ImageObjectsOfTest.isReady;
import static dev.capstan.image.kube.ImageObjectsOfTest.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.ImagePolicy;
import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.ImageRepository;
import dev.capstan.api.image.ImageRepositoryStatus;
import dev.capstan.api.image.ScanResult;
import dev.capstan.api.meta.Condition;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.http.ScriptedServer;
import dev.capstan.testkit.process.PackagedController;
import dev.capstan.testkit.servers.PushedImage;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.servers.RegistryServer.Access;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans by the packaged controller, with a real API server and a real registry. */
@WithCluster
class ImageRepositoryIT {
    private static PackagedController controller;
    private static RegistryServer registry;

    private ImageObjectsOfTest images;
    private String path;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) {
        registry = RegistryServer.start(Access.OPEN);
        controller = ReflectorProcess.start(cluster, folder, Map.of());
    }

    @AfterAll
    static void stop() {
        controller.close();
        registry.close();
    }

    @BeforeEach
    void prepare(TestNamespace namespace) {
        images = new ImageObjectsOfTest(namespace);
        path = namespace.name();
    }

    @Test
    void anOldManifestWithoutAnImageIsSaidToBeIncomplete() {
        images.apply("v1beta1", "ImageRepository", "empty", "suspend: false");

        var status = images.awaitRepository("empty", it -> failedFor(it, "ImageURLInvalid"));
        assertThat(condition(status, Condition.STALLED).status()).isEqualTo("True");
        assertThat(ready(status).message()).startsWith("spec.image is missing");
    }

    @Test
    void twoRepositoriesOfOneImageDoNotShareTags() {
        PushedImage.push(registry, path, "one", "1.0.0", "2.0.0-dev", "3.0.0");
        images.repository("stable", repository("exclusionList: ['^3']"));
        images.repository("all", repository("exclusionList: []"));
        images.policy("stable", policy("stable", ""));
        images.policy("all", policy("all", ""));

        images.awaitTag("stable", "1.0.0");
        images.awaitTag("all", "3.0.0");
        images.request(ImageRepository.class, "all", "again");
        images.awaitRepository("all", it -> "again".equals(it.lastHandledReconcileAt()));
        images.request(ImagePolicy.class, "stable", "again");
        assertThat(images.awaitPolicy("stable", it -> "again".equals(it.lastHandledReconcileAt()))
                        .latestRef())
                .isEqualTo(new ImageRef(image(), "1.0.0", null));
    }

    @Test
    void anotherExclusionListIsScannedAndChoosesAnotherTag() {
        PushedImage.push(registry, path, "one", "1.0.0", "2.0.0");
        images.repository("app", repository(""));
        images.policy("app", policy("app", ""));
        images.awaitTag("app", "2.0.0");

        images.repository("app", repository("exclusionList: ['^2']"));

        images.awaitTag("app", "1.0.0");
    }

    @Test
    void aBadExpressionKeepsTheLastResult() {
        PushedImage.push(registry, path, "one", "1.0.0");
        images.repository("app", repository(""));
        images.awaitRepository("app", ImageObjectsOfTest::isReady);

        images.repository("app", repository("exclusionList: ['(']"));

        var status = images.awaitRepository("app", it -> failedFor(it, "ReadOperationFailed"));
        assertThat(result(status).tagCount()).isEqualTo(1);
        assertThat(condition(status, Condition.STALLED).status()).isEqualTo("Unknown");
    }

    @Test
    void whenAStalledSpecChangesAndStallsAgainBothConditionsFollow() {
        images.repository("app", "image: 'https://one.example/app'\ninterval: 1m");
        images.awaitRepository("app", it -> failedFor(it, "ImageURLInvalid"));

        images.repository("app", "image: 'two.example/app:tag'\ninterval: 1m");

        var status = images.awaitRepository("app", it -> ready(it).message().contains("two.example"));
        assertThat(condition(status, Condition.STALLED).message())
                .isEqualTo(ready(status).message());
        assertThat(condition(status, Condition.STALLED).observedGeneration())
                .isEqualTo(ready(status).observedGeneration())
                .isEqualTo(status.observedGeneration());
    }

    @Test
    void aSuspendedRepositoryAnswersRequestsWithoutScanning() {
        PushedImage.push(registry, path, "one", "1.0.0");
        images.repository("app", repository(""));
        var before = images.awaitRepository("app", ImageObjectsOfTest::isReady);
        PushedImage.push(registry, path, "two", "2.0.0");

        images.patch(ImageRepository.class, "app", "{\"spec\":{\"suspend\":true}}");
        images.request(ImageRepository.class, "app", "while-suspended");
        var suspended = images.awaitRepository("app", it -> "while-suspended".equals(it.lastHandledReconcileAt()));
        assertThat(suspended.lastScanResult()).isEqualTo(before.lastScanResult());

        images.patch(ImageRepository.class, "app", "{\"spec\":{\"suspend\":false}}");
        var resumed = images.awaitRepository("app", it -> it.observedGeneration() == 3 && isReady(it));
        assertThat(resumed.lastScanResult()).isEqualTo(before.lastScanResult());

        images.request(ImageRepository.class, "app", "after");
        images.awaitRepository("app", it -> result(it).tagCount() == 2);
    }

    @Test
    void i093_aRegistryThatAsksToBeLeftAloneIsLeftAloneByAll() {
        try (var busy = ScriptedServer.start()) {
            busy.answers(_ -> ScriptedServer.answer(429, "")
                    .newBuilder()
                    .addHeader("Retry-After", "300")
                    .build());
            for (int i = 0; i < 20; i++) {
                images.repository("app-" + i, "image: %s/team/app-%d\ninterval: 1s".formatted(busy.host(), i));
            }

            for (int i = 0; i < 20; i++) {
                var status = images.awaitRepository("app-" + i, it -> failedFor(it, "ReadOperationFailed"));
                assertThat(ready(status).message()).contains("HTTP 429", "asks to wait");
            }
            assertThat(busy.requests()).hasSizeLessThanOrEqualTo(16);
        }
    }

    private static ScanResult result(ImageRepositoryStatus status) {
        return Objects.requireNonNull(status.lastScanResult(), "status.lastScanResult");
    }

    private String image() {
        return registry.address() + "/" + path;
    }

    private String repository(String more) {
        return "image: " + image() + "\ninterval: 1h\n" + more;
    }

    private static String policy(String repository, String more) {
        return "imageRepositoryRef: {name: " + repository + "}\npolicy: {semver: {range: '>=1.0.0'}}\n" + more;
    }
}
