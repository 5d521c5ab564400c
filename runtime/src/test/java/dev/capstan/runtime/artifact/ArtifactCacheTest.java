package dev.capstan.runtime.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.archive.TarWriter;
import dev.capstan.digest.Digest;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactCacheTest {

    @TempDir
    Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private volatile byte[] served = new byte[0];
    private volatile int status = 200;
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, status == 200 ? served.length : -1);
            if (status == 200) {
                exchange.getResponseBody().write(served);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        http.close();
    }

    @Test
    void manyReadersShareOneDownload() throws Exception {
        served = archiveOf("b");
        ArtifactCache cache = cache(1 << 20);
        var together = new CountDownLatch(1);
        List<Callable<ArtifactAccess>> readers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            readers.add(() -> {
                together.await();
                return cache.access(artifact(served));
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = readers.stream().map(threads::submit).toList();
            together.countDown();
            for (var reader : running) {
                assertThat(reader.get()).isInstanceOf(ArtifactAccess.Available.class);
            }
        }

        assertThat(requests).hasValue(1);
    }

    @Test
    void whatWasUsedLeastRecentlyLeavesWhenFull() {
        ArtifactCache cache = cache(5_000);
        byte[] first = archiveOf("1");
        byte[] second = archiveOf("2");

        for (byte[] archive : List.of(first, second, second, first, second)) {
            served = archive;
            assertThat(cache.access(artifact(archive))).isInstanceOf(ArtifactAccess.Available.class);
        }
        assertThat(cache.downloads()).isEqualTo(2);

        served = archiveOf("3");
        cache.access(artifact(served));
        served = second;
        cache.access(artifact(second));
        assertThat(cache.downloads()).isEqualTo(3);
        served = first;
        cache.access(artifact(first));
        assertThat(cache.downloads()).isEqualTo(4);
    }

    @Test
    void contentStaysReadableAfterItLeftTheCache() throws IOException {
        ArtifactCache cache = cache(1);
        served = archiveOf("b");

        var tree = ((ArtifactAccess.Available) cache.access(artifact(served))).tree();

        assertThat(tree.read("a")).isEqualTo("b".getBytes());
    }

    @Test
    void missingArtifactMayComeLater() {
        status = 404;

        assertThat(cache(1 << 20).access(artifact(served)))
                .isInstanceOfSatisfying(ArtifactAccess.NotAvailable.class, missing -> {
                    assertThat(missing.failure()).isInstanceOf(ArtifactFailure.NotFound.class);
                    assertThat(missing.failure().mayPass()).isTrue();
                });
    }

    @Test
    void failuresAreNotRemembered() {
        ArtifactCache cache = cache(1 << 20);
        byte[] archive = archiveOf("b");
        status = 503;
        assertThat(cache.access(artifact(archive))).isInstanceOf(ArtifactAccess.NotAvailable.class);

        status = 200;
        served = archive;

        assertThat(cache.access(artifact(archive))).isInstanceOf(ArtifactAccess.Available.class);
    }

    @Test
    void redirectsAreNotFollowed() {
        status = 302;

        assertThat(cache(1 << 20).access(artifact(served))).isInstanceOf(ArtifactAccess.NotAvailable.class);
        assertThat(requests.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void n087_credentialsOfTheAddressAreNeverShown() {
        status = 404;
        var artifact = artifact(
                served,
                "http://user:secret@127.0.0.1:%d/x?token=hidden"
                        .formatted(server.getAddress().getPort()));

        var access = (ArtifactAccess.NotAvailable) cache(1 << 20).access(artifact);

        assertThat(access.failure().message()).doesNotContain("secret").doesNotContain("hidden");
    }

    @Test
    void onlyHttpIsAsked() {
        for (String url : List.of("file:///etc/passwd", "ftp://x/y", "http:///x", "not an address", "jar:file:/x!/y")) {
            assertThat(cache(1 << 20).access(artifact(served, url)))
                    .isInstanceOfSatisfying(
                            ArtifactAccess.NotAvailable.class,
                            refused ->
                                    assertThat(refused.failure()).isInstanceOf(ArtifactFailure.ReferenceInvalid.class));
        }
    }

    @Test
    void o027_addressesOfMetadataServicesAreNotAsked() {
        for (String host : List.of("169.254.169.254", "[fd00:ec2::254]", "[::ffff:169.254.169.254]")) {
            var access = cache(1 << 20).access(artifact(served, "http://" + host + "/latest"));

            assertThat(access)
                    .isInstanceOfSatisfying(
                            ArtifactAccess.NotAvailable.class,
                            refused ->
                                    assertThat(refused.failure()).isInstanceOf(ArtifactFailure.ReferenceInvalid.class));
        }
    }

    @Test
    void whatIsWrongWithTheServerIsSaidInWords() throws IOException {
        int port = server.getAddress().getPort();
        server.stop(0);

        var access = (ArtifactAccess.NotAvailable) cache(1 << 20).access(artifact(served));

        assertThat(access.failure().message()).contains("connection refused by port " + port);
    }

    @Test
    void oddDigestsAreRefused() {
        for (String digest : List.of("", "md5:abc", "sha256:zz", "sha512:" + "0".repeat(64), "sha256:../x")) {
            var artifact = new Artifact(
                    new ArtifactDigest(digest),
                    "a.tar.gz",
                    new ArtifactUrl("http://127.0.0.1/"),
                    new ArtifactRevision("main@sha1:1"),
                    "2026-11-22T00:00:00Z",
                    null,
                    Map.of());

            assertThat(cache(1 << 20).access(artifact))
                    .isEqualTo(new ArtifactAccess.NotAvailable(
                            new ArtifactFailure.ReferenceInvalid("digest is not of a supported form")));
        }
    }

    /** An archive with the file {@code a}. */
    private static byte[] archiveOf(String content) {
        var bytes = new ByteArrayOutputStream();
        try (var zipped = new GZIPOutputStream(bytes);
                var tar = new TarWriter(zipped)) {
            tar.file("a", false, content.length(), new ByteArrayInputStream(content.getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private ArtifactCache cache(long kept) {
        return new ArtifactCache(
                new HttpArtifactDownload(http, Duration.ofSeconds(10), Optional.empty()),
                folder,
                new ArtifactLimits(1 << 20, 4 << 20, 100, kept));
    }

    private Artifact artifact(byte[] archive) {
        return artifact(
                archive,
                "http://127.0.0.1:%d/a.tar.gz".formatted(server.getAddress().getPort()));
    }

    private static Artifact artifact(byte[] archive, String url) {
        return new Artifact(
                new ArtifactDigest(Digest.sha256(archive).toString()),
                "a.tar.gz",
                new ArtifactUrl(url),
                new ArtifactRevision("main@sha1:1"),
                "2026-11-22T00:00:00Z",
                null,
                Map.of());
    }
}
