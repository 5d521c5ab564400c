package dev.capstan.runtime.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import java.io.IOException;
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
    }

    @Test
    void manyReadersShareOneDownload() throws Exception {
        served = new TarGz().file("a", "b").bytes();
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
        byte[] first = new TarGz().file("a", "1").bytes();
        byte[] second = new TarGz().file("a", "2").bytes();

        for (byte[] archive : List.of(first, second, second, first, second)) {
            served = archive;
            assertThat(cache.access(artifact(archive))).isInstanceOf(ArtifactAccess.Available.class);
        }
        assertThat(cache.downloads()).isEqualTo(2);

        served = new TarGz().file("a", "3").bytes();
        cache.access(artifact(served));
        served = second;
        cache.access(artifact(second));
        assertThat(cache.downloads()).isEqualTo(3);
        served = first;
        cache.access(artifact(first));
        assertThat(cache.downloads()).isEqualTo(4);
    }

    @Test
    void contentStaysReadableAfterItLeftTheCache() {
        ArtifactCache cache = cache(1);
        served = new TarGz().file("a", "b").bytes();

        var content = ((ArtifactAccess.Available) cache.access(artifact(served))).content();

        assertThat(content.read("a")).hasValue("b".getBytes());
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
        byte[] archive = new TarGz().file("a", "b").bytes();
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

    private ArtifactCache cache(long kept) {
        return new ArtifactCache(
                new HttpArtifactServer(Duration.ofSeconds(10), Optional.empty()),
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
                new ArtifactDigest(Digests.sha256(archive)),
                "a.tar.gz",
                new ArtifactUrl(url),
                new ArtifactRevision("main@sha1:1"),
                "2026-11-22T00:00:00Z",
                null,
                Map.of());
    }
}
