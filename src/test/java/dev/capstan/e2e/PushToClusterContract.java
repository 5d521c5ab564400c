package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.meta.Condition;
import dev.capstan.cli.artifact.PushCommand;
import dev.capstan.devcluster.Component;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.http.RecordedRequest;
import dev.capstan.testkit.http.WebhookReceiver;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.servers.S3Server;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What an installation does for people, whatever processes it is made of. */
@WithCluster(dedicated = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PushToClusterContract {
    private final Installation.Mode mode;

    private Installation installation;
    private TestCluster cluster;
    private Tenant tenant;

    PushToClusterContract(Installation.Mode mode) {
        this.mode = mode;
    }

    protected final Installation installation() {
        return installation;
    }

    protected final TestCluster cluster() {
        return cluster;
    }

    protected final Tenant tenant() {
        return tenant;
    }

    @BeforeAll
    void install(TestCluster dedicated) {
        cluster = dedicated;
        installation = new Installation(mode, dedicated, Installation.newFolder(mode)).start();
    }

    @AfterAll
    void uninstall() {
        installation.close();
    }

    @BeforeEach
    void moveIn(TestNamespace namespace, @TempDir Path repositories) {
        tenant = new Tenant(namespace, repositories);
    }

    @AfterEach
    void moveOut() {
        tenant.close();
    }

    @Test
    void appliesWhatIsPushed() {
        tenant.push("first", Map.of("app/one.yaml", Tenant.configMap("one", "1")));
        tenant.source();
        tenant.kustomization("app", "./app");
        tenant.awaitValue("one", "1");

        String second = tenant.push("second", Map.of("app/one.yaml", Tenant.configMap("one", "2")));

        tenant.awaitValue("one", "2");
        tenant.awaitApplied("app", second);
    }

    @Test
    void appliesWhatIsPushedToAnSshServer(@TempDir Path root) {
        var repository = dev.capstan.testkit.git.ScratchRepository.create(root, "secret");
        repository.commit("first", Map.of("app/one.yaml", Tenant.configMap("over-ssh", "1")));
        try (GitSshServer ssh = GitSshServer.serve(root)) {
            cluster.client()
                    .secrets()
                    .inNamespace(tenant.name())
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName("ssh")
                            .endMetadata()
                            .addToStringData("identity", ssh.identity())
                            .addToStringData("known_hosts", ssh.knownHosts())
                            .build())
                    .create();
            tenant.namespace().apply("""
                            apiVersion: source.toolkit.fluxcd.io/v1
                            kind: GitRepository
                            metadata: {name: config}
                            spec: {interval: 1s, url: "%s", ref: {branch: main}, secretRef: {name: ssh}}
                            """.formatted(ssh.url("secret")));
            tenant.kustomization("app", "./app");
            tenant.awaitValue("over-ssh", "1");

            repository.commit("second", Map.of("app/one.yaml", Tenant.configMap("over-ssh", "2")));

            tenant.awaitValue("over-ssh", "2");
        }
    }

    @Test
    void appliesTheArtifactThatAGeneratorMakesOfARepository() {
        tenant.push(
                "first",
                Map.of(
                        "web/one.yaml", Tenant.configMap("web", "1"),
                        "api/two.yaml", Tenant.configMap("api", "1")));
        tenant.source();
        tenant.namespace().apply("""
                        apiVersion: source.extensions.fluxcd.io/v1beta1
                        kind: ArtifactGenerator
                        metadata: {name: split}
                        spec:
                          sources: [{alias: repo, kind: GitRepository, name: config}]
                          artifacts:
                          - name: web
                            copy: [{from: "@repo/web/**", to: "@artifact/"}]
                          - name: api
                            copy: [{from: "@repo/api/**", to: "@artifact/"}]
                        """);
        tenant.kustomizationOf("ExternalArtifact", "web", "app", "./");
        tenant.awaitValue("web", "1");

        tenant.push("second", Map.of("web/one.yaml", Tenant.configMap("web", "2")));

        tenant.awaitValue("web", "2");
        assertThat(tenant.configMap("api")).isEmpty();
    }

    @Test
    void appliesWhatIsUploadedToABucket() {
        try (S3Server s3 = S3Server.start()) {
            s3.put("app/one.yaml", Tenant.configMap("uploaded", "1"));
            cluster.client()
                    .secrets()
                    .inNamespace(tenant.name())
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName("s3")
                            .endMetadata()
                            .addToStringData("accesskey", S3Server.ACCESS_KEY)
                            .addToStringData("secretkey", S3Server.SECRET_KEY)
                            .build())
                    .create();
            tenant.namespace().apply("""
                            apiVersion: source.toolkit.fluxcd.io/v1
                            kind: Bucket
                            metadata: {name: uploads}
                            spec: {interval: 1s, endpoint: "%s", bucketName: "%s", insecure: true, secretRef: {name: s3}}
                            """.formatted(s3.address(), S3Server.BUCKET));
            tenant.namespace().apply("""
                            apiVersion: kustomize.toolkit.fluxcd.io/v1
                            kind: Kustomization
                            metadata: {name: uploads}
                            spec:
                              interval: 1h
                              prune: true
                              path: ./app
                              targetNamespace: %s
                              sourceRef: {kind: Bucket, name: uploads}
                            """.formatted(tenant.name()));
            tenant.awaitValue("uploaded", "1");

            s3.put("app/one.yaml", Tenant.configMap("uploaded", "2"));

            tenant.awaitValue("uploaded", "2");
        }
    }

    @Test
    void appliesAnArtifactThatIsPushedToARegistry(@TempDir Path folder) throws IOException {
        try (var registry = RegistryServer.start(RegistryServer.Access.OPEN)) {
            String url = "oci://" + registry.address() + "/" + tenant.name();
            pushArtifact(url, folder, "1", "main@sha1:first");
            tenant.namespace().apply("""
                            apiVersion: source.toolkit.fluxcd.io/v1
                            kind: OCIRepository
                            metadata: {name: config}
                            spec: {interval: 1s, url: "%s"}
                            """.formatted(url));
            tenant.kustomizationOf("OCIRepository", "config", "app", "./app");
            tenant.awaitValue("of-a-registry", "1");

            pushArtifact(url, folder, "2", "main@sha1:second");

            tenant.awaitValue("of-a-registry", "2");
            await().untilAsserted(() -> assertThat(cluster.client()
                            .resources(Kustomization.class)
                            .inNamespace(tenant.name())
                            .withName("app")
                            .get()
                            .getStatus()
                            .lastAppliedOriginRevision())
                    .isEqualTo("main@sha1:second"));
        }
    }

    private static void pushArtifact(String url, Path folder, String value, String revision) throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("app")).resolve("one.yaml"),
                Tenant.configMap("of-a-registry", value));
        int exit = new CommandLine(new PushCommand())
                .execute(
                        "artifact",
                        url + ":latest",
                        "--path=" + folder,
                        "--source=https://git.example/config",
                        "--revision=" + revision);
        assertThat(exit).isZero();
    }

    @Test
    void prunesWhatACommitRemoves() {
        tenant.push(
                "both",
                Map.of("app/one.yaml", Tenant.configMap("one", "1"), "app/two.yaml", Tenant.configMap("two", "1")));
        tenant.source();
        tenant.kustomization("app", "./app");
        tenant.awaitValue("two", "1");

        String removed = tenant.remove("two goes", "app/two.yaml");

        tenant.awaitGone("two");
        tenant.awaitApplied("app", removed);
        assertThat(tenant.configMap("one")).isPresent();
    }

    @Test
    void putsBackWhatSomebodyChangedOrDeleted() {
        tenant.push("first", Map.of("app/one.yaml", Tenant.configMap("one", "right")));
        tenant.source();
        tenant.kustomization("app", "./app");
        tenant.awaitValue("one", "right");
        tenant.awaitApplied("app", Tenant.revision(tenant.repository().head()));

        cluster.client()
                .configMaps()
                .inNamespace(tenant.name())
                .withName("one")
                .edit(map ->
                        new ConfigMapBuilder(map).addToData("value", "wrong").build());
        tenant.awaitValue("one", "right");

        cluster.client().configMaps().inNamespace(tenant.name()).withName("one").delete();
        tenant.awaitValue("one", "right");
    }

    @Test
    void appliesADefinitionWithItsObjectInOneCommitAndDependentsAfterwards() {
        String group = "e" + tenant.name().substring(tenant.name().length() - 8) + ".example.com";
        tenant.push(
                "all at once",
                Map.of(
                        "infra/definition.yaml",
                        """
                        apiVersion: apiextensions.k8s.io/v1
                        kind: CustomResourceDefinition
                        metadata: {name: widgets.%1$s}
                        spec:
                          group: %1$s
                          scope: Namespaced
                          names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList}
                          versions:
                          - name: v1
                            served: true
                            storage: true
                            schema:
                              openAPIV3Schema:
                                type: object
                                properties: {spec: {type: object, properties: {size: {type: integer}}}}
                        """.formatted(group),
                        "infra/widget.yaml",
                        "apiVersion: %s/v1\nkind: Widget\nmetadata: {name: first}\nspec: {size: 1}\n".formatted(group),
                        "app/one.yaml",
                        Tenant.configMap("after", "1")));
        tenant.source();
        tenant.kustomization("app", "./app", "dependsOn: [{name: infra}]");
        tenant.awaitFailure("app", "DependencyNotReady");
        assertThat(tenant.configMap("after")).isEmpty();

        tenant.kustomization("infra", "./infra", "wait: true");

        tenant.awaitApplied("infra", Tenant.revision(tenant.repository().head()));
        tenant.awaitValue("after", "1");
        GenericKubernetesResource widget = cluster.client()
                .genericKubernetesResources(group + "/v1", "Widget")
                .inNamespace(tenant.name())
                .withName("first")
                .get();
        assertThat(widget).isNotNull();
    }

    @Test
    void tellsAboutFailingHealthAndRecoversWithTheFix() {
        tenant.push("broken", Map.of("app/web.yaml", deployment("never", "true")));
        tenant.source();
        tenant.kustomization("app", "./app", "wait: true", "timeout: 5s");
        String message = tenant.awaitFailure("app", "HealthCheckFailed");
        assertThat(message).contains("web");

        String fix = tenant.push("fixed", Map.of("app/web.yaml", deployment("never", "false")));

        tenant.awaitApplied("app", fix);
    }

    @Test
    void aNewerCommitEndsALongWait() {
        tenant.push("stuck", Map.of("app/web.yaml", deployment("never", "true")));
        tenant.source();
        tenant.kustomization("app", "./app", "wait: true", "timeout: 10m");
        await("the deployment is applied")
                .atMost(Tenant.SOON)
                .until(() -> cluster.client()
                                .apps()
                                .deployments()
                                .inNamespace(tenant.name())
                                .withName("web")
                                .get()
                        != null);

        String newer = tenant.push("newer", Map.of("app/web.yaml", deployment("never", "false")));

        tenant.awaitApplied("app", newer);
    }

    @Test
    void leavesASuspendedKustomizationAloneAndCatchesUpWhenItIsResumed() {
        tenant.push("first", Map.of("app/one.yaml", Tenant.configMap("one", "1")));
        tenant.source();
        tenant.kustomization("app", "./app");
        tenant.awaitValue("one", "1");
        tenant.patch("app", "{\"spec\":{\"suspend\":true}}");
        String second = tenant.push("second", Map.of("app/one.yaml", Tenant.configMap("one", "2")));
        tenant.awaitFetched(second);
        tenant.awaitHandled("app", tenant.request("app"));
        assertThat(tenant.configMap("one").orElseThrow().getData()).containsEntry("value", "1");

        tenant.patch("app", "{\"spec\":{\"suspend\":false}}");

        tenant.awaitValue("one", "2");
        tenant.awaitApplied("app", second);
    }

    @Test
    void tellsSlackAndASignedWebhook() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            secret("hook", Map.of("token", "s3cr3t"));
            provider("chat", "slack", receiver.url("/slack"), "channel: ops");
            provider("signed", "generic-hmac", receiver.url("/signed"), "secretRef: {name: hook}");
            alert("chat", "info");
            alert("signed", "info");
            tenant.push("first", Map.of("app/one.yaml", Tenant.configMap("one", "1")));
            tenant.source();
            tenant.kustomization("app", "./app");
            String revision = Tenant.revision(tenant.repository().head());

            RecordedRequest slack = receiver.await(
                    Tenant.SOON,
                    request -> request.path().equals("/slack") && request.text().contains(revision));
            RecordedRequest signed = receiver.await(
                    Tenant.SOON,
                    request ->
                            request.path().equals("/signed") && request.text().contains(revision));

            assertThat(slack.text()).contains("\"channel\":\"ops\"", "kustomization/app." + tenant.name(), "good");
            assertThat(signed.header("X-Signature")).contains("sha256=" + hmac("s3cr3t", signed.body()));
            assertThat(signed.text()).contains("\"name\":\"app\"", "\"severity\":\"info\"");
        }
    }

    @Test
    void aWebhookStartsAReconcile() throws Exception {
        tenant.push("first", Map.of("app/one.yaml", Tenant.configMap("one", "1")));
        tenant.namespace().apply("""
                        apiVersion: source.toolkit.fluxcd.io/v1
                        kind: GitRepository
                        metadata: {name: config}
                        spec: {interval: 1h, url: "%s", ref: {branch: main}}
                        """.formatted(tenant.git().url("config")));
        tenant.kustomization("app", "./app");
        tenant.awaitValue("one", "1");
        secret("hook", Map.of("token", "s3cr3t"));
        tenant.namespace().apply("""
                        apiVersion: notification.toolkit.fluxcd.io/v1
                        kind: Receiver
                        metadata: {name: push}
                        spec:
                          type: generic
                          secretRef: {name: hook}
                          resources: [{apiVersion: source.toolkit.fluxcd.io/v1, kind: GitRepository, name: config}]
                        """);
        await("the receiver has a path")
                .atMost(Tenant.SOON)
                .until(() -> !webhookPath().isEmpty());

        String second = tenant.push("second", Map.of("app/one.yaml", Tenant.configMap("one", "2")));
        try (HttpClient http = HttpClient.newHttpClient()) {
            var call = HttpRequest.newBuilder(URI.create(installation.webhooks() + webhookPath()))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertThat(http.send(call, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }

        tenant.awaitApplied("app", second);
        tenant.awaitValue("one", "2");
    }

    private Set<App> victims() {
        return mode.apps();
    }

    @ParameterizedTest
    @MethodSource("victims")
    void f117_convergesAfterAControllerWasKilledInTheMiddleOfWork(App victim) {
        tenant.push("many", many(40, "1"));
        tenant.source();
        tenant.kustomization("app", "./app");
        tenant.awaitValue("m0", "1");

        String second = tenant.push("changed", many(40, "2"));
        installation.kill(victim);
        installation.start(victim);

        tenant.awaitApplied("app", second);
        IntStream.range(0, 40).forEach(i -> tenant.awaitValue("m" + i, "2"));
        String removed = tenant.remove("half goes", names(20));
        tenant.awaitApplied("app", removed);
        IntStream.range(0, 20).forEach(i -> tenant.awaitGone("m" + i));
        IntStream.range(20, 40)
                .forEach(i -> assertThat(tenant.configMap("m" + i)).isPresent());
    }

    @Test
    void f113_convergesAfterTheApiServerRestarted() {
        tenant.push("many", many(40, "1"));
        tenant.source();
        tenant.kustomization("app", "./app");
        tenant.awaitApplied("app", Tenant.revision(tenant.repository().head()));

        String second = tenant.push("changed", many(40, "2"));
        cluster.devcluster().restart(Component.API_SERVER);

        tenant.awaitApplied("app", second);
        IntStream.range(0, 40).forEach(i -> tenant.awaitValue("m" + i, "2"));
    }

    @Test
    void aBrokenTenantDisturbsNoOther(@TempDir Path elsewhere) {
        TestNamespace otherNamespace = cluster.createNamespace("broken");
        try (Tenant broken = new Tenant(otherNamespace, elsewhere)) {
            broken.push("broken", Map.of("app/kustomization.yaml", "resources: [missing.yaml]\n"));
            broken.source();
            broken.kustomization("app", "./app");
            broken.namespace().apply("""
                            apiVersion: source.toolkit.fluxcd.io/v1
                            kind: GitRepository
                            metadata: {name: nowhere}
                            spec: {interval: 1s, timeout: 2s, url: "http://127.0.0.1:1/none.git"}
                            """);
            broken.awaitFailure("app", "BuildFailed");
            tenant.push("first", Map.of("app/one.yaml", Tenant.configMap("one", "1")));
            tenant.source();
            tenant.kustomization("app", "./app");
            tenant.awaitValue("one", "1");

            String second = tenant.push("second", Map.of("app/one.yaml", Tenant.configMap("one", "2")));

            tenant.awaitApplied("app", second);
            assertThat(broken.readyOf("app").map(Condition::message).orElseThrow())
                    .contains("missing.yaml");
        } finally {
            cluster.delete(otherNamespace);
        }
    }

    private void secret(String name, Map<String, String> values) {
        cluster.client()
                .secrets()
                .inNamespace(tenant.name())
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .create();
    }

    protected final void provider(String name, String type, URI address, String further) {
        tenant.namespace().apply("""
                        apiVersion: notification.toolkit.fluxcd.io/v1beta3
                        kind: Provider
                        metadata: {name: %s}
                        spec:
                          type: %s
                          address: "%s"
                          %s
                        """.formatted(name, type, address, further));
    }

    protected final void alert(String provider, String severity) {
        tenant.namespace().apply("""
                        apiVersion: notification.toolkit.fluxcd.io/v1beta3
                        kind: Alert
                        metadata: {name: %1$s}
                        spec:
                          providerRef: {name: %1$s}
                          eventSeverity: %2$s
                          eventSources: [{kind: Kustomization, name: "*"}]
                        """.formatted(provider, severity));
    }

    private String webhookPath() {
        var receiver = cluster.client()
                .resources(dev.capstan.api.notification.Receiver.class)
                .inNamespace(tenant.name())
                .withName("push")
                .get();
        return receiver.getStatus() == null || receiver.getStatus().webhookPath() == null
                ? ""
                : receiver.getStatus().webhookPath();
    }

    private static String deployment(String key, String never) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 1
                  progressDeadlineSeconds: 600
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata:
                      labels: {app: web}
                      annotations: {devcluster.capstan.dev/%s-ready: "%s"}
                    spec:
                      containers: [{name: web, image: example.com/web:1}]
                """.formatted(key, never);
    }

    private static Map<String, String> many(int count, String value) {
        var files = new HashMap<String, String>();
        IntStream.range(0, count).forEach(i -> files.put("app/m" + i + ".yaml", Tenant.configMap("m" + i, value)));
        return files;
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "app/m" + i + ".yaml").toArray(String[]::new);
    }

    private static String hmac(String key, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
