package dev.capstan.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.digest.Digest;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.MediaTypes;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Manifests, blobs and answers of a registry that errs or lies. */
class HostileRegistryTest {
    private static final String MANIFEST = """
            {"mediaType":"%s","config":{"mediaType":"c","digest":"%s","size":2},"layers":[]}""".formatted(MediaTypes.OCI_MANIFEST, Digest.sha256("{}"));
    private static final String MANIFEST_PATH = "/v2/team/app/manifests/";
    private static final String BLOB = "0123456789".repeat(20_000);
    private static final String BLOB_PATH = "/v2/team/app/blobs/" + Digest.sha256(BLOB);
    private static final Descriptor BLOB_DESCRIPTOR = Descriptor.of("l", Digest.sha256(BLOB), BLOB.length());

    @AutoClose
    private final ScriptedRegistry registry = new ScriptedRegistry();

    @Test
    void o020_aManifestWithAnotherDigestIsRefused() {
        var wanted = new Reference.ByDigest(Digest.sha256("something else"));
        registry.answer(MANIFEST_PATH + wanted, 200, MANIFEST, Map.of("Content-Type", MediaTypes.OCI_MANIFEST));

        assertThat(failure(anonymous().manifest(wanted))).isInstanceOf(OciFailure.ContentWrong.class);
    }

    @Test
    void o020_aHeadThatNamesAnotherDigestIsRefused() {
        var wanted = new Reference.ByDigest(Digest.sha256("something else"));
        registry.answer(
                MANIFEST_PATH + wanted,
                200,
                "",
                Map.of("Docker-Content-Digest", Digest.sha256("x").toString()));

        assertThat(failure(anonymous().resolve(wanted))).isInstanceOf(OciFailure.ContentWrong.class);
    }

    @Test
    void o020_aTagWhoseContentIsNotThatOfTheSaidDigestIsRefused() {
        registry.answer(
                MANIFEST_PATH + "v1",
                200,
                MANIFEST,
                Map.of("Content-Type", MediaTypes.OCI_MANIFEST, "Docker-Content-Digest", "sha256:" + "0".repeat(64)));

        assertThat(failure(anonymous().manifest(new Reference.Tag("v1")))).isInstanceOf(OciFailure.ContentWrong.class);
    }

    @Test
    void o020_aBlobWithAnotherDigestIsRefusedAtItsEnd() throws IOException {
        registry.answer(BLOB_PATH, 200, BLOB.replace('1', '2'), Map.of());

        try (InputStream blob =
                anonymous().blob(BLOB_DESCRIPTOR, Long.MAX_VALUE).orThrow()) {
            assertThatExceptionOfType(OciFailureException.class)
                    .isThrownBy(blob::readAllBytes)
                    .satisfies(thrown -> assertThat(thrown.failure()).isInstanceOf(OciFailure.ContentWrong.class));
        }
    }

    @Test
    void o020_aBlobThatIsLongerThanTheManifestSaysIsRefused() throws IOException {
        registry.answer(BLOB_PATH, 200, BLOB + "more", Map.of());

        try (InputStream blob =
                anonymous().blob(BLOB_DESCRIPTOR, Long.MAX_VALUE).orThrow()) {
            assertThatExceptionOfType(OciFailureException.class)
                    .isThrownBy(blob::readAllBytes)
                    .withMessageContaining("more bytes than the 200000");
        }
    }

    @Test
    void o020_aBlobThatSaysItIsTooLargeIsNotAskedFor() {
        var large = Descriptor.of("l", Digest.sha256(BLOB), 1 << 30);

        assertThat(failure(anonymous().blob(large, 1 << 20))).isInstanceOf(OciFailure.LimitExceeded.class);
        assertThat(registry.asked(BLOB_PATH)).isEmpty();
    }

    @Test
    void aBrokenBlobGoesOnWhereItWas() throws IOException {
        registry.on(BLOB_PATH, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (range == null) {
                exchange.sendResponseHeaders(200, BLOB.length());
                exchange.getResponseBody().write(bytes(BLOB.substring(0, 50_000)));
                exchange.getResponseBody().flush();
                return; // closed too early
            }
            int from = Integer.parseInt(range.replaceAll("\\D", ""));
            ScriptedRegistry.send(
                    exchange,
                    206,
                    BLOB.substring(from),
                    Map.of("Content-Range", "bytes " + from + "-" + (BLOB.length() - 1) + "/" + BLOB.length()));
        });

        try (InputStream blob =
                anonymous().blob(BLOB_DESCRIPTOR, Long.MAX_VALUE).orThrow()) {
            assertThat(new String(blob.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(BLOB);
        }
        assertThat(registry.asked(BLOB_PATH)).hasSize(2);
    }

    @Test
    void o020_aServerWithoutRangesCannotExchangeWhatWasReadAlready() throws IOException {
        var count = new AtomicInteger();
        registry.on(BLOB_PATH, exchange -> {
            if (count.getAndIncrement() == 0) {
                exchange.sendResponseHeaders(200, BLOB.length());
                exchange.getResponseBody().write(bytes("evil".repeat(10_000)));
                exchange.getResponseBody().flush();
                return;
            }
            ScriptedRegistry.send(exchange, 200, BLOB, Map.of());
        });

        try (InputStream blob =
                anonymous().blob(BLOB_DESCRIPTOR, Long.MAX_VALUE).orThrow()) {
            assertThatExceptionOfType(OciFailureException.class)
                    .isThrownBy(blob::readAllBytes)
                    .withMessageContaining("other bytes than before");
        }
    }

    @Test
    void aHeadThatFailsIsNotRepeatedAsAGet() {
        for (int status : List.of(403, 404, 429, 503)) {
            registry.answer(MANIFEST_PATH + "v" + status, status, "", Map.of());

            assertThat(anonymous().resolve(new Reference.Tag("v" + status)).problem())
                    .isPresent();
            assertThat(registry.asked(MANIFEST_PATH + "v" + status)).hasSize(1);
        }
    }

    @Test
    void aRegistryThatDoesNotKnowHeadIsAskedByGet() {
        for (int status : List.of(200, 400, 405, 501)) {
            registry.on(MANIFEST_PATH + "v" + status, exchange -> {
                boolean isHead = exchange.getRequestMethod().equals("HEAD");
                var type = Map.of("Content-Type", MediaTypes.OCI_MANIFEST);
                ScriptedRegistry.send(exchange, isHead ? status : 200, MANIFEST, type);
            });

            assertThat(anonymous()
                            .resolve(new Reference.Tag("v" + status))
                            .map(Descriptor::digest)
                            .success())
                    .contains(Digest.sha256(MANIFEST));
        }
    }

    @Test
    void o027_aBodyThatIsNotAnErrorOfARegistryIsNotShown() {
        registry.answer("/v2/team/app/tags/list", 500, "<html>secret</html>", Map.of());

        assertThat(failure(anonymous().tags()).message()).contains("HTTP 500").doesNotContain("secret");
    }

    @Test
    void aRegistryThatWantsFewerRequestsIsHeard() {
        registry.answer("/v2/team/app/tags/list", 429, "", Map.of("Retry-After", "7"));

        assertThat(failure(anonymous().tags()))
                .isEqualTo(new OciFailure.RateLimited(anonymous().name(), Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void thoseWhoAskTheSameAtTheSameTimeShareTheAnswer() throws Exception {
        var release = new CountDownLatch(1);
        registry.on("/v2/team/app/tags/list", exchange -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ScriptedRegistry.send(exchange, 200, "{\"tags\":[\"v1\"]}", Map.of());
        });
        var client = registry.client(RegistryLimits.DEFAULT);
        var answers = new ConcurrentLinkedQueue<List<String>>();
        var threads = IntStream.range(0, 10)
                .mapToObj(_ -> Thread.ofVirtual()
                        .start(() -> answers.add(registry.open(client, RegistryAccess.ANONYMOUS)
                                .tags()
                                .success()
                                .orElseThrow())))
                .toList();
        Awaitility.await()
                .until(() -> threads.stream()
                        .map(Thread::getState)
                        .allMatch(state -> state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING));

        release.countDown();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(answers).hasSize(10).containsOnly(List.of("v1"));
        // The first one's, and one that was sent after all others asked.
        assertThat(registry.asked("/v2/team/app/tags/list")).hasSize(2);
    }

    private RemoteRepository anonymous() {
        return registry.open(RegistryAccess.ANONYMOUS);
    }

    private static OciFailure failure(OciResult<?> result) {
        return result.problem().orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
