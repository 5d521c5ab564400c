package dev.capstan.pods;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.devcluster.NodeKind;
import dev.capstan.e2e.Tenant;
import dev.capstan.e2e.UsedRights;
import dev.capstan.manifests.Installation;
import dev.capstan.testkit.audit.GrantedRights;
import dev.capstan.testkit.cluster.PodMemory;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.http.WebhookReceiver;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One installation, from the first pods to the last: the tests run in their order, each in a namespace of its own. */
@WithCluster(node = NodeKind.REAL, dedicated = true, crds = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // made before the first test
class PodsIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final List<String> CONTROLLERS = List.of(
            "source-controller",
            "kustomize-controller",
            "helm-controller",
            "notification-controller",
            "secrets-controller",
            "image-reflector",
            "promotion-controller",
            "application-controller");

    private TestCluster cluster;
    private PodInstallation installation;
    private Tenant tenant;
    private SampleApplication application;

    @BeforeAll
    void prepare(TestCluster own) {
        cluster = own;
        installation = new PodInstallation(own);
        installation.pushImages();
        installation.makeSecrets();
    }

    @BeforeEach
    void moveIn(TestNamespace namespace, @TempDir Path repositories) {
        tenant = new Tenant(namespace, repositories, cluster.realNode().host());
        application = new SampleApplication(namespace);
    }

    @AfterEach
    void moveOut() {
        tenant.close();
    }

    /** What every run here asked for, beside what the shipped roles allow. */
    @AfterAll
    void rolesAllowWhatControllersDo() {
        new UsedRights(GrantedRights.of(installation.objects()), cluster.audit()).nothingWasRefused();
    }

    @Test
    @Order(1)
    void sourcesKustomizationsAndNotificationsAloneDeployAnApplication() {
        installation.apply(Installation.folder("examples/minimal").objects());

        deploy("one");

        assertThat(CONTROLLERS.stream().filter(it -> !installation.pods(it).isEmpty()))
                .containsExactly("source-controller", "kustomize-controller", "notification-controller");
    }

    @Test
    @Order(2)
    void everythingElseJoinsAndEveryPodIsReady() {
        installation.apply(Installation.folder("all").objects());

        deploy("one");

        assertThat(CONTROLLERS)
                .allSatisfy(it ->
                        assertThat(Readiness.isPodReady(installation.pod(it))).isTrue());
        printMemory("idle");
    }

    @Test
    @Order(3)
    void aPushIsRolledOutDriftIsRepairedAndPeopleHearOfIt() {
        try (WebhookReceiver slack = WebhookReceiver.startAt(cluster.realNode().host())) {
            tenant.provider("chat", "slack", slack.url("/slack"), "channel: ops");
            tenant.alert("chat", "info");
            deploy("one");

            String second = push("two");
            application.awaitMessage("two");
            tenant.awaitApplied("app", second);
            application.deployment().scale(3);

            await("the drift is repaired")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    application.deployment().get().getSpec().getReplicas())
                            .isEqualTo(1));
            slack.await(SOON, request -> request.text().contains(second));
        }
    }

    @Test
    @Order(4)
    void whenTheLeaderIsKilledTheOtherReplicaTakesOver() {
        deploy("one");
        scale("kustomize-controller", 2);
        String before = installation.leader("kustomize-controller").orElseThrow();
        Pod leader = installation.pods("kustomize-controller").stream()
                .filter(pod -> before.startsWith(pod.getMetadata().getName()))
                .findFirst()
                .orElseThrow();
        Pod other = installation.pods("kustomize-controller").stream()
                .filter(pod -> !pod.equals(leader))
                .findFirst()
                .orElseThrow();

        Instant killed = Instant.now();
        ContainerGroup.of(cluster.realNode(), leader).kill();
        String next = await("another leader")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> installation.leader("kustomize-controller").orElse(before), it -> !it.equals(before));
        report("kustomize-controller was taken over %d ms after its leader was killed"
                .formatted(Duration.between(killed, Instant.now()).toMillis()));
        String second = push("two");
        application.awaitMessage("two");
        tenant.awaitApplied("app", second);

        assertThat(next).startsWith(other.getMetadata().getName());
        scale("kustomize-controller", 1);
    }

    @Test
    @Order(5)
    void hintsArriveAgainWhenThePodOfNatsWasDeleted() throws Exception {
        tenant.push("first", Map.of("app/web.yaml", SampleApplication.manifest("one")));
        tenant.source("1h");
        tenant.kustomization("app", "./app");
        application.awaitMessage("one");
        String path =
                tenant.receiver("push", "{apiVersion: source.toolkit.fluxcd.io/v1, kind: GitRepository, name: config}");
        installation.kill(installation.pod("nats"));
        installation.awaitReady();

        String second = push("two");
        // A hint of the time between may be lost; the webhook is called as a Git server that tries again does.
        await("a hint arrives").atMost(SOON).pollInterval(Duration.ofSeconds(2)).until(() -> {
            callWebhook(path);
            return tenant.isApplied("app", second);
        });
        application.awaitMessage("two");
    }

    @Test
    @Order(6)
    void aPodThatIsKilledForItsMemoryComesBackAndGoesOn() {
        deploy("one");
        Pod before = installation.pod("source-controller");

        ContainerGroup.of(cluster.realNode(), before).takeAllFurtherMemory();
        await("the container was killed")
                .atMost(SOON)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    // Work, which takes memory.
                    push("nothing new " + Instant.now());
                    return restarts(installation.pod("source-controller")) > restarts(before);
                });

        await("the container runs again").atMost(SOON).untilAsserted(() -> {
            Pod now = installation.pod("source-controller");
            ContainerStatus container = now.getStatus().getContainerStatuses().getFirst();
            assertThat(now.getMetadata().getUid())
                    .isEqualTo(before.getMetadata().getUid());
            assertThat(container.getLastState().getTerminated().getReason()).isEqualTo("OOMKilled");
            assertThat(Readiness.isPodReady(now)).isTrue();
        });
        String second = push("two");
        application.awaitMessage("two");
        tenant.awaitApplied("app", second);
    }

    @Test
    @Order(7)
    void nothingIsLostWhenControllersAreRolledOverDuringPushes() {
        deploy("0");

        List<String> rolled = PodInstallation.IS_LONG ? CONTROLLERS : List.of("kustomize-controller");
        int pushes = 0;
        for (String controller : rolled) {
            installation.restart(controller);
            for (int i = 0; i < 3; i++) {
                push(Integer.toString(++pushes));
                application.awaitMessage(Integer.toString(pushes));
            }
            installation.awaitReady();
        }
        String last = push("last");

        tenant.awaitApplied("app", last);
        application.awaitMessage("last");
        assertThat(installation.pods("kustomize-controller")).hasSize(1);
    }

    @Test
    @Order(8)
    void aTenantMayNotDoThroughAnyControllerWhatItsAccountMayNot() {
        TestNamespace theirs = cluster.createNamespace("theirs");
        tenant.push("first", Map.of("app/theirs.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: planted, namespace: %s}
                """.formatted(theirs.name()), "rights/all.yaml", """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: everything-for-a-tenant}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                subjects: [{kind: ServiceAccount, name: default, namespace: %s}]
                """.formatted(
                        tenant.name())));
        tenant.source();
        for (String path : List.of("app", "rights")) {
            tenant.namespace().apply("""
                    apiVersion: kustomize.toolkit.fluxcd.io/v1
                    kind: Kustomization
                    metadata: {name: %1$s}
                    spec:
                      interval: 1h
                      path: ./%1$s
                      prune: true
                      sourceRef: {kind: GitRepository, name: config}
                    """.formatted(path));
        }

        await("both are refused")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(List.of("app", "rights"))
                        .allSatisfy(it -> assertThat(tenant.readyOf(it))
                                .hasValueSatisfying(ready -> assertThat(ready.message())
                                        .contains("the service account default of the namespace " + tenant.name()
                                                + " may not"))));
        new ForeignObjects(tenant.namespace(), theirs.name()).awaitRefusals();

        assertThat(cluster.client()
                        .configMaps()
                        .inNamespace(theirs.name())
                        .withName("planted")
                        .get())
                .isNull();
        assertThat(cluster.client()
                        .rbac()
                        .clusterRoleBindings()
                        .withName("everything-for-a-tenant")
                        .get())
                .isNull();
        cluster.delete(theirs);
    }

    @Test
    @Order(9)
    void memoryOfEveryPodWithAHundredKustomizations() {
        assumeTrue(PodInstallation.IS_LONG, "100 Kustomizations take minutes: in the profile nightly");
        Map<String, String> files = IntStream.range(0, 100)
                .boxed()
                .collect(toMap(
                        "app-%d/one.yaml"::formatted,
                        it -> "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m%d}\n".formatted(it)));
        String pushed = tenant.push("a hundred", files);
        tenant.source();
        IntStream.range(0, 100).forEach(it -> tenant.kustomization("app-" + it, "./app-" + it));
        IntStream.range(0, 100).forEach(it -> tenant.awaitApplied("app-" + it, pushed));

        printMemory("with 100 Kustomizations");
    }

    private static int restarts(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst().getRestartCount();
    }

    private void deploy(String message) {
        String first = tenant.push("first", Map.of("app/web.yaml", SampleApplication.manifest(message)));
        tenant.source();
        tenant.kustomization("app", "./app", "wait: true", "timeout: 1m");
        application.awaitMessage(message);
        tenant.awaitApplied("app", first);
    }

    private String push(String message) {
        return tenant.push("it says " + message, Map.of("app/web.yaml", SampleApplication.manifest(message)));
    }

    private void scale(String controller, int replicas) {
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(PodInstallation.NAMESPACE)
                .withName(controller)
                .scale(replicas);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(installation.pods(controller))
                        .hasSize(replicas)
                        .allMatch(Readiness::isPodReady));
    }

    private void callWebhook(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var call = HttpRequest.newBuilder(URI.create(installation.address("webhook-receiver") + path))
                    .timeout(Duration.ofSeconds(5))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            http.send(call, BodyHandlers.discarding());
        }
    }

    private void printMemory(String when) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(PodMemory.of(cluster).stream().map(PodMemory::pod))
                        .containsAll(CONTROLLERS.stream()
                                .map(it -> installation.pod(it).getMetadata().getName())
                                .toList()));
        PodMemory.of(cluster).stream()
                .filter(it -> it.namespace().equals(PodInstallation.NAMESPACE))
                .forEach(it -> report(String.format(Locale.ROOT, "%s, %s: %.0f MiB", it.pod(), when, it.mebibytes())));
    }

    private static void report(String line) {
        System.out.println("pods: " + line);
    }
}
