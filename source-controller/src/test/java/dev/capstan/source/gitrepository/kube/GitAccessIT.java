package dev.capstan.source.gitrepository.kube;

import static dev.capstan.source.gitrepository.kube.GitRepositories.condition;
import static dev.capstan.source.gitrepository.kube.GitRepositories.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.git.adapter.GitHubAppServer;
import dev.capstan.api.meta.Condition;
import dev.capstan.source.kube.SourceProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.http.ForwardProxy;
import dev.capstan.testkit.http.SocksProxy;
import dev.capstan.testkit.process.PackagedController;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to a repository: TLS, tokens, GitHub Apps, proxies, SSH; all with real servers. */
@WithCluster
class GitAccessIT {
    private static final String SECRET_REF = "  secretRef: {name: access}\n";
    private static PackagedController controller;

    @TempDir
    Path root;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) throws IOException {
        controller = SourceProcess.start(
                cluster, folder, Map.of("capstan.min-retry-delay", "0.2s", "capstan.max-retry-delay", "1s"));
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @BeforeEach
    void commit() {
        ScratchRepository.create(root, "config").commit("First", Map.of("a.yaml", "a: 1\n"));
    }

    @Test
    void trustsTheAuthorityOfTheSecret(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        try (var git = GitBackendServer.serveOverTls(root)) {
            sources.secret("access", Map.of("ca.crt", git.authority().orElseThrow()));

            sources.apply("config", git.url("config"), SECRET_REF);

            sources.await("config", GitRepositories::isReady);
        }
    }

    @Test
    void refusesAServerOfAnotherAuthorityUntilTheSecretIsCorrected(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        try (var git = GitBackendServer.serveOverTls(root);
                var other = GitBackendServer.serveOverTls(root)) {
            sources.secret("access", Map.of("ca.crt", other.authority().orElseThrow()));
            sources.apply("config", git.url("config"), SECRET_REF);

            var refused = sources.awaitFailure("config");
            assertThat(ready(refused).reason()).isEqualTo("GitOperationFailed");
            assertThat(ready(refused).message()).contains("TLS").contains("certif");
            assertThat(git.requests()).isEmpty();

            sources.secret("access", Map.of("ca.crt", git.authority().orElseThrow()));
            sources.await("config", GitRepositories::isReady);
        }
    }

    @Test
    void refusesAnUnknownAuthorityWithoutASecret(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        try (var git = GitBackendServer.serveOverTls(root)) {
            sources.apply("config", git.url("config"), "");

            assertThat(ready(sources.awaitFailure("config")).message()).contains("TLS");
            assertThat(git.requests()).isEmpty();
        }
    }

    @Test
    void aLineEndAfterNameAndPasswordIsNotSent(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        try (var git = GitBackendServer.serve(root).requireBasic("git", "s3cret")) {
            sources.secret("access", Map.of("username", "git\n", "password", "s3cret\r\n"));

            sources.apply("config", git.url("config"), SECRET_REF);

            sources.await("config", GitRepositories::isReady);
        }
    }

    @Test
    void aTokenThatCannotBeAHeaderIsRefusedByNameAndNeverShown(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        try (var git = GitBackendServer.serve(root)) {
            sources.secret("access", Map.of("bearerToken", "ghp_SUPERSECRET\nx"));

            sources.apply("config", git.url("config"), SECRET_REF);

            var refused = sources.awaitFailure("config");
            assertThat(ready(refused).reason()).isEqualTo("AuthenticationFailed");
            assertThat(ready(refused).message()).contains("'access'").contains("'bearerToken'");
            assertThat(refused.toString()).doesNotContain("SUPERSECRET");
            assertThat(git.requests()).isEmpty();
        }
    }

    @Test
    void showsItsClientCertificate(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        try (var git = GitBackendServer.serveOverMutualTls(root)) {
            var authority = git.authority().orElseThrow();
            sources.secret("access", Map.of("ca.crt", authority));
            sources.apply("config", git.url("config"), SECRET_REF);
            sources.awaitFailure("config");
            assertThat(git.requests()).isEmpty();

            sources.secret(
                    "access",
                    Map.of(
                            "ca.crt", authority,
                            "tls.crt", git.clientCertificate().orElseThrow(),
                            "tls.key", git.clientKey().orElseThrow()));

            sources.await("config", GitRepositories::isReady);
        }
    }

    @Test
    void anUnreadableCertificateIsNamedWithoutItsText(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        sources.secret("access", Map.of("ca.crt", "s3cret no certificate"));
        sources.apply("config", "https://127.0.0.1:1/config.git", SECRET_REF);

        var failed = sources.awaitFailure("config");

        assertThat(ready(failed).reason()).isEqualTo("AuthenticationFailed");
        assertThat(ready(failed).message()).contains("TLS certificates").doesNotContain("s3cret");
    }

    @Test
    void sendsTheBearerToken(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        try (var git = GitBackendServer.serve(root).requireBearer("t0ken")) {
            sources.secret("access", Map.of("bearerToken", "t0ken\n"));

            sources.apply("config", git.url("config"), SECRET_REF);

            sources.await("config", GitRepositories::isReady);
        }
    }

    @Test
    void goesThroughTheProxy(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        try (var git = GitBackendServer.serve(root);
                var proxy = ForwardProxy.start()) {
            sources.secret("proxy", Map.of("address", proxy.address()));

            sources.apply("config", git.url("config"), "  proxySecretRef: {name: proxy}\n");

            sources.await("config", GitRepositories::isReady);
            assertThat(proxy.passed()).anyMatch(line -> line.startsWith("POST " + git.url("config")));
            assertThat(proxy.passed()).hasSize(git.requests().size());
        }
    }

    @Test
    void tunnelsTlsThroughAProxyThatWantsAPassword(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        try (var git = GitBackendServer.serveOverTls(root);
                var proxy = ForwardProxy.startFor("jane", "s3cret")) {
            sources.secret("access", Map.of("ca.crt", git.authority().orElseThrow()));
            sources.secret("proxy", Map.of("address", proxy.address(), "username", "jane", "password", "wrong"));
            sources.apply("config", git.url("config"), SECRET_REF + "  proxySecretRef: {name: proxy}\n");
            var refused = sources.awaitFailure("config");
            assertThat(ready(refused).message()).contains("proxy").doesNotContain("wrong");
            assertThat(proxy.passed()).isEmpty();

            sources.secret("proxy", Map.of("address", proxy.address(), "username", "jane", "password", "s3cret"));

            sources.await("config", GitRepositories::isReady);
            assertThat(proxy.passed()).allMatch(line -> line.startsWith("CONNECT 127.0.0.1:"));
        }
    }

    @Test
    void tunnelsTlsThroughAProxyThatIsReachedOverTls(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        try (var git = GitBackendServer.serveOverTls(root);
                var proxy = ForwardProxy.startOverTls("jane", "s3cret")) {
            var authorities = git.authority().orElseThrow() + proxy.authority().orElseThrow();
            sources.secret("access", Map.of("ca.crt", authorities));
            sources.secret("proxy", Map.of("address", proxy.address(), "username", "jane", "password", "s3cret"));

            sources.apply("config", git.url("config"), SECRET_REF + "  proxySecretRef: {name: proxy}\n");

            sources.await("config", GitRepositories::isReady);
            assertThat(proxy.passed()).isNotEmpty().allMatch(line -> line.startsWith("CONNECT 127.0.0.1:"));
        }
    }

    @Test
    void goesThroughASocksProxyThatWantsAPassword(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        try (var git = GitBackendServer.serve(root);
                var proxy = SocksProxy.startFor("jane", "s3cret")) {
            sources.secret("proxy", Map.of("address", proxy.address(), "username", "jane", "password", "wrong"));
            sources.apply("config", git.url("config"), "  proxySecretRef: {name: proxy}\n");
            var refused = sources.awaitFailure("config");
            assertThat(ready(refused).reason()).isEqualTo("AuthenticationFailed");
            assertThat(ready(refused).message()).contains("spec.proxySecretRef").doesNotContain("wrong");

            sources.secret("proxy", Map.of("address", proxy.address(), "username", "jane", "password", "s3cret"));

            sources.await("config", GitRepositories::isReady);
            assertThat(proxy.passed()).isNotEmpty();
        }
    }

    @Test
    void aGitHubAppLogsInWithATokenThatIsIssuedToIt(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        try (var github = GitHubAppServer.start();
                var git = GitBackendServer.serve(root).requireBasic("x-access-token", "ghs_1")) {
            var app = Map.of(
                    "githubAppID",
                    "123",
                    "githubAppInstallationOwner",
                    "jane",
                    "githubAppPrivateKey",
                    github.privateKey(),
                    "githubAppBaseURL",
                    github.url());
            sources.secret("access", app);

            sources.apply("config", git.url("config"), SECRET_REF + "  provider: github\n");

            sources.await("config", GitRepositories::isReady);
            assertThat(github.requests()).hasSize(3);

            git.requireBasic("x-access-token", "ghs_2");
            sources.request("config", "1");
            assertThat(ready(sources.awaitFailure("config")).reason()).isEqualTo("AuthenticationFailed");
            assertThat(sources.await("config", GitRepositories::isReady).toString())
                    .as("the token that was refused is issued anew")
                    .doesNotContain("ghs_");
        }
    }

    @Test
    void aGitHubAppThatIsNotKnownIsToldWhatToCheck(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        try (var github = GitHubAppServer.start();
                var git = GitBackendServer.serve(root)) {
            var app = Map.of(
                    "githubAppID",
                    "124",
                    "githubAppInstallationID",
                    "456",
                    "githubAppPrivateKey",
                    github.privateKey(),
                    "githubAppBaseURL",
                    github.url());
            sources.secret("access", app);

            sources.apply("config", git.url("config"), SECRET_REF + "  provider: github\n");

            var refused = sources.awaitFailure("config");
            assertThat(ready(refused).reason()).isEqualTo("AuthenticationFailed");
            assertThat(ready(refused).message()).contains("check 'githubAppID' and 'githubAppPrivateKey'");
            assertThat(git.requests()).isEmpty();
        }
    }

    @Test
    void aRepositoryWithSha256IsRefusedAndStalled(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        ScratchRepository.createWithSha256(root, "modern").commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitBackendServer.serve(root)) {
            sources.apply("config", git.url("modern"), "");

            var refused = sources.awaitFailure("config");
            assertThat(ready(refused).reason()).isEqualTo("GitOperationFailed");
            assertThat(ready(refused).message()).contains("object-format=sha256");
            assertThat(condition(refused, Condition.STALLED).status()).isEqualTo("True");
        }
    }

    @Test
    void aDeadProxyIsAFailureAndNotGoneAround(TestNamespace namespace) {
        var sources = new GitRepositories(namespace);
        try (var git = GitBackendServer.serve(root)) {
            sources.secret("proxy", Map.of("address", "http://127.0.0.1:1"));

            sources.apply("config", git.url("config"), "  proxySecretRef: {name: proxy}\n");

            assertThat(ready(sources.awaitFailure("config")).reason()).isEqualTo("GitOperationFailed");
            assertThat(git.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"it's.git", "a'$(touch${IFS}pwned)'b.git", "a;touch${IFS}pwned;'.git", "a`touch%20pwned`\\.git"})
    void g006_thePathOfAnSshUrlArrivesAsOneLiteralArgument(String name, TestNamespace namespace) throws IOException {
        var sources = new GitRepositories(namespace);
        var literal = name.replace("%20", " ");
        var repository = ScratchRepository.create(root, literal.substring(0, literal.length() - ".git".length()));
        repository.commit("First", Map.of("a.yaml", "a: 1\n"));
        try (var git = GitSshServer.serveThroughShell(root)) {
            sources.secret("access", Map.of("identity", git.identity(), "known_hosts", git.knownHosts()));

            sources.apply("config", git.absoluteUrl(root + "/" + name), SECRET_REF);

            sources.await("config", GitRepositories::isReady);
            assertThat(root.resolve("pwned")).doesNotExist();
        }
    }
}
