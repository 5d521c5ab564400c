package dev.capstan.helmrelease.kube;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.capstan.digest.Digest;
import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

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
        namespace.apply("""
                apiVersion: %s
                kind: HelmChart
                metadata: {name: %s}
                spec:
                  chart: web
                  interval: 1h
                  sourceRef: {kind: HelmRepository, name: charts}
                """.formatted(SOURCES, name));
        offer(namespace, name, version, files);
    }

    /** Makes a chart the artifact of a HelmChart that is there. */
    void offer(TestNamespace namespace, String name, String version, Map<String, String> files) {
        byte[] archive = tarGz(files);
        String path = "/helmchart/%s/%s/web-%s.tgz".formatted(namespace.name(), name, version);
        archives.put(path, archive);
        Resource<GenericKubernetesResource> chart = namespace
                .client()
                .genericKubernetesResources(SOURCES, "HelmChart")
                .inNamespace(namespace.name())
                .withName(name);
        chart.subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), """
                {"status":{"observedGeneration":%d,"artifact":{"digest":"%s","path":"%s","url":"http://127.0.0.1:%d%s",
                 "revision":"%s","lastUpdateTime":"%s","size":%d}}}""".formatted(
                        chart.get().getMetadata().getGeneration(),
                        Digest.sha256(archive),
                        path.substring(1),
                        server.getAddress().getPort(),
                        path,
                        version,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        archive.length));
    }

    private static byte[] tarGz(Map<String, String> files) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            for (var file : new TreeMap<>(files).entrySet()) {
                byte[] content = file.getValue().getBytes(UTF_8);
                out.write(header("web/" + file.getKey(), content.length));
                out.write(content);
                out.write(new byte[(512 - content.length % 512) % 512]);
            }
            out.write(new byte[1024]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] header(String name, int size) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "00000000000\0");
        put(header, 148, "        ");
        header[156] = '0';
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
