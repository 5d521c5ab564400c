package dev.capstan.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.AddressRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that lets nobody in, and writes down who tries. */
class IssuedTokenTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> logins = ConcurrentHashMap.newKeySet();
    private final CountDownLatch isAsked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private HttpServer server;
    private GitMirrors mirrors;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::refuse);
        server.start();
        mirrors = GitMirrors.open(temp, new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT), Clock.systemUTC());
    }

    @AfterEach
    void stop() throws IOException {
        mayAnswer.countDown();
        mirrors.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                    .map(login -> Base64.getDecoder().decode(login.substring("Basic ".length())))
                    .ifPresent(login -> logins.add(new String(login, StandardCharsets.UTF_8)));
            isAsked.countDown();
            mayAnswer.await();
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Optional<GitFailure>> ask(String token) {
        var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/config.git";
        var remote = Remote.of(
                RemoteUrl.parse(url).orElseThrow(), new Credentials.Issued("x-access-token", token, "the App"));
        return CompletableFuture.supplyAsync(
                () -> mirrors.sync(remote, ReferenceSelector.branch("main").orElseThrow(), Optional.empty(), TIMEOUT)
                        .problem(),
                threads);
    }

    /** Who waits for the mirror must not get the token of those who came after. */
    @Test
    void everybodyUsesTheTokenThatTheyWereGiven() throws Exception {
        var first = ask("ghs_1");
        isAsked.await();
        var others = Stream.of("ghs_2", "ghs_3", "ghs_4").map(this::ask).toList();
        mayAnswer.countDown();

        assertThat(first.get(30, TimeUnit.SECONDS)).containsInstanceOf(GitFailure.CredentialsRejected.class);
        assertThat(others)
                .allSatisfy(one -> assertThat(one.get(30, TimeUnit.SECONDS))
                        .containsInstanceOf(GitFailure.CredentialsRejected.class));
        assertThat(logins)
                .containsExactlyInAnyOrder(
                        "x-access-token:ghs_1", "x-access-token:ghs_2", "x-access-token:ghs_3", "x-access-token:ghs_4");
    }
}
