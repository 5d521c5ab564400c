package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.HealthStatus;
import dev.capstan.api.argo.SyncStatus;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code capstan migrate argocd} with our controller in the cluster and with the one that only looks, both as they are packaged. What
 * Argo CD leaves behind is played: Applications with statuses, objects with marks, a StatefulSet with its pods.
 */
@WithCluster(dedicated = true)
class ArgoTakeOverIT {
    private static final String CONTROLLER = "argocd-application-controller";
    private static final String PLANE = "argocd";

    private final TestCluster cluster;
    private final KubernetesClient client;

    @TempDir
    private Path folder;

    private record Ended(int code, String output) {}

    ArgoTakeOverIT(TestCluster cluster) {
        this.cluster = cluster;
        this.client = cluster.client();
    }

    @Test
    void aProofAndATakeOverWithoutAWriteAndBack() throws Exception {
        cluster.installDefinitions();
        ScratchRepository repository = ScratchRepository.create(folder, "config");
        repository.commit("first", Map.of("prod/a.yaml", configMap("a"), "prod/b.yaml", configMap("b")));
        try (GitBackendServer git = GitBackendServer.serve(folder);
                AppProcess controller = controller()) {
            controller.awaitReady();
            leftByArgoCd(git.url("config"));

            Ended proof = capstan();
            assertThat(proof.code()).as(proof.output()).isZero();
            assertThat(proof.output())
                    .contains("1 Application, 2 objects: nothing would be written, and every status stays as it is");

            edit("by hand");
            Ended difference = capstan();
            assertThat(difference.code()).as(difference.output()).isOne();
            assertThat(difference.output())
                    .contains("ConfigMap shop/a would be changed (data.value)", "sync: Synced → OutOfSync");
            Ended refused = capstan("--take-over", "--yes");
            assertThat(refused.code()).as(refused.output()).isOne();
            assertThat(refused.output()).contains("Nothing was changed. Solve first what is above");
            assertThat(replicas()).isOne();
            assertThat(value()).isEqualTo("by hand");
            edit("one");

            ConfigMap before = object();
            Ended taken = capstan("--take-over", "--yes");
            assertThat(taken.code()).as(taken.output()).isZero();
            assertThat(taken.output())
                    .contains("0 of 2 workload objects were written", "Capstan takes care of Applications now")
                    .doesNotContain("say something else than before");
            assertThat(replicas()).isZero();
            assertThat(object()).isEqualTo(before);
            edit("by hand");
            await("our controller heals").atMost(Tenant.SOON).until(() -> value().equals("one"));

            Ended back = capstan("--back", "--yes");
            assertThat(back.code()).as(back.output()).isZero();
            assertThat(replicas()).isOne();
        }
    }

    /** Syncs with our own controller, and leaves a status as Argo CD writes it with its default settings. */
    private void leftByArgoCd(String repository) {
        apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}");
        apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: shop, namespace: argocd}
                spec:
                  project: default
                  source: {repoURL: '%s', targetRevision: main, path: prod}
                  destination: {server: 'https://kubernetes.default.svc', namespace: shop}
                  syncPolicy: {automated: {prune: true, selfHeal: true}}
                """.formatted(repository));
        await("the objects are there").atMost(Tenant.SOON).until(() -> state().equals("Synced Healthy"));
        apply("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata:
                  name: %1$s
                  namespace: argocd
                  labels: {app.kubernetes.io/name: %1$s, app.kubernetes.io/part-of: argocd}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app.kubernetes.io/name: %1$s}}
                  template:
                    metadata: {labels: {app.kubernetes.io/name: %1$s}}
                    spec: {containers: [{name: argocd, image: 'argocd:1'}]}
                """.formatted(CONTROLLER));
        apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: application-controller
                  namespace: argocd
                  labels: {app.kubernetes.io/part-of: flux}
                spec:
                  selector: {matchLabels: {app: ours}}
                  template:
                    metadata: {labels: {app: ours}}
                    spec: {containers: [{name: manager, image: 'ours:1', env: [{name: CAPSTAN_A, value: b}]}]}
                """);
        client.apps().statefulSets().inNamespace(PLANE).withName(CONTROLLER).waitUntilReady(60, TimeUnit.SECONDS);
        client.apps()
                .deployments()
                .inNamespace(PLANE)
                .withName("application-controller")
                .waitUntilReady(60, TimeUnit.SECONDS);
        client.resources(Application.class)
                .inNamespace(PLANE)
                .withName("shop")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status": {"resourceHealthSource": "appTree", "summary": null, "observedAt": "2026-01-01T00:00:00Z"}}
                        """);
    }

    private AppProcess controller() throws IOException {
        apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: argocd}");
        try (ServerSocket socket = new ServerSocket(0)) {
            return AppProcess.start(
                    App.APPLICATION,
                    cluster.kubeconfig(),
                    socket.getLocalPort(),
                    Map.of(
                            "capstan.source.remotes.allow-loopback", "true",
                            "capstan.application.storage.path",
                                    folder.resolve("storage").toString(),
                            "capstan.git.mirrors.path",
                                    folder.resolve("mirrors").toString()),
                    folder.resolve("controller.log"));
        }
    }

    private void apply(String document) {
        client.resource(document).forceConflicts().serverSideApply();
    }

    private static String configMap(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\ndata: {value: one}\n".formatted(name);
    }

    private String state() {
        return Optional.ofNullable(client.resources(Application.class)
                        .inNamespace(PLANE)
                        .withName("shop")
                        .get()
                        .getStatus())
                .map(status -> Optional.ofNullable(status.sync())
                                .map(SyncStatus::status)
                                .orElse("")
                        + " "
                        + Optional.ofNullable(status.health())
                                .map(HealthStatus::status)
                                .orElse(""))
                .orElse("");
    }

    private ConfigMap object() {
        return client.configMaps().inNamespace("shop").withName("a").get();
    }

    private String value() {
        return String.valueOf(object().getData().get("value"));
    }

    private void edit(String value) {
        client.configMaps()
                .inNamespace("shop")
                .withName("a")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"value\":\"%s\"}}".formatted(value));
    }

    private int replicas() {
        return client.apps()
                .statefulSets()
                .inNamespace(PLANE)
                .withName(CONTROLLER)
                .get()
                .getSpec()
                .getReplicas();
    }

    /** The command with a distribution that consists of links to what was packaged. */
    private Ended capstan(String... options) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("capstan.root"));
        Path home = folder.resolve("home");
        if (!Files.exists(home)) {
            Path standalone = Files.createDirectories(home.resolve("standalone"));
            Files.createSymbolicLink(standalone.resolve("quarkus-app"), root.resolve("standalone/target/quarkus-app"));
            Files.createSymbolicLink(standalone.resolve("jvm.options"), root.resolve("images/jvm.options"));
        }
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dcapstan.home=" + home,
                "-Dcapstan.state=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.capstan.cli.Capstan",
                "migrate",
                "argocd",
                "--kubeconfig",
                cluster.kubeconfig().toString()));
        command.addAll(List.of(options));
        Path output = Files.createTempFile(folder, "capstan", ".txt");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("CAPSTAN_SOURCE_REMOTES_ALLOW_LOOPBACK", "true");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as(Files.readString(output))
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }
}
