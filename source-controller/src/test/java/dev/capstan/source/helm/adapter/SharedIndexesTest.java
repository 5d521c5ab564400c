package dev.capstan.source.helm.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.digest.Digest;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.access.SecretAccess;
import dev.capstan.source.helm.ChartServer;
import dev.capstan.source.helm.HelmFailure;
import dev.capstan.source.helm.Indexes;
import dev.capstan.source.helm.RepositoryAccess;
import dev.capstan.source.helm.RepositoryIndexes.Index;
import dev.capstan.source.helm.RepositoryUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedIndexesTest {
    private static final String INDEX = Indexes.of("web", "1.0.0", "web-1.0.0.tgz");
    private static final Duration ANY = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final ChartServer server = ChartServer.start().file("/index.yaml", INDEX);
    private SharedIndexes indexes;

    @BeforeEach
    void open() throws Exception {
        indexes = new SharedIndexes(http, IndexFiles.open(folder, Clock.systemUTC()), 1 << 20);
    }

    @AfterEach
    void close() {
        server.close();
        http.close();
    }

    @Test
    void givesTheIndexAsJsonUnderTheDigestOfWhatWasServed() throws Exception {
        var index = success(indexes.fetch(access(), ANY));

        assertThat(index.revision()).isEqualTo(Digest.sha256(INDEX).toString());
        assertThat(index.size()).isEqualTo(INDEX.length());
        assertThat(json(index)).startsWith("{\"apiVersion\":\"v1\",\"entries\":{\"web\":[");
    }

    @Test
    void anUnchangedIndexCostsOneRequestWithoutABody() throws Exception {
        var first = success(indexes.fetch(access(), ANY));

        var second = success(indexes.fetch(access(), Duration.ZERO));

        assertThat(second.revision()).isEqualTo(first.revision());
        assertThat(server.asked()).extracting(ChartServer.Asked::answered).containsExactly(200, 304);
    }

    @Test
    void theConditionSurvivesARestart() throws Exception {
        var before = success(indexes.fetch(access(), ANY));
        open();

        var after = success(indexes.fetch(access(), ANY));

        assertThat(server.asked()).extracting(ChartServer.Asked::answered).containsExactly(200, 304);
        assertThat(json(after)).isEqualTo(json(before));
    }

    @Test
    void aChangedIndexIsRead() throws Exception {
        success(indexes.fetch(access(), ANY));
        server.file("/index.yaml", Indexes.of("web", "2.0.0", "web-2.0.0.tgz"));

        assertThat(json(success(indexes.fetch(access(), Duration.ZERO)))).contains("2.0.0");
    }

    @Test
    void anAnswerThatIsYoungEnoughIsShared() {
        success(indexes.fetch(access(), ANY));

        success(indexes.fetch(access(), ANY));

        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void whoAsksAtTheSameTimeSharesOneRequest() throws Exception {
        var gate = server.hold();
        var answers = new ArrayList<CompletableFuture<SourceResult<Index>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> indexes.fetch(access(), Duration.ofNanos(1)), threads));
            }
            gate.countDown();
            for (var answer : answers) {
                success(answer.join());
            }
        }

        assertThat(server.asked()).hasSizeLessThan(50);
        assertThat(server.asked().stream().filter(it -> it.answered() == 200)).hasSize(1);
    }

    @Test
    void otherCredentialsShareNothing() {
        server.wantsLogin("me", "secret");
        success(indexes.fetch(access("me", "secret"), ANY));

        assertThat(failure(indexes.fetch(access("me", "wrong"), ANY)))
                .isInstanceOfSatisfying(
                        HelmFailure.IndexRefused.class,
                        it -> assertThat(it.status()).isEqualTo(401));
        assertThat(failure(indexes.fetch(access(), ANY)).message())
                .endsWith("it wants credentials, put them into spec.secretRef");
    }

    @Test
    void theNamesOfFilesSayNothing() throws Exception {
        success(indexes.fetch(access("me", "secret"), ANY));

        try (var files = Files.list(folder)) {
            assertThat(files.map(it -> it.getFileName().toString()))
                    .hasSize(3)
                    .allMatch(name -> name.equals("salt") || name.matches("[0-9a-f]{64}\\.(json|state)"));
        }
    }

    @Test
    void h049_anIndexThatIsTooLargeIsRefusedAndTheLastOneStays() throws Exception {
        success(indexes.fetch(access(), ANY));
        server.file("/index.yaml", new byte[2 << 20]);

        assertThat(failure(indexes.fetch(access(), Duration.ZERO)).message())
                .contains("more than the allowed 1048576 bytes");
        server.file("/index.yaml", INDEX);
        assertThat(server.asked()).hasSize(2);
        success(indexes.fetch(access(), Duration.ZERO));
        assertThat(server.asked().getLast().answered()).isEqualTo(304);
    }

    @Test
    void whatIsNotAnIndexIsNotShown() {
        server.file("/index.yaml", "<html>password: hunter2</html>");

        var failure = failure(indexes.fetch(access(), ANY));

        assertThat(failure).isInstanceOf(HelmFailure.IndexUnusable.class);
        assertThat(failure.message()).doesNotContain("hunter2");
    }

    @Test
    void g007_aRedirectToAnotherHostGetsNoCredentials() {
        try (var other = ChartServer.start().file("/index.yaml", INDEX)) {
            server.redirect("/index.yaml", other.url() + "/index.yaml");

            success(indexes.fetch(access("me", "secret"), ANY));

            assertThat(server.asked().getFirst().login()).isPresent();
            assertThat(other.asked())
                    .singleElement()
                    .satisfies(it -> assertThat(it.login()).isEmpty());
        }
    }

    @Test
    void o027_aRepositoryMustNotLeadToLoopback() throws Exception {
        try (var strict = new OutboundHttp(AddressRule.STRICT)) {
            var careful = new SharedIndexes(strict, IndexFiles.open(folder, Clock.systemUTC()), 1 << 20);

            assertThat(failure(careful.fetch(access(), ANY)).message()).contains("loopback");
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void anInterruptedDownloadLeavesNothingBehind() throws Exception {
        server.file("/index.yaml", "apiVersion: v1\nentries: {a: [");

        failure(indexes.fetch(access(), ANY));

        try (var files = Files.list(folder)) {
            assertThat(files.map(it -> it.getFileName().toString())).containsExactly("salt");
        }
    }

    @Test
    void aFailureIsNotRemembered() {
        server.file("/index.yaml", "text");
        failure(indexes.fetch(access(), ANY));
        server.file("/index.yaml", INDEX);

        assertThat(success(indexes.fetch(access(), ANY)).size()).isEqualTo(INDEX.length());
    }

    private RepositoryAccess access() {
        return RepositoryAccess.anonymous(RepositoryUrl.parse(server.url()).orElseThrow());
    }

    private RepositoryAccess access(String user, String password) {
        return new RepositoryAccess(
                RepositoryUrl.parse(server.url()).orElseThrow(),
                Optional.of(new SecretAccess.Login(user, password)),
                TlsMaterial.NONE,
                false,
                Duration.ofSeconds(20));
    }

    private static String json(Index index) throws Exception {
        try (var in = index.json().open()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static Index success(SourceResult<Index> result) {
        return switch (result) {
            case SourceResult.Success<Index>(var index) -> index;
            case SourceResult.Failed<Index>(var failure) -> throw new AssertionError(failure.message());
        };
    }

    private static SourceFailure failure(SourceResult<Index> result) {
        return switch (result) {
            case SourceResult.Success<Index>(var index) -> throw new AssertionError("succeeded: " + index.revision());
            case SourceResult.Failed<Index>(var failure) -> failure;
        };
    }
}
