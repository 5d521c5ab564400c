package dev.capstan.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.capstan.devcluster.NodeKind;
import dev.capstan.testkit.images.TestImages;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Pods need from a real node, seen from inside of one. */
@WithCluster(node = NodeKind.REAL, crds = false)
class RealPodsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @BeforeAll
    static void pushImages(TestCluster cluster) {
        cluster.registry().push(TestImages.sample(), "team/sample:1");
        cluster.registry().push(TestImages.nats(), "library/nats:2.12-alpine");
    }

    @Test
    void aPodReachesServicesTheApiServerAndThisMachine(TestCluster cluster, TestNamespace namespace) throws Exception {
        // An image of a registry of the world: the local one answers for all.
        apply(namespace, pod("web", "ghcr.io/team/sample:1", "", "MESSAGE", "it runs"));
        namespace.apply("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: shop
                spec:
                  selector: {app: web}
                  ports: [{port: 80, targetPort: 8080}]
                """);
        awaitReady(namespace, "web");
        String service = "http://" + clusterAddress(namespace, "shop");
        HttpServer here =
                HttpServer.create(new InetSocketAddress(cluster.realNode().host(), 0), 0);
        here.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("this machine".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        here.start();

        try {
            await().atMost(SOON).untilAsserted(() -> assertThat(get(service)).isEqualTo("it runs"));
            assertThat(fetch(service, "http://shop." + namespace.name() + ".svc.cluster.local/"))
                    .isEqualTo("it runs");
            assertThat(fetch(service, "http://shop/")).isEqualTo("it runs");
            assertThat(fetch(
                            service,
                            "http://" + cluster.realNode().host() + ":"
                                    + here.getAddress().getPort()))
                    .isEqualTo("this machine");
            assertThat(get(service + "/token")).contains("system:serviceaccount:" + namespace.name() + ":default");
            assertThat(cluster.client()
                            .pods()
                            .inNamespace(namespace.name())
                            .withName("web")
                            .getLog())
                    .contains("listening on 8080", "GET /token");
        } finally {
            here.stop(0);
        }
    }

    @Test
    void aLoadBalancerAnswersThisMachine(TestNamespace namespace) {
        apply(namespace, pod("web", "team/sample:1", "", "MESSAGE", "balanced"));
        namespace.apply("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: front
                spec:
                  type: LoadBalancer
                  selector: {app: web}
                  ports: [{port: 80, targetPort: 8080}]
                """);

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            Service front = namespace
                    .client()
                    .services()
                    .inNamespace(namespace.name())
                    .withName("front")
                    .get();
            String address =
                    front.getStatus().getLoadBalancer().getIngress().getFirst().getIp();
            assertThat(get("http://" + address)).isEqualTo("balanced");
        });
    }

    @Test
    void anImageThatNobodyPushedIsRefusedWithoutAsking(TestNamespace namespace) {
        apply(namespace, pod("web", "registry.example/nobody/knows:1", "", "MESSAGE", ""));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                status(namespace, "web").getState().getWaiting().getReason())
                        .isIn("ErrImagePull", "ImagePullBackOff"));
    }

    @Test
    void aVolumeOutlivesItsPodAndGoesWithItsClaim(TestCluster cluster, TestNamespace namespace) throws Exception {
        namespace.apply("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata:
                  name: data
                spec:
                  accessModes: [ReadWriteOnce]
                  resources: {requests: {storage: 10Mi}}
                """);
        String withVolume = pod("web", "team/sample:1", """
                    volumeMounts: [{name: data, mountPath: /data}]
                  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
                """, "MESSAGE", "");
        apply(namespace, withVolume);
        awaitReady(namespace, "web");
        request("PUT", podAddress(namespace, "web") + "/file?path=/data/note", "kept");
        Path volumes = cluster.realNode().volumes();

        namespace
                .client()
                .pods()
                .inNamespace(namespace.name())
                .withName("web")
                .withGracePeriod(1)
                .delete();
        await().atMost(SOON).until(() -> podOf(namespace, "web").isEmpty());
        apply(namespace, withVolume);
        awaitReady(namespace, "web");

        assertThat(get(podAddress(namespace, "web") + "/file?path=/data/note")).isEqualTo("kept");
        assertThat(findNote(volumes)).hasSize(1);
        namespace
                .client()
                .pods()
                .inNamespace(namespace.name())
                .withName("web")
                .withGracePeriod(1)
                .delete();
        namespace
                .client()
                .persistentVolumeClaims()
                .inNamespace(namespace.name())
                .withName("data")
                .delete();
        await().atMost(SOON).untilAsserted(() -> assertThat(findNote(volumes)).isEmpty());
    }

    @Test
    void aContainerThatTakesTooMuchMemoryIsStartedAgain(TestCluster cluster, TestNamespace namespace) {
        apply(namespace, pod("hungry", "team/sample:1", """
                    resources: {limits: {memory: 48Mi}}
                """, "MESSAGE", "fed"));
        awaitReady(namespace, "hungry");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(PodMemory.of(cluster))
                        .filteredOn(each -> each.namespace().equals(namespace.name()))
                        .singleElement()
                        .satisfies(each -> assertThat(each.mebibytes()).isBetween(0.5, 48.0)));

        try {
            request("POST", podAddress(namespace, "hungry") + "/eat?mib=100", "");
        } catch (IOException | InterruptedException expected) {
            // It does not live to answer.
        }

        await().atMost(SOON).untilAsserted(() -> {
            ContainerStatus status = status(namespace, "hungry");
            assertThat(status.getRestartCount()).isEqualTo(1);
            assertThat(status.getLastState().getTerminated().getReason()).isEqualTo("OOMKilled");
            assertThat(get(podAddress(namespace, "hungry"))).isEqualTo("fed");
        });
    }

    @Test
    void natsRunsWithTheArgumentsOfItsOfficialImage(TestNamespace namespace) {
        namespace.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: nats
                data:
                  nats.conf: |
                    listen: 0.0.0.0:4222
                    http: 0.0.0.0:8222
                    jetstream { store_dir: /tmp/data, max_mem: 16M, max_file: 16M }
                """);
        apply(namespace, pod("bus", "nats:2.12-alpine", """
                    args: [-c, /etc/nats/nats.conf]
                    readinessProbe: {httpGet: {path: /healthz, port: 8222}, periodSeconds: 1}
                    volumeMounts: [{name: config, mountPath: /etc/nats}]
                  volumes: [{name: config, configMap: {name: nats}}]
                """, "MESSAGE", ""));

        awaitReady(namespace, "bus");
    }

    private static String pod(String name, String image, String more, String variable, String value) {
        String probe = more.contains("readinessProbe")
                ? ""
                : "    readinessProbe: {httpGet: {path: /healthz, port: 8080}, periodSeconds: 1}\n";
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %1$s
                  labels: {app: %1$s}
                spec:
                  securityContext: {runAsNonRoot: true, fsGroup: 65532, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: main
                    image: %2$s
                    env: [{name: %3$s, value: "%4$s"}]
                """.formatted(name, image, variable, value) + probe + more;
    }

    private static void apply(TestNamespace namespace, String pod) {
        namespace.apply(pod);
    }

    private static void awaitReady(TestNamespace namespace, String pod) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(podOf(namespace, pod))
                        .singleElement()
                        .satisfies(each -> assertThat(Readiness.isPodReady(each))
                                .as(() -> String.valueOf(each.getStatus()))
                                .isTrue()));
    }

    private static List<Pod> podOf(TestNamespace namespace, String name) {
        KubernetesClient client = namespace.client();
        return Stream.ofNullable(client.pods()
                        .inNamespace(namespace.name())
                        .withName(name)
                        .get())
                .toList();
    }

    private static ContainerStatus status(TestNamespace namespace, String pod) {
        return podOf(namespace, pod)
                .getFirst()
                .getStatus()
                .getContainerStatuses()
                .getFirst();
    }

    private static String podAddress(TestNamespace namespace, String pod) {
        return "http://" + podOf(namespace, pod).getFirst().getStatus().getPodIP() + ":8080";
    }

    private static String clusterAddress(TestNamespace namespace, String service) {
        return namespace
                .client()
                .services()
                .inNamespace(namespace.name())
                .withName(service)
                .get()
                .getSpec()
                .getClusterIP();
    }

    private static List<Path> findNote(Path volumes) throws IOException {
        try (Stream<Path> found = Files.walk(volumes)) {
            return found.filter(file -> file.endsWith("note")).toList();
        }
    }

    private static String fetch(String server, String url) throws IOException, InterruptedException {
        return get(server + "/fetch?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8));
    }

    private static String get(String url) throws IOException, InterruptedException {
        return request("GET", url, "");
    }

    private static String request(String method, String url, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(Duration.ofSeconds(10))
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
