package dev.capstan.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.serve.Access;
import dev.capstan.git.serve.GitHttpServer;
import dev.capstan.git.write.BareRepository;
import dev.capstan.http.AddressRule;
import dev.capstan.http.HostResolver;
import dev.capstan.testkit.git.GitSshServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The address that was checked is the address that is used. The name {@code git.example} is known to our resolver only. */
class PinnedRemoteTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress METADATA = InetAddress.ofLiteral("169.254.169.254");

    @TempDir
    Path temp;

    private final AtomicInteger asked = new AtomicInteger();
    private BareRepository repository;

    @BeforeEach
    void makeRepository() throws IOException {
        repository = BareRepository.openOrCreate(temp.resolve("config.git"), "main");
        repository.write("main", "First", Map.of("a", "1"));
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void o027_httpUsesTheAddressesThatWereChecked() throws IOException {
        try (var server = GitHttpServer.start();
                var front = HostileProxy.to(served(server), _ -> {})) {

            assertThat(sync(byName(front.url()), new Credentials.Anonymous(), counting(List.of(HERE)))
                            .success())
                    .isPresent();
        }
    }

    /** Each request looks the name up; the first that gets another address is refused, kept connection or not. */
    @Test
    void o027_httpRefusesANameThatMovesInBetween() throws IOException {
        HostResolver rebinding = _ -> asked.getAndIncrement() == 0 ? List.of(HERE) : List.of(METADATA);
        try (var server = GitHttpServer.start();
                var front = HostileProxy.to(served(server), _ -> {})) {

            var result = sync(byName(front.url()), new Credentials.Anonymous(), rebinding);

            assertThat(result.problem()).containsInstanceOf(GitFailure.AddressRefused.class);
            assertThat(asked.get()).isGreaterThan(1);
        }
    }

    @Test
    void o027_sshUsesTheAddressThatWasChecked() throws IOException {
        try (var server = GitSshServer.serve(temp)) {
            var result = sync(byName(server.url("config")), keyFor(server), counting(List.of(HERE)));

            assertThat(result.success()).isPresent();
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void o027_sshRefusesAHostWithAForbiddenAddress() throws IOException {
        try (var server = GitSshServer.serve(temp)) {
            var result = sync(byName(server.url("config")), keyFor(server), counting(List.of(HERE, METADATA)));

            assertThat(result.problem()).containsInstanceOf(GitFailure.AddressRefused.class);
            assertThat(server.commands()).isEmpty();
        }
    }

    @Test
    void sshTriesTheNextAddressWhenNobodyListensAtTheFirst() throws IOException {
        try (var server = GitSshServer.serve(temp)) {
            var nobody = InetAddress.ofLiteral("127.0.0.2");

            var result = sync(byName(server.url("config")), keyFor(server), counting(List.of(nobody, HERE)));

            assertThat(result.success()).isPresent();
        }
    }

    @Test
    void aClosedSshPortIsNamed() throws IOException {
        String url;
        Credentials key;
        try (var server = GitSshServer.serve(temp)) {
            url = byName(server.url("config"));
            key = keyFor(server);
        }

        var failure = sync(url, key, counting(List.of(HERE))).problem().orElseThrow();

        assertThat(failure.message()).matches("cannot reach '.*': connection refused by port [0-9]+");
    }

    @Test
    void anSshKeyThatIsNotAcceptedIsCalledSo() throws IOException {
        try (var server = GitSshServer.serve(temp)) {
            var stranger = new Credentials.SshKey(
                    GitSshServer.strangersIdentity(), byName(server.knownHosts()), Optional.empty());
            var withoutUser = byName(server.url("config")).replace("git@", "");

            var failure = sync(withoutUser, stranger, counting(List.of(HERE)))
                    .problem()
                    .orElseThrow();

            assertThat(failure).isInstanceOf(GitFailure.CredentialsRejected.class);
            assertThat(failure.message()).contains("did not accept the SSH key for the user 'git'");
        }
    }

    private HostResolver counting(List<InetAddress> addresses) {
        return _ -> {
            asked.incrementAndGet();
            return addresses;
        };
    }

    private String served(GitHttpServer server) throws IOException {
        return server.serveRepository("config", repository.path(), Access.READ_ONLY)
                .toString();
    }

    private static String byName(String text) {
        return text.replace("127.0.0.1", "git.example");
    }

    private static Credentials keyFor(GitSshServer server) {
        return new Credentials.SshKey(server.identity(), byName(server.knownHosts()), Optional.empty());
    }

    /** Snapshots that come of it are closed. */
    private GitResult<Sync> sync(String url, Credentials credentials, HostResolver resolver) throws IOException {
        var settings = new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT, resolver);
        try (var mirrors = GitMirrors.open(Files.createTempDirectory(temp, "cache"), settings, Clock.systemUTC())) {
            var result = mirrors.sync(
                    Remote.of(RemoteUrl.parse(url).orElseThrow(), credentials),
                    ReferenceSelector.branch("main").orElseThrow(),
                    Optional.empty(),
                    TIMEOUT);
            result.success().ifPresent(sync -> ((Sync.Ready) sync).snapshot().close());
            return result;
        }
    }
}
