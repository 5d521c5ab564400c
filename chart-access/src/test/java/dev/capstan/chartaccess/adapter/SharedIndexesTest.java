package dev.capstan.chartaccess.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.access.SecretAccess;
import dev.capstan.chartaccess.ChartAccessFailure;
import dev.capstan.chartaccess.ChartAccessResult;
import dev.capstan.chartaccess.ChartServer;
import dev.capstan.chartaccess.Indexes;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.chartaccess.RepositoryIndexes.Index;
import dev.capstan.chartaccess.RepositoryUrl;
import dev.capstan.digest.Digest;
import dev.capstan.http.AddressRule;
import dev.capstan.http.HostBudgets;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedIndexesTest {
    private static final String INDEX = Indexes.of("web", "1.0.0", "web-1.0.0.tgz");

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
        var index = success(indexes.fetch(access()));

        assertThat(index.revision()).isEqualTo(Digest.sha256(INDEX).toString());
        assertThat(index.size()).isEqualTo(INDEX.length());
        assertThat(json(index)).startsWith("{\"apiVersion\":\"v1\",\"entries\":{\"web\":[");
    }

    @Test
    void anUnchangedIndexCostsOneRequestWithoutABody() throws Exception {
        var first = success(indexes.fetch(access()));

        var second = success(indexes.fetch(access()));

        assertThat(second.revision()).isEqualTo(first.revision());
        assertThat(server.asked()).extracting(ChartServer.Asked::answered).containsExactly(200, 304);
    }

    @Test
    void theConditionSurvivesARestart() throws Exception {
        var before = success(indexes.fetch(access()));
        open();

        var after = success(indexes.fetch(access()));

        assertThat(server.asked()).extracting(ChartServer.Asked::answered).containsExactly(200, 304);
        assertThat(json(after)).isEqualTo(json(before));
    }

    @Test
    void aChangedIndexIsRead() throws Exception {
        success(indexes.fetch(access()));
        server.file("/index.yaml", Indexes.of("web", "2.0.0", "web-2.0.0.tgz"));

        assertThat(json(success(indexes.fetch(access())))).contains("2.0.0");
    }

    @Test
    void whoAsksAfterAnAnswerAsksAnew() {
        success(indexes.fetch(access()));

        success(indexes.fetch(access()));

        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void oneWaitsForTheQuestionOfAnotherNoLongerThanOnesOwnTimeout() throws Exception {
        var gate = server.hold();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var patient = CompletableFuture.supplyAsync(() -> indexes.fetch(access()), threads);
            await().until(() -> server.arrived() == 1);

            assertThat(failure(indexes.fetch(within(Duration.ofMillis(50)))).message())
                    .endsWith("no complete answer within the timeout of 50ms");

            gate.countDown();
            success(patient.join());
        }
    }

    @Test
    void theTimeoutOfAnotherIsNotTakenForOnesOwn() throws Exception {
        var gate = server.hold();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var hasty = CompletableFuture.supplyAsync(() -> indexes.fetch(within(Duration.ofMillis(300))), threads);
            await().until(() -> server.arrived() == 1);
            var patient = CompletableFuture.supplyAsync(() -> indexes.fetch(access()), threads);

            assertThat(failure(hasty.join()).message()).endsWith("timeout of 300ms");
            await().until(() -> server.arrived() == 2);
            gate.countDown();
            success(patient.join());
        }
    }

    /** Who asks second waits for the first, then for a turn in vain; the third waits for the second. */
    @Test
    void thatAnotherGotNoTurnIsNotTakenForOnesOwn() throws Exception {
        var gate = server.hold();
        try (var polite = new OutboundHttp(AddressRule.LOCAL, new HostBudgets(1, Clock.systemUTC()));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var shared = new SharedIndexes(polite, IndexFiles.open(folder, Clock.systemUTC()), 1 << 20);
            var busy = CompletableFuture.supplyAsync(() -> shared.fetch(access("me", "secret")), threads);
            await().until(() -> server.arrived() == 1);
            var first = waiting(() -> shared.fetch(within(Duration.ofSeconds(1))));
            var second = waiting(() -> shared.fetch(within(Duration.ofSeconds(2))));
            var third = waiting(() -> shared.fetch(access()));

            assertThat(failure(first.get()).message()).contains("no turn within 1s");
            assertThat(failure(second.get()).message()).contains("no turn within 2s");
            gate.countDown();
            success(third.get());
            success(busy.join());
        }
    }

    private static <T> FutureTask<T> waiting(Callable<T> work) {
        var task = new FutureTask<>(work);
        var thread = Thread.ofVirtual().start(task);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    @Test
    void anIndexThatWasGivenKeepsItsContentWhenAnotherFollows() throws Exception {
        var first = success(indexes.fetch(access()));
        server.file("/index.yaml", Indexes.of("web", "2.0.0", "web-2.0.0.tgz"));

        var second = success(indexes.fetch(access()));

        assertThat(json(first)).contains("1.0.0");
        assertThat(json(second)).contains("2.0.0");
    }

    @Test
    void aJsonThatIsNotWholeIsFetchedAgain() throws Exception {
        var whole = json(success(indexes.fetch(access())));
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            Files.writeString(files.iterator().next(), whole.substring(0, 20));
        }

        assertThat(json(success(indexes.fetch(access())))).isEqualTo(whole);
    }

    @Test
    void whatWasReplacedOrIsNotAskedForAnyMoreGoes() throws Exception {
        success(indexes.fetch(access()));
        server.file("/index.yaml", Indexes.of("web", "2.0.0", "web-2.0.0.tgz"));
        success(indexes.fetch(access()));
        assertThat(names()).filteredOn(name -> name.endsWith(".json")).hasSize(2);

        IndexFiles.open(folder, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
        assertThat(names()).filteredOn(name -> name.endsWith(".json")).hasSize(1);

        IndexFiles.open(folder, Clock.offset(Clock.systemUTC(), Duration.ofHours(25)));
        assertThat(names()).containsExactly("salt");
    }

    @Test
    void whoAsksAtTheSameTimeSharesOneRequest() throws Exception {
        var gate = server.hold();
        var answers = new ArrayList<CompletableFuture<ChartAccessResult<Index>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> indexes.fetch(access()), threads));
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
        success(indexes.fetch(access("me", "secret")));

        assertThat(failure(indexes.fetch(access("me", "wrong"))))
                .isInstanceOfSatisfying(
                        ChartAccessFailure.IndexRefused.class,
                        it -> assertThat(it.status()).isEqualTo(401));
        assertThat(failure(indexes.fetch(access())).message()).endsWith("it wants credentials");
    }

    @Test
    void whoVerifiesTheServerDoesNotReadWhatOneGotWhoDoesNot() {
        var careless = new RepositoryAccess(
                access().url(),
                Optional.empty(),
                new TlsMaterial(Optional.empty(), Optional.empty(), true),
                Optional.empty(),
                false,
                Duration.ofSeconds(20));
        success(indexes.fetch(careless));

        success(indexes.fetch(access()));

        assertThat(server.asked()).extracting(ChartServer.Asked::answered).containsExactly(200, 200);
    }

    @Test
    void aRepositoryIsAskedThroughItsProxy() {
        var proxied = new RepositoryAccess(
                RepositoryUrl.parse("http://charts.test").orElseThrow(),
                Optional.empty(),
                TlsMaterial.NONE,
                HttpProxy.at(server.url(), Optional.empty()),
                false,
                Duration.ofSeconds(20));

        assertThat(success(indexes.fetch(proxied)).size()).isEqualTo(INDEX.length());
    }

    @Test
    void theNamesOfFilesSayNothing() throws Exception {
        success(indexes.fetch(access("me", "secret")));

        assertThat(names())
                .hasSize(3)
                .allMatch(name -> name.matches("salt|[0-9a-f]{64}\\.state|[0-9a-f]{64}-[0-9a-f]{64}\\.json"));
    }

    @Test
    void o027_aRepositoryMustNotLeadToLoopback() throws Exception {
        try (var strict = new OutboundHttp(AddressRule.STRICT)) {
            var careful = new SharedIndexes(strict, IndexFiles.open(folder, Clock.systemUTC()), 1 << 20);

            assertThat(failure(careful.fetch(access())).message()).contains("loopback");
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void anInterruptedDownloadLeavesNothingBehind() throws Exception {
        server.file("/index.yaml", "apiVersion: v1\nentries: {a: [");

        failure(indexes.fetch(access()));

        assertThat(names()).containsExactly("salt");
    }

    @Test
    void aFailureIsNotRemembered() {
        server.file("/index.yaml", "text");
        failure(indexes.fetch(access()));
        server.file("/index.yaml", INDEX);

        assertThat(success(indexes.fetch(access())).size()).isEqualTo(INDEX.length());
    }

    private List<String> names() throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    private RepositoryAccess within(Duration timeout) {
        var access = access();
        return new RepositoryAccess(access.url(), access.login(), access.tls(), Optional.empty(), false, timeout);
    }

    private RepositoryAccess access() {
        return RepositoryAccess.anonymous(RepositoryUrl.parse(server.url()).orElseThrow());
    }

    private RepositoryAccess access(String user, String password) {
        return new RepositoryAccess(
                RepositoryUrl.parse(server.url()).orElseThrow(),
                Optional.of(new SecretAccess.Login(user, password)),
                TlsMaterial.NONE,
                Optional.empty(),
                false,
                Duration.ofSeconds(20));
    }

    private static String json(Index index) throws Exception {
        try (var in = index.json().open()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static Index success(ChartAccessResult<Index> result) {
        return switch (result) {
            case ChartAccessResult.Success<Index>(var index) -> index;
            case ChartAccessResult.Failed<Index>(var failure) -> throw new AssertionError(failure.message());
        };
    }

    private static ChartAccessFailure failure(ChartAccessResult<Index> result) {
        return switch (result) {
            case ChartAccessResult.Success<Index>(var index) ->
                throw new AssertionError("succeeded: " + index.revision());
            case ChartAccessResult.Failed<Index>(var failure) -> failure;
        };
    }
}
