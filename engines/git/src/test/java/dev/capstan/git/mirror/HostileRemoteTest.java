package dev.capstan.git.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.capstan.git.AddressPolicy;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
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
        mirrors = open(GitLimits.DEFAULT, AddressPolicy.LOCAL);
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
        try (var thief = Proxy.to(honestUrl, exchange -> seen.add(authorization(exchange)));
                var front = Proxy.redirectingTo(thief.url())) {

            var result = mirrors.sync(
                    remote(front.url(), new Credentials.Basic("jane", "s3cret")), main(), Optional.empty(), TIMEOUT);

            assertThat(seen).isNotEmpty().containsOnly("none");
            result.success().ifPresent(sync -> ((Sync.Ready) sync).snapshot().close());
        }
    }

    @Test
    void g007_aSecondHostThatWantsCredentialsIsRefused() throws IOException {
        try (var thief = Proxy.answering(401);
                var front = Proxy.redirectingTo(thief.url())) {

            var failure = failure(remote(front.url(), new Credentials.Bearer("s3cret")));

            assertThat(failure).isInstanceOf(GitFailure.RedirectRefused.class);
            assertThat(failure.message()).doesNotContain("s3cret");
        }
    }

    @Test
    void g009_aDamagedPackIsAFailureAndTheNextFetchWorks() throws IOException {
        repository.write("main", "First", Map.of("a", "1".repeat(5000)));
        try (var proxy = Proxy.to(honestUrl, _ -> {})) {
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
        try (var proxy = Proxy.to(honestUrl, _ -> {})) {
            proxy.truncatePacks = true;

            assertThat(mirrors.sync(remote(proxy.url(), new Credentials.Anonymous()), main(), Optional.empty(), TIMEOUT)
                            .problem())
                    .isPresent();
        }
    }

    @Test
    void g010_tooManyReferencesNameTheLimit() throws IOException {
        mirrors.close();
        mirrors = open(new GitLimits(2000, 1 << 20, 10, 10, 10, 10, 10), AddressPolicy.LOCAL);
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
    void g011_aSilentServerIsLeftInTime() throws IOException {
        try (var silent = new Silent(false)) {
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
        try (var dripping = new Silent(true)) {
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
        mirrors = open(GitLimits.DEFAULT, AddressPolicy.CLUSTER);
        repository.write("main", "First", Map.of("a", "1"));

        assertThat(failure(remote(honestUrl, new Credentials.Anonymous())))
                .isInstanceOf(GitFailure.AddressRefused.class);
        assertThat(failure(remote("http://169.254.169.254/latest/x.git", new Credentials.Anonymous())))
                .isInstanceOf(GitFailure.AddressRefused.class);
    }

    @Test
    void o027_aRedirectToAMetadataAddressIsNotFollowed() throws IOException {
        try (var front = Proxy.redirectingTo("http://169.254.169.254/latest")) {
            assertThat(failure(remote(front.url(), new Credentials.Anonymous())))
                    .isInstanceOf(GitFailure.AddressRefused.class);
        }
    }

    @Test
    void refusesTheDumbProtocol() throws IOException {
        try (var dumb = Proxy.answering(200)) {
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

    private GitMirrors open(GitLimits limits, AddressPolicy addresses) throws IOException {
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

    /** Accepts and never answers, or sends one byte at a time without ever coming to an end. */
    private static final class Silent implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> clients = new CopyOnWriteArrayList<>();

        Silent(boolean drips) throws IOException {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        var client = socket.accept();
                        clients.add(client);
                        if (drips) {
                            client.getOutputStream()
                                    .write(("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n"
                                                    + "Content-Type: application/x-git-upload-pack-advertisement\r\n\r\n001e#")
                                            .getBytes(UTF_8));
                        }
                    }
                } catch (IOException e) {
                    // closed at the end of the test
                }
            });
        }

        String url() {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/x.git";
        }

        @Override
        public void close() throws IOException {
            for (var client : clients) {
                client.close();
            }
            socket.close();
        }
    }

    /** A server between us and an honest one. */
    private static final class Proxy implements AutoCloseable {
        private final HttpServer server;
        private final HttpClient client = HttpClient.newHttpClient();
        volatile boolean damagePacks;
        volatile boolean truncatePacks;

        interface Observer {
            void see(HttpExchange exchange);
        }

        private Proxy() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        }

        static Proxy answering(int status) throws IOException {
            var proxy = new Proxy();
            proxy.server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(status, -1);
                }
            });
            return proxy;
        }

        static Proxy redirectingTo(String target) throws IOException {
            var proxy = new Proxy();
            proxy.server.createContext("/", exchange -> {
                try (exchange) {
                    var rest = exchange.getRequestURI().toString().replaceFirst("^/config.git", "");
                    exchange.getResponseHeaders().set("Location", target + rest);
                    exchange.sendResponseHeaders(301, -1);
                }
            });
            return proxy;
        }

        static Proxy to(String target, Observer observer) throws IOException {
            var proxy = new Proxy();
            proxy.server.createContext("/", exchange -> {
                try (exchange) {
                    observer.see(exchange);
                    proxy.forward(exchange, target);
                }
            });
            return proxy;
        }

        private void forward(HttpExchange exchange, String target) throws IOException {
            var rest = exchange.getRequestURI().toString().replaceFirst("^/config.git", "");
            var body = exchange.getRequestBody().readAllBytes();
            var request = HttpRequest.newBuilder(URI.create(target + rest))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            for (var name : List.of("Git-Protocol", "Content-Type", "Content-Encoding", "Accept")) {
                var value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            try {
                var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                var bytes = answer.body();
                var isPack = new String(bytes, UTF_8).contains("packfile");
                if (isPack && damagePacks) {
                    bytes[bytes.length - 40] ^= 0x55;
                }
                if (isPack && truncatePacks) {
                    bytes = Arrays.copyOf(bytes, bytes.length - 30);
                }
                answer.headers()
                        .firstValue("Content-Type")
                        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
                exchange.sendResponseHeaders(answer.statusCode(), bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/config.git";
        }

        @Override
        public void close() {
            server.stop(0);
            client.shutdownNow();
        }
    }
}
