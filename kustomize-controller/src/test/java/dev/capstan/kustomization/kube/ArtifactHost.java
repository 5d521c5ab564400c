package dev.capstan.kustomization.kube;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** Publishes artifacts as a source controller does: archives over HTTP, their addresses in the status of GitRepositories. */
final class ArtifactHost implements AutoCloseable {

    private static final String SOURCES = "source.toolkit.fluxcd.io/v1";

    private final HttpServer server;
    private final Map<String, byte[]> archives = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();

    ArtifactHost() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
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

    /** How many archives were asked for. */
    int requests() {
        return requests.get();
    }

    /** Makes files the current artifact of a GitRepository, which is created when it is not there. */
    void publish(TestNamespace namespace, String name, String revision, Map<String, String> files) {
        publish(namespace, "GitRepository", name, revision, tarGz(files));
    }

    /** Makes an archive the current artifact of a source of that kind, which is created when it is not there. */
    void publish(TestNamespace namespace, String kind, String name, String revision, byte[] archive) {
        namespace.apply("""
                apiVersion: %s
                kind: %s
                metadata:
                  name: %s
                spec:
                  interval: 1h
                %s""".formatted(
                SOURCES, kind, name, place(kind, namespace.name() + "/" + name).indent(2)));
        offer(namespace, kind, name, revision, archive);
    }

    /** What the definition of the kind wants to know of the upstream. */
    private static String place(String kind, String path) {
        return kind.equals("Bucket")
                ? "endpoint: store.example\nbucketName: " + path.replace('/', '-')
                : "url: https://git.example/" + path;
    }

    /** Makes an archive the current artifact of a source that is there. */
    void offer(TestNamespace namespace, String kind, String name, String revision, byte[] archive) {
        String path = "/%s/%s/%s/%s.tar.gz"
                .formatted(kind.toLowerCase(Locale.ROOT), namespace.name(), name, revision.replaceAll("\\W", "-"));
        archives.put(path, archive);
        String status = """
                {"status":{"artifact":{"digest":"sha256:%s","path":"%s","url":"http://127.0.0.1:%d%s",
                 "revision":"%s","lastUpdateTime":"%s","size":%d}}}""".formatted(
                        sha256(archive),
                        path.substring(1),
                        server.getAddress().getPort(),
                        path,
                        revision,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        archive.length);
        source(namespace, kind, name).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), status);
    }

    /** Forgets the archives, as a source controller that was moved to an empty disk. */
    void loseArchives() {
        archives.clear();
    }

    /** A source of any kind. */
    Resource<GenericKubernetesResource> source(TestNamespace namespace, String kind, String name) {
        return namespace
                .client()
                .genericKubernetesResources(SOURCES, kind)
                .inNamespace(namespace.name())
                .withName(name);
    }

    static byte[] tarGz(Map<String, String> files) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            for (var file : new TreeMap<>(files).entrySet()) {
                byte[] content = file.getValue().getBytes(UTF_8);
                out.write(header(file.getKey(), content.length));
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

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
