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
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.login.RegistryLogin;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostileRegistryTest {
    private static final String MANIFEST = """
            {"mediaType":"%s","config":{"mediaType":"c","digest":"%s","size":2},"layers":[]}""".formatted(MediaTypes.OCI_MANIFEST, Digest.sha256("{}"));
    private static final String MANIFEST_PATH = "/v2/team/app/manifests/";
    private static final String BLOB = "0123456789".repeat(20_000);
    private static final String BLOB_PATH = "/v2/team/app/blobs/" + Digest.sha256(BLOB);
    private static final Descriptor BLOB_DESCRIPTOR = Descriptor.of("l", Digest.sha256(BLOB), BLOB.length());

    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final ScriptedRegistry other = new ScriptedRegistry();

    @AfterEach
    void stop() {
        registry.close();
        other.close();
    }

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
    void o021_aLoginDoesNotGoToATokenServiceElsewhere() {
        other.answer("/token", 200, "{\"token\":\"t\"}", Map.of());
        wantTokensFrom("http://localhost:" + other.port() + "/token");

        assertThat(failure(withPassword().tags()))
                .isEqualTo(new OciFailure.TokenServiceForeign(withPassword().name(), "localhost:" + other.port()));
        assertThat(other.asked("/token")).isEmpty();
    }

    @Test
    void o021_aLoginGoesToATokenServiceThatTheConfigurationNames() {
        other.answer("/token", 200, "{\"token\":\"t\"}", Map.of());
        wantTokensFrom("http://localhost:" + other.port() + "/token");
        var logins = DockerConfig.all(List.of(
                DockerConfig.of(registry.address(), new RegistryLogin.Password("u", "p")),
                DockerConfig.of("localhost:" + other.port(), new RegistryLogin.Password("v", "q"))));

        assertThat(registry.open(RegistryAccess.with(logins)).tags().success()).contains(List.of("v1"));
        assertThat(other.asked("/token").getFirst().header("Authorization")).isEqualTo("Basic djpx");
    }

    @Test
    void o021_nobodyMayAskAnyTokenServiceAndShowsNothing() {
        other.answer("/token", 200, "{\"access_token\":\"t\"}", Map.of());
        wantTokensFrom("http://localhost:" + other.port() + "/token");

        assertThat(anonymous().tags().success()).contains(List.of("v1"));
        assertThat(other.asked("/token").getFirst().header("Authorization")).isEmpty();
        assertThat(other.asked("/token").getFirst().query())
                .isEqualTo("service=s&scope=repository%3Ateam%2Fapp%3Apull");
    }

    @Test
    void o021_aTokenServiceCannotSendTheLoginOn() {
        other.answer("/elsewhere", 200, "{\"token\":\"t\"}", Map.of());
        registry.answer("/token", 307, "", Map.of("Location", "http://localhost:" + other.port() + "/elsewhere"));
        wantTokensFrom(registry.url() + "/token");

        assertThat(withPassword().tags().success()).contains(List.of("v1"));
        assertThat(other.asked("/elsewhere").getFirst().header("Authorization")).isEmpty();
    }

    @Test
    void anIdentityTokenIsExchanged() {
        registry.answer("/token", 200, "{\"access_token\":\"t\"}", Map.of());
        wantTokensFrom(registry.url() + "/token");
        var logins = DockerConfig.of(registry.address(), new RegistryLogin.IdentityToken("i"));

        assertThat(registry.open(RegistryAccess.with(logins)).tags().success()).contains(List.of("v1"));
        assertThat(registry.asked("/token").getFirst().body())
                .contains("grant_type=refresh_token", "refresh_token=i", "service=s");
    }

    @Test
    void aLoginThatAHelperHasIsNamedWhenItIsMissing() {
        var logins = DockerConfig.parse(bytes("{\"auths\":{},\"credsStore\":\"desktop\"}"));
        registry.answer("/v2/team/app/tags/list", 401, "", Map.of("WWW-Authenticate", "Basic realm=\"r\""));

        assertThat(failure(logins.then(
                                it -> registry.open(RegistryAccess.with(it)).tags()))
                        .message())
                .contains("none are given", "the credential helper 'desktop', which is not asked");
    }

    @Test
    void aTokenIsKeptForThoseWithTheSameLogin() {
        registry.answer("/token", 200, "{\"token\":\"t\",\"expires_in\":300}", Map.of());
        wantTokensFrom(registry.url() + "/token");
        var client = registry.client(RegistryLimits.DEFAULT);
        var login = RegistryAccess.with(DockerConfig.of(registry.address(), new RegistryLogin.Password("u", "p")));

        registry.open(client, login).tags();
        registry.open(client, login).tags();
        assertThat(registry.asked("/token")).hasSize(1);

        registry.open(client, RegistryAccess.ANONYMOUS).tags();
        assertThat(registry.asked("/token")).hasSize(2);
    }

    @Test
    void aTokenThatIsNotTakenAnyMoreIsRenewedOnce() {
        var issued = new AtomicInteger();
        registry.on(
                "/token",
                exchange -> ScriptedRegistry.send(
                        exchange, 200, "{\"token\":\"t" + issued.incrementAndGet() + "\"}", Map.of()));
        registry.answer(
                "/v2/team/app/tags/list",
                401,
                "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"no\\nway\"}]}",
                Map.of("WWW-Authenticate", "Bearer realm=\"" + registry.url() + "/token\""));

        assertThat(failure(withPassword().tags()))
                .isInstanceOf(OciFailure.LoginRejected.class)
                .satisfies(it -> assertThat(it.message()).endsWith("refused the login (UNAUTHORIZED: no way)"));
        assertThat(issued).hasValue(1);
    }

    @Test
    void o022_anEndlessChainOfPagesEnds() {
        registry.on(
                "/v2/team/app/tags/list",
                exchange -> ScriptedRegistry.send(
                        exchange,
                        200,
                        "{\"tags\":[\"v"
                                + exchange.getRequestURI().getRawQuery().hashCode() + "\"]}",
                        Map.of("Link", "</v2/team/app/tags/list?last=x" + System.nanoTime() + ">; rel=\"next\"")));

        var limits = new RegistryLimits(1000, 20, 10_000, 100_000, 10_000);
        assertThat(failure(registry.open(registry.client(limits), RegistryAccess.ANONYMOUS)
                        .tags()))
                .isEqualTo(new OciFailure.LimitExceeded(anonymous().name(), "pages of tags", 20));
        assertThat(registry.asked("/v2/team/app/tags/list")).hasSize(20);
    }

    @Test
    void o022_aMillionTagsAreRefused() {
        var tags = IntStream.range(0, 1_000_000).mapToObj(i -> "\"v" + i + "\"").collect(Collectors.joining(","));
        registry.answer("/v2/team/app/tags/list", 200, "{\"tags\":[" + tags + "]}", Map.of());

        assertThat(failure(anonymous().tags()))
                .isEqualTo(new OciFailure.LimitExceeded(anonymous().name(), "tags", 100_000));
    }

    @Test
    void o022_aPageThatIsTooLongIsRefused() {
        registry.answer("/v2/team/app/tags/list", 200, "{\"tags\":[\"" + "x".repeat(20_000) + "\"]}", Map.of());

        var limits = new RegistryLimits(1000, 20, 10_000, 100_000, 10_000);
        assertThat(failure(registry.open(registry.client(limits), RegistryAccess.ANONYMOUS)
                        .tags()))
                .isInstanceOf(OciFailure.LimitExceeded.class);
    }

    @Test
    void o022_pagesThatAreTooLongTogetherAreRefused() {
        var subject = Digest.sha256("subject");
        for (String list : List.of("tags/list", "referrers/" + subject)) {
            registry.on("/v2/team/app/" + list, exchange -> {
                String page = "{\"manifests\":[],\"tags\":[],\"annotations\":{\"a\":\"" + "x".repeat(9_000) + "\"}}";
                var next = Map.of("Link", "</v2/team/app/" + list + "?last=x>; rel=\"next\"");
                ScriptedRegistry.send(exchange, 200, page, next);
            });
        }
        var limits = new RegistryLimits(1000, 20, 10_000, 50_000, 10_000);
        var repository = registry.open(registry.client(limits), RegistryAccess.ANONYMOUS);

        assertThat(failure(repository.tags()))
                .isEqualTo(new OciFailure.LimitExceeded(repository.name(), "bytes of the list of tags", 50_000));
        assertThat(failure(repository.referrers(subject, Optional.empty())))
                .isEqualTo(new OciFailure.LimitExceeded(repository.name(), "bytes of the list of referrers", 50_000));
        assertThat(registry.asked("/v2/team/app/tags/list")).hasSize(6);
    }

    @Test
    void o022_whatCannotBeATagIsLeftOut() {
        registry.answer(
                "/v2/team/app/tags/list",
                200,
                "{\"tags\":[\"v1\",\"9.9.9+build\",\"\",\"../x\",\"" + "x".repeat(129) + "\",null,{},\"v2\"]}",
                Map.of());

        assertThat(anonymous().tags().success()).contains(List.of("v1", "v2"));
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
    void o022_aNextPageElsewhereIsNotFollowed() {
        registry.answer(
                "/v2/team/app/tags/list",
                200,
                "{\"tags\":[]}",
                Map.of("Link", "<" + other.url() + "/v2/team/app/tags/list?n=2>; rel=\"next\""));

        assertThat(failure(anonymous().tags())).isInstanceOf(OciFailure.AnswerMalformed.class);
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

    @Test
    void anUploadThatGoesOnElsewhereTakesNoLoginAlong() {
        registry.answer("/v2/team/app/blobs/uploads/", 202, "", Map.of("Location", other.url() + "/up?a=b"));
        registry.on("/v2/team/app/blobs/" + Digest.sha256("x"), exchange -> {
            boolean isKnown = exchange.getRequestHeaders().containsKey("Authorization");
            ScriptedRegistry.send(
                    exchange, isKnown ? 404 : 401, "", isKnown ? Map.of() : Map.of("WWW-Authenticate", "Basic"));
        });
        other.answer("/up", 201, "", Map.of());

        assertThat(withPassword().pushBlob("t", bytes("x")).success()).isPresent();
        assertThat(other.asked("/up").getFirst().header("Authorization")).isEmpty();
        assertThat(other.asked("/up").getFirst().query())
                .isEqualTo("a=b&digest=sha256%3A" + Digest.sha256("x").hex());
    }

    private void wantTokensFrom(String realm) {
        registry.on("/v2/team/app/tags/list", exchange -> {
            boolean isKnown = "Bearer t".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            ScriptedRegistry.send(
                    exchange,
                    isKnown ? 200 : 401,
                    isKnown ? "{\"tags\":[\"v1\"]}" : "",
                    isKnown
                            ? Map.of()
                            : Map.of("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"s\",scope=\"all\""));
        });
    }

    private RemoteRepository anonymous() {
        return registry.open(RegistryAccess.ANONYMOUS);
    }

    private RemoteRepository withPassword() {
        return registry.open(
                RegistryAccess.with(DockerConfig.of(registry.address(), new RegistryLogin.Password("u", "p"))));
    }

    private static OciFailure failure(OciResult<?> result) {
        return result.problem().orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
