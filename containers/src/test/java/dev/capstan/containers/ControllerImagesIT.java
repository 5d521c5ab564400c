package dev.capstan.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.container.BuiltImage;
import dev.capstan.container.ControllerImages;
import dev.capstan.container.ImageException;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.http.WebhookReceiver;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The images of controllers, confined as their Deployments confine them, with NATS between them. */
@Testcontainers(disabledWithoutDocker = true)
@EnabledOnOs(
        value = OS.LINUX,
        disabledReason = "the host's network, which the containers use, is this machine's on Linux only")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@WithCluster
class ControllerImagesIT {
    private static final List<String> CONTROLLERS =
            List.of("source-controller", "kustomize-controller", "notification-controller");
    private static final Duration SOON = Duration.ofSeconds(60);

    @Container
    private static final GenericContainer<?> NATS = Servers.nats();

    private final Map<String, ControllerContainer> controllers = new HashMap<>();

    @BeforeAll
    void start(TestCluster cluster, @TempDir Path folder) throws IOException {
        // The user of the images is not the one of the test.
        Path kubeconfig = Files.copy(cluster.kubeconfig(), folder.resolve("kubeconfig"));
        assertThat(kubeconfig.toFile().setReadable(true, false)).isTrue();
        assertThat(folder.toFile().setExecutable(true, false)).isTrue();
        Map<String, String> settings = settings();
        for (BuiltImage image : images()) {
            try (var archive = Files.newInputStream(image.archive())) {
                DockerClientFactory.lazyClient().loadImageCmd(archive).exec();
            }
            controllers.put(image.module(), ControllerContainer.start(image.name(), kubeconfig, settings));
        }
        controllers.values().forEach(ControllerContainer::awaitReady);
    }

    /** Of what was packaged before these tests; made in some seconds where the base image is in the cache. */
    private static List<BuiltImage> images() {
        try {
            return ControllerImages.of(Path.of(System.getProperty("capstan.root")))
                    .build(CONTROLLERS);
        } catch (ImageException missing) {
            if (String.valueOf(missing.getMessage()).contains("base image")) {
                throw new TestAbortedException("The images are not run: " + missing.getMessage(), missing);
            }
            throw missing;
        }
    }

    private static Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put("CAPSTAN_BUS", "nats");
        settings.put("CAPSTAN_NATS_URL", "nats://" + Servers.address(NATS, Servers.NATS));
        settings.put(
                "CAPSTAN_NATS_CLUSTER",
                "containers-" + UUID.randomUUID().toString().substring(0, 8));
        String artifacts = "127.0.0.1:" + ControllerContainer.freePort();
        settings.put("CAPSTAN_SOURCE_STORAGE_PATH", "/data");
        settings.put("CAPSTAN_SOURCE_STORAGE_ADDRESS", artifacts);
        settings.put("CAPSTAN_SOURCE_STORAGE_ADVERTISED_ADDRESS", artifacts);
        settings.put("CAPSTAN_SOURCE_REMOTES_ALLOW_LOOPBACK", "true");
        settings.put("CAPSTAN_NOTIFICATION_HOST", "127.0.0.1");
        settings.put("CAPSTAN_NOTIFICATION_EVENTS_PORT", Integer.toString(ControllerContainer.freePort()));
        settings.put("CAPSTAN_NOTIFICATION_WEBHOOK_PORT", Integer.toString(ControllerContainer.freePort()));
        settings.put("CAPSTAN_NOTIFICATION_ALLOWED_NETWORKS", "loopback");
        return settings;
    }

    @AfterAll
    void stop() {
        controllers.values().forEach(ControllerContainer::close);
    }

    @Test
    void aPushIsAppliedAndTold(TestNamespace namespace, @TempDir Path repositories) {
        ScratchRepository repository = ScratchRepository.create(repositories, "config");
        try (GitBackendServer git = GitBackendServer.serve(repositories);
                WebhookReceiver chat = WebhookReceiver.start()) {
            namespace.apply("""
                    apiVersion: notification.toolkit.fluxcd.io/v1beta3
                    kind: Provider
                    metadata: {name: chat}
                    spec: {type: slack, channel: ops, address: "%s"}
                    """.formatted(chat.url("/slack")));
            namespace.apply("""
                    apiVersion: notification.toolkit.fluxcd.io/v1beta3
                    kind: Alert
                    metadata: {name: all}
                    spec: {providerRef: {name: chat}, eventSources: [{kind: Kustomization, name: "*"}]}
                    """);
            repository.commit("first", Map.of("app/one.yaml", configMap("1")));
            namespace.apply("""
                    apiVersion: source.toolkit.fluxcd.io/v1
                    kind: GitRepository
                    metadata: {name: config}
                    spec: {interval: 1s, url: "%s", ref: {branch: main}}
                    """.formatted(git.url("config")));
            namespace.apply("""
                    apiVersion: kustomize.toolkit.fluxcd.io/v1
                    kind: Kustomization
                    metadata: {name: app}
                    spec:
                      interval: 10m
                      path: ./app
                      prune: true
                      targetNamespace: %s
                      sourceRef: {kind: GitRepository, name: config}
                    """.formatted(namespace.name()));
            awaitValue(namespace, "1");

            String commit = repository.commit("second", Map.of("app/one.yaml", configMap("2")));

            awaitValue(namespace, "2");
            chat.await(SOON, request -> request.text().contains(commit));
        }
        assertThat(controllers).allSatisfy((name, controller) -> {
            assertThat(controller.isRunning()).as(name).isTrue();
            assertThat(controller.wasKilledForMemory()).as(name).isFalse();
            assertThat(controller.log()).as(name).doesNotContain("Read-only file system", "Permission denied");
        });
    }

    @Test
    void theUserIsTheOneThatDeploymentsAskFor() {
        assertThat(controllers)
                .hasSameSizeAs(CONTROLLERS)
                .allSatisfy((_, controller) -> assertThat(controller.user()).startsWith("65532"));
    }

    private static void awaitValue(TestNamespace namespace, String value) {
        await().atMost(SOON).untilAsserted(() -> {
            ConfigMap applied = namespace
                    .client()
                    .configMaps()
                    .inNamespace(namespace.name())
                    .withName("one")
                    .get();
            assertThat(applied).isNotNull();
            assertThat(applied.getData()).containsEntry("key", value);
        });
    }

    private static String configMap(String value) {
        return """
               apiVersion: v1
               kind: ConfigMap
               metadata: {name: one}
               data: {key: "%s"}
               """.formatted(value);
    }
}
