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
import dev.capstan.api.image.ScanResult;
import dev.capstan.api.meta.Condition;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
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

/** From a scan to the image that is chosen: the packaged controller with a real API server and a real registry. */
@WithCluster
class ImagePolicyIT {
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
    void aRepositoryThatIsMendedMendsItsPoliciesAlthoughItsTagsAreTheSame() {
        PushedImage.push(registry, path, "one", "1.0.0");
        images.repository("app", repository(""));
        images.policy("app", policy("app", ""));
        images.awaitTag("app", "1.0.0");

        images.repository("app", "image: https://" + image() + "\ninterval: 1h");
        images.awaitPolicy("app", it -> failedFor(it, "ImageURLInvalid"));
        images.repository("app", repository(""));

        images.awaitPolicy("app", ImageObjectsOfTest::isReady);
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

    private static String policy(String repository, String more, String namespace) {
        return "imageRepositoryRef: {name: %s, namespace: %s}\npolicy: {semver: {range: '>=1.0.0'}}\n%s"
                .formatted(repository, namespace, more);
    }
}
