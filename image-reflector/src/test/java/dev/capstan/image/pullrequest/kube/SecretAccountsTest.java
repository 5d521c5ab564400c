package dev.capstan.image.pullrequest.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.AccessResult;
import dev.capstan.access.SecretAccess;
import dev.capstan.access.git.GitHubApp;
import dev.capstan.access.git.InstallationTokens;
import dev.capstan.forge.client.Forges;
import dev.capstan.git.Credentials;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.image.automation.proposal.PullRequestTask;
import dev.capstan.image.pullrequest.ForgeAccounts.Opened;
import dev.capstan.image.pullrequest.ProposalTasks;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.testkit.http.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which login goes where: a server on loopback is the forge. */
class SecretAccountsTest {
    private static final Credentials BASIC = new Credentials.Basic("bot", "pw");

    private final ScriptedServer forge = ScriptedServer.start();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final Map<String, Map<String, String>> secrets = new HashMap<>();
    private final SecretAccounts accounts = new SecretAccounts(
            new Forges(http, InstantSource.system()), new SecretAccess(this::secret), new AppTokens());

    @AfterEach
    void stop() {
        http.close();
        forge.close();
    }

    private SecretValues secret(String namespace, String name) throws SecretException {
        var found = secrets.get(namespace + "/" + name);
        if (found == null) {
            throw new SecretException(new SecretFailure.Missing(name));
        }
        var values = new HashMap<String, byte[]>();
        found.forEach((key, value) -> values.put(key, value.getBytes(StandardCharsets.UTF_8)));
        return new SecretValues(name, values);
    }

    private static final class AppTokens implements InstallationTokens {
        @Override
        public AccessResult<String> token(
                GitHubApp app, TlsMaterial tls, Optional<HttpProxy> proxy, Deadline deadline) {
            return AccessResult.success("ghs_" + app.id());
        }

        @Override
        public void forget(String identity, String token) {}
    }

    /** The header with which the forge is asked; or why it is not asked. */
    private String shown(PullRequestTask task) {
        return switch (accounts.open(task)) {
            case Opened.Closed(var failure) -> failure.message();
            case Opened.Open(var pullRequests) -> {
                var unused = pullRequests.get(1);
                yield String.valueOf(forge.requests().getLast().getHeaders().get("Authorization"));
            }
        };
    }

    private PullRequestTask task(String secret) {
        return ProposalTasks.task(
                "github", forge.url(), secret, "https://git.example/org/fleet", new Credentials.Anonymous());
    }

    private PullRequestTask ofRepository(Credentials credentials) {
        return ProposalTasks.task("github", forge.url(), null, forge.url() + "/org/fleet", credentials);
    }

    @Test
    void aTokenIsOfTheNamespaceOfTheAutomation() {
        secrets.put("apps/forge", Map.of("token", "t0ken\n"));

        assertThat(shown(task("forge"))).isEqualTo("Bearer t0ken");
        assertThat(shown(task("missing"))).contains("missing");
    }

    @Test
    void aPasswordIsTakenToo() {
        secrets.put("apps/forge", Map.of("username", "bot", "password", "pw"));

        assertThat(shown(task("forge"))).isEqualTo("Bearer pw");
    }

    @Test
    void aGitHubAppGetsItsToken() {
        secrets.put(
                "apps/forge",
                Map.of(
                        "githubAppID", "7",
                        "githubAppInstallationID", "8",
                        "githubAppPrivateKey", "k",
                        "githubAppBaseURL", forge.url()));

        assertThat(shown(task("forge"))).isEqualTo("Bearer ghs_7");
    }

    @Test
    void aGitHubAppOfAnotherServerGetsNone() {
        secrets.put(
                "apps/forge", Map.of("githubAppID", "7", "githubAppInstallationID", "8", "githubAppPrivateKey", "k"));

        assertThat(shown(task("forge"))).contains("is served by 'api.github.com' and not by '127.0.0.1'");
        assertThat(forge.requests()).isEmpty();
    }

    @Test
    void aSecretWithoutALoginIsRefused() {
        secrets.put("apps/forge", Map.of("identity", "key"));

        assertThat(shown(task("forge"))).contains("it needs 'token', or 'username' and 'password'");
    }

    @Test
    void aTokenThatIsNoHeaderIsRefusedByItsName() {
        secrets.put("apps/forge", Map.of("token", "a\nb"));

        assertThat(shown(task("forge"))).contains("token").doesNotContain("a\nb");
    }

    @Test
    void theLoginOfTheRepositoryIsForItsOwnSite() {
        assertThat(shown(ofRepository(BASIC))).isEqualTo("Bearer pw");
        assertThat(shown(ofRepository(new Credentials.Bearer("b")))).isEqualTo("Bearer b");
        assertThat(shown(ofRepository(new Credentials.Issued("x-access-token", "ghs_1", "app"))))
                .isEqualTo("Bearer ghs_1");
    }

    @Test
    void theLoginOfTheRepositoryGoesNowhereElse() {
        var elsewhere = ProposalTasks.task("github", forge.url(), null, "https://git.example/org/fleet", BASIC);

        assertThat(shown(elsewhere))
                .contains("the login of the GitRepository is for 'git.example' and is not sent to '127.0.0.1'");
        assertThat(forge.requests()).isEmpty();
    }

    @Test
    void theLoginOfTheRepositoryIsNotSentInClearWhereGitIsNot() {
        var clear = ProposalTasks.task("github", "http://git.example", null, "https://git.example/org/fleet", BASIC);

        assertThat(shown(clear)).contains("is not sent to 'git.example'");
    }

    @Test
    void anSshKeyOrNothingIsNoLogin() {
        var key = new Credentials.SshKey("key", "hosts", Optional.empty());
        assertThat(shown(ProposalTasks.task("github", null, null, "ssh://git@github.com/org/fleet", key)))
                .isEqualTo(
                        "the GitRepository has an SSH key, which the API does not take; name a Secret with the key 'token'"
                                + " in spec.pullRequest.secretRef");
        assertThat(shown(ofRepository(new Credentials.Anonymous()))).contains("has no login");
    }

    @ParameterizedTest
    @CsvSource({
        "gitlab,https://github.com/x/y,ftp://x",
        "nothing,https://github.com/x/y,",
        "github,https://github.com/x,"
    })
    void whatNamesNoForgeWaitsForTheSpec(String provider, String url, String api) {
        assertThat(shown(ProposalTasks.task(provider, api, null, url, BASIC))).startsWith("spec.pullRequest: ");
    }
}
