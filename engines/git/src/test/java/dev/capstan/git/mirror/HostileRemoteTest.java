package dev.capstan.git.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.serve.Access;
import dev.capstan.git.serve.GitHttpServer;
import dev.capstan.git.tree.UnsafePathException;
import dev.capstan.git.write.BareRepository;
import dev.capstan.http.AddressRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers and repositories that do not behave. Everything goes over real connections. */
class HostileRemoteTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private GitMirrors mirrors;
    private GitHttpServer honest;
    private BareRepository repository;
    private String honestUrl;

    @BeforeEach
    void start() throws IOException {
        mirrors = open(GitLimits.DEFAULT, AddressRule.LOCAL);
        honest = GitHttpServer.start();
        repository = BareRepository.openOrCreate(temp.resolve("config.git"), "main");
        honestUrl = honest.serveRepository("config", repository.path(), Access.READ_ONLY)
                .toString();
    }

    @AfterEach
    void stop() throws IOException {
        mirrors.close();
        repository.close();
        honest.close();
    }

    @Test
    void g007_credentialsDoNotFollowARedirectToAnotherHost() throws IOException {
        repository.write("main", "First", Map.of("a", "1"));
        var seen = new CopyOnWriteArrayList<String>();
        try (var thief = HostileProxy.to(honestUrl, exchange -> seen.add(authorization(exchange)));
                var front = HostileProxy.redirectingTo(thief.url())) {

            var result = mirrors.sync(
                    remote(front.url(), new Credentials.Basic("jane", "s3cret")), main(), Optional.empty(), TIMEOUT);

            assertThat(seen).isNotEmpty().containsOnly("none");
            result.success().ifPresent(sync -> ((Sync.Ready) sync).snapshot().close());
        }
    }

    @Test
    void g007_aSecondHostThatWantsCredentialsIsRefused() throws IOException {
        try (var thief = HostileProxy.answering(401);
                var front = HostileProxy.redirectingTo(thief.url())) {

            var failure = failure(remote(front.url(), new Credentials.Bearer("s3cret")));

            assertThat(failure).isInstanceOf(GitFailure.RedirectRefused.class);
            assertThat(failure.message()).doesNotContain("s3cret");
        }
    }

    @Test
    void g009_aDamagedPackIsAFailureAndTheNextFetchWorks() throws IOException {
        repository.write("main", "First", Map.of("a", "1".repeat(5000)));
        try (var proxy = HostileProxy.to(honestUrl, _ -> {})) {
            proxy.damagePacks = true;
            assertThat(failure(remote(proxy.url(), new Credentials.Anonymous())))
                    .isInstanceOfAny(GitFailure.ObjectsDamaged.class, GitFailure.ProtocolBroken.class);

            proxy.damagePacks = false;
            try (var snapshot = ready(remote(proxy.url(), new Credentials.Anonymous()))) {
                assertThat(GitMirrorsTest.filesOf(snapshot.files())).hasSize(1);
            }
        }
    }

    @Test
    void g009_aPackThatEndsEarlyIsAFailure() throws IOException {
        repository.write("main", "First", Map.of("a", "1".repeat(5000)));
        try (var proxy = HostileProxy.to(honestUrl, _ -> {})) {
            proxy.truncatePacks = true;

            assertThat(mirrors.sync(remote(proxy.url(), new Credentials.Anonymous()), main(), Optional.empty(), TIMEOUT)
                            .problem())
                    .isPresent();
        }
    }

    @Test
    void g010_tooManyReferencesNameTheLimit() throws IOException {
        mirrors.close();
        mirrors = open(new GitLimits(2000, 1 << 20, 10, 10, 10, 10, 10), AddressRule.LOCAL);
        var commit = repository.write("main", "First", Map.of("a", "1"));
        for (int i = 0; i < 50; i++) {
            repository.tag("v1.0." + i, commit, "Release");
        }

        var everything = ReferenceSelector.semver("*").orElseThrow();
        var failure = mirrors.sync(
                        remote(honestUrl, new Credentials.Anonymous()), everything, Optional.empty(), TIMEOUT)
                .problem()
                .orElseThrow();

        assertThat(failure.message()).contains("limit exceeded").contains("2000 bytes of references");
    }

    @Test
    void g010_referencesAreCountedAsTheyAreUnpacked() throws IOException {
        mirrors.close();
        mirrors = open(new GitLimits(3000, 1 << 20, 10, 10, 10, 10, 10), AddressRule.LOCAL);
        var commit = repository.write("main", "First", Map.of("a", "1"));
        for (int i = 0; i < 50; i++) {
            repository.tag("v1.0." + i, commit, "Release");
        }

        try (var proxy = HostileProxy.to(honestUrl, _ -> {})) {
            proxy.zips = true;
            var failure = mirrors.sync(
                            remote(proxy.url(), new Credentials.Anonymous()),
                            ReferenceSelector.semver("*").orElseThrow(),
                            Optional.empty(),
                            TIMEOUT)
                    .problem()
                    .orElseThrow();

            assertThat(failure.message()).contains("3000 bytes of references");
        }
    }

    @Test
    void aZippedAnswerIsRead() throws IOException {
        repository.write("main", "First", Map.of("a", "1"));
        try (var proxy = HostileProxy.to(honestUrl, _ -> {})) {
            proxy.zips = true;

            try (var snapshot = ready(remote(proxy.url(), new Credentials.Anonymous()))) {
                assertThat(GitMirrorsTest.filesOf(snapshot.files())).hasSize(1);
            }
        }
    }

    @Test
    void g011_aSilentServerIsLeftInTime() throws IOException {
        try (var silent = new SilentServer(false)) {
            var start = System.nanoTime();

            var result = mirrors.sync(
                    remote(silent.url(), new Credentials.Anonymous()),
                    main(),
                    Optional.empty(),
                    Duration.ofMillis(500));

            assertThat(result.problem().orElseThrow()).isInstanceOf(GitFailure.TimedOut.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void g011_aDrippingServerIsLeftInTimeAndOthersWorkMeanwhile() throws IOException {
        repository.write("main", "First", Map.of("a", "1"));
        try (var dripping = new SilentServer(true)) {
            var thread = Thread.ofVirtual()
                    .start(() -> mirrors.sync(
                            remote(dripping.url(), new Credentials.Anonymous()),
                            main(),
                            Optional.empty(),
                            Duration.ofSeconds(3)));

            ready(remote(honestUrl, new Credentials.Anonymous())).close();

            assertThat(thread.isAlive()).isTrue();
            assertThat(failureOf(dripping.url(), Duration.ofSeconds(1))).isInstanceOf(GitFailure.TimedOut.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".git", ".GIT", "git~1", ".g\u200cit", ".git.", ".git::$INDEX_ALLOCATION"})
    void g003_aTreeWithANameLikeDotGitIsRefused(String name) throws IOException {
        commitEntry(name, FileMode.REGULAR_FILE);

        try (var snapshot = ready(remote(honestUrl, new Credentials.Anonymous()))) {
            assertThatThrownBy(() -> GitMirrorsTest.filesOf(snapshot.files())).isInstanceOf(UnsafePathException.class);
        }
    }

    @Test
    void g003_gitmodulesAsALinkIsRefused() throws IOException {
        commitEntry(".gitmodules", FileMode.SYMLINK);

        var result = mirrors.sync(remote(honestUrl, new Credentials.Anonymous()), main(), Optional.empty(), TIMEOUT);

        if (result.success().isPresent() && result.success().get() instanceof Sync.Ready(var snapshot)) {
            try (snapshot) {
                assertThatThrownBy(() -> GitMirrorsTest.filesOf(snapshot.files()))
                        .isInstanceOf(UnsafePathException.class);
            }
        } else {
            assertThat(result.problem()).isPresent();
        }
    }

    @Test
    void o027_loopbackIsRefusedUnlessAllowed() throws IOException {
        mirrors.close();
        mirrors = open(GitLimits.DEFAULT, AddressRule.STRICT);
        repository.write("main", "First", Map.of("a", "1"));

        assertThat(failure(remote(honestUrl, new Credentials.Anonymous())))
                .isInstanceOf(GitFailure.AddressRefused.class);
        assertThat(failure(remote("http://169.254.169.254/latest/x.git", new Credentials.Anonymous())))
                .isInstanceOf(GitFailure.AddressRefused.class);
    }

    @Test
    void o027_aRedirectToAMetadataAddressIsNotFollowed() throws IOException {
        try (var front = HostileProxy.redirectingTo("http://169.254.169.254/latest")) {
            assertThat(failure(remote(front.url(), new Credentials.Anonymous())))
                    .isInstanceOf(GitFailure.AddressRefused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://[fd00:ec2::254]/x.git",
                "http://0.1.2.3/x.git",
                "http://[::ffff:a9fe:a9fe]/x.git",
                "http://[64:ff9b::a9fe:a9fe]/x.git",
                "http://224.0.0.1/x.git"
            })
    void o027_addressesThatHideAreRefused(String url) {
        assertThat(failure(remote(url, new Credentials.Anonymous()))).isInstanceOf(GitFailure.AddressRefused.class);
    }

    @Test
    void o027_anAddressInANotationThatGitDoesNotReadIsAnInvalidUrl() {
        assertThat(failure(remote("http://[::ffff:169.254.169.254]/x.git", new Credentials.Anonymous())))
                .isInstanceOf(GitFailure.UrlInvalid.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aServerThatIsDownIsNotTakenForABrokenOne(int status) throws IOException {
        try (var down = HostileProxy.answering(status)) {
            var failure = failure(remote(down.url(), new Credentials.Anonymous()));

            assertThat(failure).isInstanceOf(GitFailure.RemoteUnreachable.class);
            assertThat(failure.message()).endsWith("the server is overloaded or down (HTTP " + status + ")");
        }
    }

    @Test
    void aLoginPageIsCalledSo() throws IOException {
        try (var front = HostileProxy.redirectingToPage("/users/sign_in")) {
            var failure = failure(remote(front.url(), new Credentials.Anonymous()));

            assertThat(failure).isInstanceOf(GitFailure.RedirectRefused.class);
            assertThat(failure.message()).contains("a page instead of a repository, probably to log in");
        }
    }

    @Test
    void n087_aTokenThatCannotBeSentIsNotShown() {
        var failure = failure(remote(honestUrl, new Credentials.Bearer("s3cret\n")));

        assertThat(failure).isInstanceOf(GitFailure.CredentialsInvalid.class);
        assertThat(failure.message()).contains("line end").doesNotContain("s3cret");
    }

    @Test
    void aClosedPortIsNamed() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        var failure = failure(remote("http://127.0.0.1:" + port + "/x.git", new Credentials.Anonymous()));

        assertThat(failure.message())
                .isEqualTo("cannot reach 'http://127.0.0.1:" + port + "/x.git': connection refused by port " + port);
    }

    @Test
    void refusesTheDumbProtocol() throws IOException {
        try (var dumb = HostileProxy.answering(200)) {
            assertThat(failure(remote(dumb.url(), new Credentials.Anonymous())))
                    .isInstanceOf(GitFailure.ProtocolBroken.class);
        }
    }

    private void commitEntry(String name, FileMode mode) throws IOException {
        try (var git = new FileRepositoryBuilder()
                        .setGitDir(repository.path().toFile())
                        .build();
                var inserter = git.newObjectInserter()) {
            var blob = inserter.insert(Constants.OBJ_BLOB, "target".getBytes(UTF_8));
            var tree = new ByteArrayOutputStream();
            tree.write((mode + " ").getBytes(UTF_8));
            tree.write(name.getBytes(UTF_8));
            tree.write(0);
            var id = new byte[20];
            blob.copyRawTo(id, 0);
            tree.write(id);
            var commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(Constants.OBJ_TREE, tree.toByteArray()));
            commit.setAuthor(new PersonIdent("t", "t@localhost"));
            commit.setCommitter(new PersonIdent("t", "t@localhost"));
            commit.setMessage("Hostile\n");
            var commitId = inserter.insert(commit);
            inserter.flush();
            repository.moveBranch("main", commitId.name());
        }
    }

    private GitMirrors open(GitLimits limits, AddressRule addresses) throws IOException {
        return GitMirrors.open(
                Files.createTempDirectory(temp, "cache"), new GitSettings(addresses, limits), Clock.systemUTC());
    }

    private static Remote remote(String url, Credentials credentials) {
        return Remote.of(RemoteUrl.parse(url).orElseThrow(), credentials);
    }

    private static ReferenceSelector main() {
        return ReferenceSelector.branch("main").orElseThrow();
    }

    private Snapshot ready(Remote remote) {
        return ((Sync.Ready)
                        mirrors.sync(remote, main(), Optional.empty(), TIMEOUT).orElseThrow())
                .snapshot();
    }

    private GitFailure failure(Remote remote) {
        return mirrors.sync(remote, main(), Optional.empty(), TIMEOUT).problem().orElseThrow();
    }

    private GitFailure failureOf(String url, Duration timeout) {
        return mirrors.sync(remote(url, new Credentials.Anonymous()), main(), Optional.empty(), timeout)
                .problem()
                .orElseThrow();
    }

    private static String authorization(HttpExchange exchange) {
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        return header == null ? "none" : header;
    }
}
