package dev.capstan.image.kube;

import static dev.capstan.image.kube.ImageObjectsOfTest.condition;
import static dev.capstan.image.kube.ImageObjectsOfTest.failedFor;
import static dev.capstan.image.kube.ImageObjectsOfTest.isReady;
import static dev.capstan.image.kube.ImageObjectsOfTest.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.image.ImagePolicy;
import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.ImageRepository;
import dev.capstan.api.image.ImageRepositoryStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.http.ScriptedServer;
import dev.capstan.testkit.process.PackagedController;
import dev.capstan.testkit.servers.PushedImage;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.servers.RegistryServer.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged controller with a real API server and a real registry. */
@WithCluster
class ImageReflectorIT {
    private static PackagedController controller;
    private static RegistryServer registry;
    private static Path home;

    private ImageObjectsOfTest images;
    private String path;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) {
        registry = RegistryServer.start(Access.OPEN);
        home = folder;
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
    void scansChoosesAndChoosesAgainWhenATagIsPushed() {
        PushedImage.push(registry, path, "one", "1.0.0", "sha256-x.sig");
        images.repository("app", repository(""));
        images.policy("app", policy("app", ""));

        var scanned = images.awaitRepository("app", ImageObjectsOfTest::isReady);
        assertThat(scanned.canonicalImageName()).isEqualTo(image());
        assertThat(scanned.observedExclusionList()).containsExactly("^.*\\.sig$");
        assertThat(result(scanned).tagCount()).isEqualTo(1);
        assertThat(result(scanned).latestTags()).containsExactly("1.0.0");
        assertThat(ready(scanned).message())
                .isEqualTo("successful scan: found 1 tags with checksum "
                        + result(scanned).revision());
        assertThat(images.event("app", "Succeeded").getReportingComponent()).isEqualTo("image-reflector-controller");
        var chosen = images.awaitTag("app", "1.0.0");
        assertThat(ready(chosen).message()).isEqualTo("Latest image tag for " + image() + " resolved to 1.0.0");
        assertThat(chosen.observedPreviousRef()).isNull();

        PushedImage.push(registry, path, "two", "1.1.0");
        images.request(ImageRepository.class, "app", "token-1");

        var next = images.awaitTag("app", "1.1.0");
        assertThat(next.observedPreviousRef()).isEqualTo(new ImageRef(image(), "1.0.0", null));
        assertThat(next.latestImage()).isEqualTo(image() + ":1.1.0");
        assertThat(ready(next).message()).endsWith("resolved to 1.1.0 (previously " + image() + ":1.0.0)");
        assertThat(images.awaitRepository("app", ImageObjectsOfTest::isReady).lastHandledReconcileAt())
                .isEqualTo("token-1");
    }

    @Test
    void manifestsOfOldVersionsAreStoredAsTheNewOneAndWork() {
        PushedImage.push(registry, path, "one", "1.0.0", "2.0.0");
        images.apply("v1beta1", "ImageRepository", "app", repository(""));
        images.apply("v1beta1", "ImagePolicy", "app", policy("app", ""));
        images.apply("v1beta2", "ImagePolicy", "other", policy("app", ""));

        images.awaitTag("app", "2.0.0");
        images.awaitTag("other", "2.0.0");
        assertThat(images.resource(ImagePolicy.class, "app").get().getApiVersion())
                .isEqualTo("image.toolkit.fluxcd.io/v1");
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
    void otherNamespacesAreLetInByTheirLabelsAndAtOnce(TestCluster cluster) {
        TestNamespace team = cluster.createNamespace("team");
        try {
            var foreign = new ImageObjectsOfTest(team);
            PushedImage.push(registry, path, "one", "1.0.0");
            images.repository("app", repository(""));
            images.awaitRepository("app", ImageObjectsOfTest::isReady);
            foreign.policy("app", policy("app", "", path));
            foreign.awaitPolicy("app", it -> failedFor(it, "AccessDenied"));

            images.repository(
                    "app", repository("accessFrom: {namespaceSelectors: [{matchLabels: {may-use-images: 'yes'}}]}"));
            assertThat(foreign.awaitPolicy("app", it -> ready(it).message().contains("does not let in"))
                            .latestRef())
                    .isNull();
            cluster.client()
                    .namespaces()
                    .withName(team.name())
                    .edit(it -> it.edit()
                            .editMetadata()
                            .addToLabels("may-use-images", "yes")
                            .endMetadata()
                            .build());

            foreign.awaitTag("app", "1.0.0");

            images.repository("app", repository(""));
            var denied = foreign.awaitPolicy("app", it -> failedFor(it, "AccessDenied"));
            assertThat(denied.latestRef()).isEqualTo(new ImageRef(image(), "1.0.0", null));
        } finally {
            cluster.delete(team);
        }
    }

    @Test
    void aPolicyWaitsForItsRepositoryAndIsWokenByItsScan() {
        PushedImage.push(registry, path, "one", "1.0.0");
        images.policy("app", policy("app", ""));
        var waiting = images.awaitPolicy("app", it -> failedFor(it, "DependencyNotReady"));
        assertThat(condition(waiting, Condition.RECONCILING).reason()).isEqualTo("ProgressingWithRetry");

        images.repository("app", repository(""));

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> images.awaitTag("app", "1.0.0"));
    }

    @Test
    void policiesThatCannotBeUsedAreStalled() {
        PushedImage.push(registry, path, "one", "1.0.0");
        images.repository("app", repository(""));
        images.policy("none", "imageRepositoryRef: {name: app}\npolicy: {}");
        images.policy("range", "imageRepositoryRef: {name: app}\npolicy: {semver: {range: 'no range'}}");
        images.policy("higher", "imageRepositoryRef: {name: app}\npolicy: {semver: {range: '>=2.0.0'}}");

        for (var name : new String[] {"none", "range"}) {
            var status = images.awaitPolicy(name, it -> failedFor(it, "InvalidPolicy"));
            assertThat(condition(status, Condition.STALLED).status()).isEqualTo("True");
        }
        assertThat(condition(images.awaitPolicy("higher", it -> failedFor(it, "Failure")), Condition.STALLED)
                        .status())
                .isEqualTo("Unknown");
    }

    @Test
    void digestsAreReflectedOnceOrAgainAndAgain() {
        var first = PushedImage.push(registry, path, "one", "1.0.0");
        images.repository("app", repository(""));
        images.policy("never", policy("app", ""));
        images.policy("once", policy("app", "digestReflectionPolicy: IfNotPresent"));
        images.policy("always", policy("app", "digestReflectionPolicy: Always\ninterval: 1s"));

        assertThat(images.awaitTag("never", "1.0.0").latestRef()).isEqualTo(new ImageRef(image(), "1.0.0", null));
        assertThat(images.awaitTag("once", "1.0.0").latestRef()).isEqualTo(new ImageRef(image(), "1.0.0", first));
        assertThat(images.awaitTag("always", "1.0.0").latestRef()).isEqualTo(new ImageRef(image(), "1.0.0", first));

        var second = PushedImage.push(registry, path, "moved", "1.0.0");

        var moved = images.awaitPolicy(
                "always",
                it -> it.latestRef() != null && second.equals(it.latestRef().digest()));
        assertThat(moved.observedPreviousRef()).isEqualTo(new ImageRef(image(), "1.0.0", first));
        assertThat(ready(moved).message())
                .isEqualTo("Latest image tag for %s resolved to 1.0.0 with digest %s (previously %s:1.0.0@%s)"
                        .formatted(image(), second, image(), first));
        images.request(ImagePolicy.class, "once", "again");
        assertThat(images.awaitPolicy("once", it -> "again".equals(it.lastHandledReconcileAt()))
                        .latestRef())
                .isEqualTo(new ImageRef(image(), "1.0.0", first));
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

    @Test
    void tagsSurviveARestartOfTheController(TestCluster cluster, @TempDir Path folder) throws IOException {
        PushedImage.push(registry, path, "one", "1.0.0");
        images.repository("app", repository(""));
        images.policy("app", policy("app", ""));
        var before = images.awaitRepository("app", ImageObjectsOfTest::isReady);
        images.awaitTag("app", "1.0.0");

        controller.kill();
        controller = ReflectorProcess.start(cluster, home, Map.of());
        images.request(ImagePolicy.class, "app", "after-restart");

        var after = images.awaitPolicy("app", it -> "after-restart".equals(it.lastHandledReconcileAt()));
        assertThat(isReady(after)).isTrue();
        assertThat(images.awaitRepository("app", ImageObjectsOfTest::isReady).lastScanResult())
                .isEqualTo(before.lastScanResult());

        controller.kill();
        try (var files = Files.list(home.resolve("storage").resolve("tags"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.writeString(file, "damaged");
            }
        }
        PushedImage.push(registry, path, "two", "2.0.0");
        controller = ReflectorProcess.start(cluster, home, Map.of());

        images.awaitTag("app", "2.0.0");
    }

    @Test
    void theTagsOfADeletedRepositoryGoAndItsPoliciesKeepTheirImage() {
        PushedImage.push(registry, path, "one", "1.0.0");
        images.repository("app", repository(""));
        images.policy("app", policy("app", ""));
        images.awaitTag("app", "1.0.0");

        images.resource(ImageRepository.class, "app").delete();

        var orphan = images.awaitPolicy("app", it -> failedFor(it, "DependencyNotReady"));
        assertThat(orphan.latestRef()).isEqualTo(new ImageRef(image(), "1.0.0", null));
        await().untilAsserted(() ->
                assertThat(images.resource(ImageRepository.class, "app").get()).isNull());
    }

    private static dev.capstan.api.image.ScanResult result(ImageRepositoryStatus status) {
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

    private static String policy(String repository, String more, String namespace) {
        return "imageRepositoryRef: {name: %s, namespace: %s}\npolicy: {semver: {range: '>=1.0.0'}}\n%s"
                .formatted(repository, namespace, more);
    }
}
