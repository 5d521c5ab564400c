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

    private static final String VOLUME = """
        volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
    """;

    @BeforeAll
    static void pushImages(TestCluster cluster) {
        cluster.registry().push(TestImages.sample(), SAMPLE);
    }

    @Test
    void aPodReachesServicesTheApiServerAndThisMachine(TestCluster cluster, TestNamespace namespace) throws Exception {
        // An image of a registry of the world: the local one answers for all.
        SamplePod web = new SamplePod(namespace, "web")
                .create("ghcr.io/" + SAMPLE, PROBE)
                .awaitReady();
        Service shop = loadBalancer(namespace);
        URI service = URI.create("http://" + shop.getSpec().getClusterIP());
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
            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
                String address = namespace
                        .client()
                        .resource(shop)
                        .get()
                        .getStatus()
                        .getLoadBalancer()
                        .getIngress()
                        .getFirst()
                        .getIp();
                assertThat(SamplePod.ask("GET", URI.create("http://" + address), ""))
                        .isEqualTo("web runs");
            });
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

    /** For the Pod that is called web; it has an address of the cluster as well. */
    private static Service loadBalancer(TestNamespace namespace) {
        return (Service) namespace.apply("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: shop
                spec:
                  type: LoadBalancer
                  selector: {app: web}
                  ports: [{port: 80, targetPort: 8080}]
                """);
    }

    private static List<Path> notes(Path volumes, TestNamespace namespace) throws IOException {
        try (Stream<Path> found = Files.walk(volumes)) {
            return found.filter(file -> file.endsWith("note-of-" + namespace.name()))
                    .toList();
        }
    }
}
