package dev.capstan.application.set.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.access.AccessResult;
import dev.capstan.access.git.GitHubApp;
import dev.capstan.access.git.InstallationTokens;
import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.ForgeBranch;
import dev.capstan.argo.set.input.PullRequestFacts;
import dev.capstan.argo.set.input.SetRequest;
import dev.capstan.forge.client.Forges;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.testkit.http.ScriptedAnswers;
import dev.capstan.testkit.http.ScriptedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AskedForgesTest {
    private static final String SECRET = "s3cr3t";

    private final ScriptedServer server = ScriptedServer.start();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final ScriptedAnswers answers = new ScriptedAnswers();

    AskedForgesTest() {
        server.answers(answers);
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    private void on(String target, String body) {
        answers.only("GET " + target, ScriptedServer.answer(200, body));
    }

    private AskedForges forges(String... allowed) {
        return new AskedForges(
                new Forges(http, InstantSource.fixed(Instant.EPOCH)),
                new Data(),
                new Tokens(),
                new AllowedForges(List.of(allowed)));
    }

    private static final class Data implements NamespaceData {
        @Override
        public SecretValues secret(String name) throws SecretException {
            return switch (name) {
                case "token" -> new SecretValues(name, Map.of("key", bytes(SECRET)));
                case "app" ->
                    new SecretValues(
                            name,
                            Map.of(
                                    "githubAppID", bytes("7"),
                                    "githubAppInstallationID", bytes("8"),
                                    "githubAppPrivateKey", bytes("pem")));
                default -> throw new SecretException(new SecretFailure.Missing(name));
            };
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Optional<Map<String, String>> configMap(String name) {
            return Optional.empty();
        }
    }

    private static final class Tokens implements InstallationTokens {
        @Override
        public AccessResult<String> token(
                GitHubApp app, TlsMaterial tls, Optional<HttpProxy> proxy, Deadline deadline) {
            return AccessResult.success("of-app-" + app.id());
        }

        @Override
        public void forget(String identity, String token) {}
    }

    private JsonNode options(String more) {
        try {
            return new ObjectMapper().readTree("{\"api\": \"" + server.url() + "\"" + more + "}");
        } catch (IOException bug) {
            throw new UncheckedIOException(bug);
        }
    }

    private static <A> A found(Answer<A> answer) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return ((Answer.Found<A>) answer).value();
    }

    private static String why(Answer<?> answer) {
        assertThat(answer).isInstanceOf(Answer.Failed.class);
        return ((Answer.Failed<?>) answer).message();
    }

    private SetRequest.PullRequests gitHubRequests(String more) {
        return new SetRequest.PullRequests("github", options(", \"owner\": \"org\", \"repo\": \"shop\"" + more));
    }

    private static final String PULLS = "/api/v3/repos/org/shop/pulls?state=open&per_page=100";

    @Test
    void pullRequestsOfGitHub() {
        on(PULLS, """
                [{"number": 7, "title": "T", "user": {"login": "jane"}, "head": {"ref": "f", "sha": "abc"},
                  "base": {"ref": "main"}, "labels": []}]""");

        assertThat(found(forges().pullRequests(
                                gitHubRequests(", \"tokenRef\": {\"secretName\": \"token\", \"key\": \"key\"}"))))
                .containsExactly(new PullRequestFacts(7, "T", "f", "main", "abc", List.of(), "jane"));
        assertThat(server.requests().getFirst().getHeaders().get("Authorization"))
                .isEqualTo("Bearer " + SECRET);
    }

    @Test
    void anAppIsLetIn() {
        on(PULLS, "[]");

        assertThat(found(forges().pullRequests(gitHubRequests(", \"appSecretName\": \"app\""))))
                .isEmpty();
        assertThat(server.requests().getFirst().getHeaders().get("Authorization"))
                .isEqualTo("Bearer of-app-7");
    }

    @Test
    void pullRequestsOfGitLabAndGitea() {
        on("/api/v4/projects/org%2Fshop/merge_requests?state=opened&per_page=100", "[]");
        on("/api/v1/repos/org/shop/pulls?state=open&limit=50", "[]");

        assertThat(found(forges().pullRequests(new SetRequest.PullRequests(
                        "gitlab", options(", \"project\": \"org/shop\", \"pullRequestState\": \"opened\"")))))
                .isEmpty();
        assertThat(found(forges().pullRequests(new SetRequest.PullRequests(
                        "gitea", options(", \"owner\": \"org\", \"repo\": \"shop\"")))))
                .isEmpty();
    }

    @Test
    void repositoriesWithTheirMainBranches() {
        on("/api/v4/groups/org/projects?include_subgroups=true&with_shared=true&archived=false&per_page=100", """
                [{"id": 17, "path": "shop", "namespace": {"full_path": "org"}, "default_branch": "main",
                  "http_url_to_repo": "https://x/shop.git", "ssh_url_to_repo": "git@x:shop.git", "topics": ["web"]},
                 {"id": 18, "path": "empty", "namespace": {"full_path": "org"}, "default_branch": null},
                 {"id": 19, "path": "bare", "namespace": {"full_path": "org"}, "default_branch": "main"}]""");
        on("/api/v4/projects/17/repository/branches/main", "{\"name\": \"main\", \"commit\": {\"id\": \"abc\"}}");
        JsonNode options = options(", \"group\": \"org\", \"includeSubgroups\": true");

        assertThat(found(forges().repositories(new SetRequest.Repositories("gitlab", options, "https"))))
                .containsExactly(
                        new ForgeBranch("org", "shop", "17", "https://x/shop.git", "main", "abc", List.of("web")));
        assertThat(found(forges().repositories(new SetRequest.Repositories("gitlab", options, ""))))
                .extracting(ForgeBranch::url)
                .containsExactly("git@x:shop.git");
        assertThat(why(forges().repositories(new SetRequest.Repositories("gitlab", options, "ftp"))))
                .contains("cloneProtocol 'ftp'");
    }

    @Test
    void allBranchesAndPaths() {
        on("/api/v1/orgs/org", "{}");
        on("/api/v1/orgs/org/repos?limit=50", """
                [{"id": 17, "name": "shop", "owner": {"login": "org"}, "clone_url": "https://x/shop.git",
                  "ssh_url": "git@x:shop.git", "default_branch": "main"}]""");
        on("/api/v1/repos/org/shop/branches?limit=50", "[{\"name\": \"f\", \"commit\": {\"id\": \"abc\"}}]");
        on("/api/v1/repos/org/shop/contents/deploy?ref=f", "[]");
        JsonNode options = options(", \"owner\": \"org\", \"allBranches\": true");

        ForgeBranch repository = found(forges().repositories(new SetRequest.Repositories("gitea", options, "https")))
                .getFirst();
        ForgeBranch branch = found(forges().branches(new SetRequest.Branches("gitea", options, repository)))
                .getFirst();

        assertThat(branch).isEqualTo(new ForgeBranch("org", "shop", "17", "https://x/shop.git", "f", "abc", List.of()));
        assertThat(found(forges().hasPath(new SetRequest.HasPath("gitea", options, branch, "deploy"))))
                .isTrue();
        assertThat(found(forges().hasPath(new SetRequest.HasPath("gitea", options, branch, "other"))))
                .isFalse();
    }

    @Test
    void aRepositoryThatIsNotThereIsAbsent() {
        assertThat(forges().pullRequests(gitHubRequests(""))).isInstanceOf(Answer.Absent.class);
    }

    @Test
    void othersAreRefusedByName() {
        assertThat(why(forges().pullRequests(new SetRequest.PullRequests("bitbucketServer", options("")))))
                .contains("bitbucketServer");
        assertThat(why(forges().repositories(new SetRequest.Repositories("awsCodeCommit", options(""), ""))))
                .contains("awsCodeCommit");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aTokenGoesOnlyWhereItMay() {
        String token = ", \"tokenRef\": {\"secretName\": \"token\", \"key\": \"key\"}";

        assertThat(why(forges("https://api.github.com").pullRequests(gitHubRequests(token))))
                .contains("may not be asked", "capstan.application.sets.forges");
        assertThat(server.requests()).isEmpty();

        on(PULLS, "[]");
        assertThat(found(forges(server.url()).pullRequests(gitHubRequests(token))))
                .isEmpty();
    }

    @Test
    void credentialsThatAreMissingAreNamed() {
        assertThat(why(forges().pullRequests(
                                gitHubRequests(", \"tokenRef\": {\"secretName\": \"gone\", \"key\": \"key\"}"))))
                .contains("gone");
        assertThat(why(forges().pullRequests(
                                gitHubRequests(", \"tokenRef\": {\"secretName\": \"token\", \"key\": \"other\"}"))))
                .contains("token", "other")
                .doesNotContain(SECRET);
        assertThat(why(forges().pullRequests(
                                gitHubRequests(", \"caRef\": {\"configMapName\": \"ca\", \"key\": \"k\"}"))))
                .contains("caRef", "'ca'");
    }

    @Test
    void aForgeThatHasHadEnoughIsLeftAlone() {
        answers.only(
                "GET " + PULLS,
                new MockResponse.Builder()
                        .code(429)
                        .addHeader("Retry-After", "120")
                        .body("{}")
                        .build());
        AskedForges forges = forges();
        assertThat(why(forges.pullRequests(gitHubRequests("")))).contains("fewer requests");

        assertThat(why(forges.pullRequests(gitHubRequests("")))).contains("asked again in 120s");
        assertThat(server.requests()).hasSize(1);
    }
}
