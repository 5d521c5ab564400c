package dev.capstan.helmrelease.kube;

import com.sun.net.httpserver.HttpServer;
import dev.capstan.digest.Digest;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.helm.PackedChart;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Publishes charts as a source controller does: packed over HTTP, their addresses in the status of HelmCharts. */
final class ChartHost implements AutoCloseable {

    private static final String SOURCES = "source.toolkit.fluxcd.io/v1";

    private final HttpServer server;
    private final Map<String, byte[]> archives = new ConcurrentHashMap<>();

    ChartHost() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] archive = archives.get(exchange.getRequestURI().getPath());
            if (archive == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, archive.length);
                exchange.getResponseBody().write(archive);
            }
            exchange.close();
        });
        server.start();
    }

    /** Makes a chart the artifact of a HelmChart, which is created when it is not there. */
    void publish(TestNamespace namespace, String name, String version, Map<String, String> files) {
        publish(namespace, name, version, tarGz(files));
    }

    /** The same with an archive as it is. */
    void publish(TestNamespace namespace, String name, String version, byte[] archive) {
        namespace.apply("""
                apiVersion: %s
                kind: HelmChart
                metadata: {name: %s}
                spec:
                  chart: web
                  interval: 1h
                  sourceRef: {kind: HelmRepository, name: charts}
                """.formatted(SOURCES, name));
        offer(namespace, "HelmChart", name, version, version, archive);
    }

    /** Makes a chart the artifact of an OCIRepository or ExternalArtifact, under a tag with its digest. */
    void publishAs(TestNamespace namespace, String kind, String name, String version, Map<String, String> files) {
        String spec = kind.equals("OCIRepository")
                ? "{url: 'oci://registry.example/web', interval: 1h}"
                : "{sourceRef: {kind: ConfigMap, name: web}}";
        namespace.apply("""
                apiVersion: %s
                kind: %s
                metadata: {name: %s}
                spec: %s
                """.formatted(SOURCES, kind, name, spec));
        byte[] archive = tarGz(files);
        offer(namespace, kind, name, version, version + "@" + Digest.sha256(archive), archive);
    }

    /** Makes a chart the artifact of a HelmChart that is there. */
    void offer(TestNamespace namespace, String name, String version, Map<String, String> files) {
        offer(namespace, "HelmChart", name, version, version, tarGz(files));
    }

    private void offer(
            TestNamespace namespace, String kind, String name, String version, String revision, byte[] archive) {
        String path = "/%s/%s/%s/web-%s-%s.tgz"
                .formatted(
                        kind.toLowerCase(Locale.ROOT),
                        namespace.name(),
                        name,
                        version.replaceAll("[^A-Za-z0-9.-]", "_"),
                        Digest.sha256(archive).toString().substring(7, 19));
        archives.put(path, archive);
        Resource<GenericKubernetesResource> source = namespace
                .client()
                .genericKubernetesResources(SOURCES, kind)
                .inNamespace(namespace.name())
                .withName(name);
        String observed = kind.equals("ExternalArtifact")
                ? ""
                : "\"observedGeneration\":%d,"
                        .formatted(source.get().getMetadata().getGeneration());
        source.subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), """
                {"status":{%s"artifact":{"digest":"%s","path":"%s","url":"http://127.0.0.1:%d%s",
                 "revision":"%s","lastUpdateTime":"%s","size":%d}}}""".formatted(
                        observed,
                        Digest.sha256(archive),
                        path.substring(1),
                        server.getAddress().getPort(),
                        path,
                        revision,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        archive.length));
    }

    private static byte[] tarGz(Map<String, String> files) {
        var archive = new PackedChart();
        new TreeMap<>(files).forEach((name, text) -> archive.file("web/" + name, text));
        return archive.bytes();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
