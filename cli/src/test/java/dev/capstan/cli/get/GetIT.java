package dev.capstan.cli.get;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.devcluster.Component;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.process.CapstanCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code capstan get} as a process, against a real API server. */
@WithCluster(dedicated = true)
class GetIT {

    private final TestCluster cluster;

    @TempDir
    private Path folder;

    private TestNamespace namespace;

    GetIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void write(TestNamespace empty) {
        namespace = empty;
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: config
                spec:
                  url: https://me@git.example/config
                  interval: 1m
                """);
        namespace.apply("""
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Provider
                metadata:
                  name: chat
                spec:
                  type: slack
                  channel: deploys
                  address: https://hooks.example/t0ken
                """);
        namespace.apply("""
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Alert
                metadata:
                  name: all
                spec:
                  providerRef:
                    name: chat
                  eventSources:
                    - kind: GitRepository
                      name: config
                """);
        namespace.apply("""
                apiVersion: notification.toolkit.fluxcd.io/v1
                kind: Receiver
                metadata:
                  name: hook
                spec:
                  type: generic
                  secretRef:
                    name: token
                  resources:
                    - kind: GitRepository
                      name: config
                """);
    }

    @Test
    void everyKindIsListed() throws Exception {
        assertThat(get("all"))
                .contains("GITREPOSITORIES", "PROVIDERS", "ALERTS", "RECEIVERS")
                .contains("config", "chat", "hook", "waiting to be reconciled");
    }

    @Test
    void wideHasMoreColumnsAndNoSecret() throws Exception {
        assertThat(get("all", "-o", "wide"))
                .contains("URL", "https://git.example/config", "AGE", "slack", "deploys")
                .doesNotContain("t0ken", "me@");
    }

    @Test
    void anObjectIsPrintedAsYamlJsonOrName() throws Exception {
        assertThat(get("git", "config", "-o", "yaml"))
                .startsWith("apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\n")
                .doesNotContain("managedFields");
        assertThat(get("git", "config", "-o", "json")).startsWith("{").contains("\"kind\" : \"GitRepository\"");
        assertThat(get("git", "-o", "yaml")).contains("kind: List", "- apiVersion: source.toolkit.fluxcd.io/v1");
        assertThat(get("all", "-o", "name").lines())
                .containsExactlyInAnyOrder(
                        "gitrepository.source.toolkit.fluxcd.io/config",
                        "provider.notification.toolkit.fluxcd.io/chat",
                        "alert.notification.toolkit.fluxcd.io/all",
                        "receiver.notification.toolkit.fluxcd.io/hook");
    }

    @Test
    void aWatchPrintsChangesOutlivesTheApiServerAndEndsWellByASignal() throws Exception {
        Path output = folder.resolve("watch.txt");
        Process watch = command().start(output, "get", "git", "--watch");
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> text(output).contains("config"));
            assertThat(text(output)).doesNotContain("True");

            suspend(true);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(text(output).lines()).hasSize(3));
            assertThat(text(output).lines().toList().getLast()).contains("config", "True");

            cluster.devcluster().kill(Component.API_SERVER);
            cluster.devcluster().start(Component.API_SERVER);
            suspend(false);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(text(output).lines()).hasSize(4));

            namespace
                    .client()
                    .resource(
                            "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: config, namespace: "
                                    + namespace.name() + "}\n")
                    .delete();
            await().atMost(Duration.ofSeconds(10)).until(() -> text(output).contains("(deleted)"));

            watch.destroy(); // SIGTERM, which goes the way of Ctrl-C; SIGINT is ignored in builds in the background
            assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.exitValue()).as(text(output)).isZero();
        } finally {
            watch.destroyForcibly();
        }
    }

    private void suspend(boolean isSuspended) {
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: config
                spec:
                  url: https://me@git.example/config
                  interval: 1m
                  suspend: %s
                """.formatted(isSuspended));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file);
    }

    private String get(String... arguments) throws IOException, InterruptedException {
        CapstanCommand.Ended ended = command().run(withGet(arguments));
        assertThat(ended.code()).as(ended.output()).isZero();
        return ended.output();
    }

    private CapstanCommand command() {
        return new CapstanCommand(cluster.kubeconfig(), namespace.name(), folder);
    }

    private static String[] withGet(String... arguments) {
        return Stream.concat(Stream.of("get"), Stream.of(arguments)).toArray(String[]::new);
    }
}
