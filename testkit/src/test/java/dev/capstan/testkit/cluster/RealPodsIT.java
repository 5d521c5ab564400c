package dev.capstan.testkit.cluster;

import static dev.capstan.testkit.cluster.SamplePod.PROBE;
import static dev.capstan.testkit.cluster.SamplePod.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.capstan.devcluster.NodeKind;
import dev.capstan.testkit.images.TestImages;
import io.fabric8.kubernetes.api.model.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Pods need from a real node, seen from inside of one. */
@WithCluster(node = NodeKind.REAL, crds = false)
class RealPodsIT {
    private static final String SAMPLE = "team/sample:1";

    private static final String BUS = """
        args: [-c, /etc/nats/nats.conf]
        readinessProbe: {httpGet: {path: /healthz, port: 8222}, periodSeconds: 1}
        volumeMounts: [{name: config, mountPath: /etc/nats}]
      volumes: [{name: config, configMap: {name: nats}}]
    """;

    private static final String VOLUME = """
        volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
    """;

    @BeforeAll
    static void pushImages(TestCluster cluster) {
        cluster.registry().push(TestImages.sample(), SAMPLE);
        cluster.registry().push(TestImages.nats(), "library/nats:2.12-alpine");
    }

    @Test
    void aPodReachesServicesTheApiServerAndThisMachine(TestCluster cluster, TestNamespace namespace) throws Exception {
        // An image of a registry of the world: the local one answers for all.
        SamplePod web = new SamplePod(namespace, "web")
                .create("ghcr.io/" + SAMPLE, PROBE)
                .awaitReady();
        URI service =
                URI.create("http://" + service(namespace, "ClusterIP").getSpec().getClusterIP());
        HttpServer here =
                HttpServer.create(new InetSocketAddress(cluster.realNode().host(), 0), 0);
        here.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("this machine".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        here.start();

        try {
            await().atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(SamplePod.ask("GET", service, "")).isEqualTo("web runs"));
            assertThat(web.fetch("http://shop." + namespace.name() + ".svc.cluster.local/"))
                    .isEqualTo("web runs");
            assertThat(web.fetch("http://shop/")).isEqualTo("web runs");
            assertThat(web.fetch("http://" + cluster.realNode().host() + ":"
                            + here.getAddress().getPort()))
                    .isEqualTo("this machine");
            assertThat(web.ask("GET", "/token", "")).contains("system:serviceaccount:" + namespace.name() + ":default");
            assertThat(web.log()).contains("listening on 8080", "GET /token");
        } finally {
            here.stop(0);
        }
    }

    @Test
    void aLoadBalancerAnswersThisMachine(TestNamespace namespace) {
        new SamplePod(namespace, "web").create(SAMPLE, PROBE);
        service(namespace, "LoadBalancer");

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            String address = namespace
                    .client()
                    .services()
                    .inNamespace(namespace.name())
                    .withName("shop")
                    .get()
                    .getStatus()
                    .getLoadBalancer()
                    .getIngress()
                    .getFirst()
                    .getIp();
            assertThat(SamplePod.ask("GET", URI.create("http://" + address), ""))
                    .isEqualTo("web runs");
        });
    }

    @Test
    void anImageThatNobodyPushedIsRefusedWithoutAskingTheWorld(TestNamespace namespace) {
        SamplePod pod = new SamplePod(namespace, "web").create("registry.example/nobody/knows:1", "");

        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(pod.status().getState().getWaiting().getReason())
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
        SamplePod pod = new SamplePod(namespace, "keeper")
                .create(SAMPLE, PROBE + VOLUME)
                .awaitReady();
        pod.ask("PUT", "/file?path=/data/note-of-" + namespace.name(), "kept");

        pod.deleteAndAwait();
        pod.create(SAMPLE, PROBE + VOLUME).awaitReady();

        assertThat(pod.ask("GET", "/file?path=/data/note-of-" + namespace.name(), ""))
                .isEqualTo("kept");
        Path volumes = cluster.realNode().volumes();
        assertThat(notes(volumes, namespace)).hasSize(1);
        pod.deleteAndAwait();
        namespace
                .client()
                .persistentVolumeClaims()
                .inNamespace(namespace.name())
                .withName("data")
                .delete();
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(notes(volumes, namespace)).isEmpty());
    }

    @Test
    void aContainerThatTakesTooMuchMemoryIsStartedAgain(TestCluster cluster, TestNamespace namespace) {
        SamplePod pod = new SamplePod(namespace, "hungry")
                .create(SAMPLE, PROBE + "    resources: {limits: {memory: 48Mi}}\n")
                .awaitReady();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(PodMemory.of(cluster))
                        .filteredOn(each -> each.namespace().equals(namespace.name()))
                        .singleElement()
                        .satisfies(each -> assertThat(each.mebibytes()).isBetween(0.5, 48.0)));

        try {
            pod.ask("POST", "/eat?mib=100", "");
        } catch (IOException | InterruptedException expected) {
            // It does not live to answer.
        }

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            assertThat(pod.status().getRestartCount()).isEqualTo(1);
            assertThat(pod.status().getLastState().getTerminated().getReason()).isEqualTo("OOMKilled");
            assertThat(pod.ask("GET", "/", "")).isEqualTo("hungry runs");
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

        new SamplePod(namespace, "bus").create("nats:2.12-alpine", BUS).awaitReady();
    }

    /** For the Pod that is called web. */
    private static Service service(TestNamespace namespace, String type) {
        return (Service) namespace.apply("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: shop
                spec:
                  type: %s
                  selector: {app: web}
                  ports: [{port: 80, targetPort: 8080}]
                """.formatted(type));
    }

    private static List<Path> notes(Path volumes, TestNamespace namespace) throws IOException {
        try (Stream<Path> found = Files.walk(volumes)) {
            return found.filter(file -> file.endsWith("note-of-" + namespace.name()))
                    .toList();
        }
    }
}
