package dev.capstan.forge.client;

import static dev.capstan.forge.client.ForgeScript.HEAD;
import static dev.capstan.forge.client.ForgeScript.failure;
import static dev.capstan.forge.client.ForgeScript.need;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.forge.BranchHead;
import dev.capstan.forge.ForgeFailure;
import dev.capstan.forge.ForgeListing;
import dev.capstan.forge.ForgeListing.Scope;
import dev.capstan.forge.ForgeLogin;
import dev.capstan.forge.ForgeProvider;
import dev.capstan.forge.OpenPullRequest;
import dev.capstan.forge.OwnedRepository;
import dev.capstan.testkit.http.ScriptedServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the requests and answers of GitHub's REST API, version 2022-11-28; the server is taken for a GitHub Enterprise. */
class GitHubListingTest {
    private static final String API = "/api/v3";
    private static final String PULLS = "GET " + API + "/repos/org/shop/pulls?state=open&per_page=100";
    private static final String REPOSITORIES = "GET " + API + "/orgs/org/repos?per_page=100";

    private final ForgeScript forge = new ForgeScript();
    private final ForgeListing listing =
            forge.list(ForgeProvider.GITHUB, "org/shop", new ForgeLogin.Token(ForgeScript.TOKEN));

    @AfterEach
    void stop() {
        forge.close();
    }

    private static String pull(long number, String labels) {
        return """
                {"number": %d, "title": "T", "state": "open", "user": {"login": "jane"},
                 "head": {"ref": "feature", "sha": "%s", "repo": {"full_name": "mallory/shop"}},
                 "base": {"ref": "main"}, "labels": [%s]}""".formatted(number, HEAD, labels);
    }

    private static String repository(String name, boolean isArchived) {
        return """
                {"id": 17, "name": "%s", "owner": {"login": "org"}, "clone_url": "https://github.com/org/%s.git",
                 "ssh_url": "git@github.com:org/%s.git", "default_branch": "main", "topics": ["web"], "archived": %s}""".formatted(name, name, name, isArchived);
    }

    @Test
    void listsOpenPullRequestsOfForksToo() {
        forge.on(PULLS, ForgeScript.more("[" + pull(7, "{\"name\": \"preview\"}, {\"name\": \"x\"}") + "]"))
                .on(PULLS + "&page=2", 200, "[" + pull(9, "") + "]");

        assertThat(need(listing.pullRequests("org/shop", List.of(), "")))
                .containsExactly(
                        new OpenPullRequest(7, "T", "feature", "main", HEAD, List.of("preview", "x"), "jane"),
                        new OpenPullRequest(9, "T", "feature", "main", HEAD, List.of(), "jane"));
        assertThat(need(listing.pullRequests("org/shop", List.of("preview"), "")))
                .extracting(OpenPullRequest::number)
                .containsExactly(7L);
        assertThat(forge.header(0, "Authorization")).isEqualTo("Bearer " + ForgeScript.TOKEN);
    }

    @Test
    void listsRepositoriesOfAnOrganization() {
        forge.on("GET " + API + "/orgs/org", 200, "{}")
                .on(REPOSITORIES, 200, "[" + repository("shop", false) + "," + repository("old", true) + "]");

        assertThat(need(listing.repositories("org", Scope.ALL)))
                .hasSize(2)
                .first()
                .isEqualTo(new OwnedRepository(
                        "org",
                        "shop",
                        "17",
                        "https://github.com/org/shop.git",
                        "git@github.com:org/shop.git",
                        "main",
                        List.of("web"),
                        false));
        assertThat(need(listing.repositories("org", new Scope(false, true, false, ""))))
                .extracting(OwnedRepository::name)
                .containsExactly("shop");
    }

    @Test
    void listsRepositoriesOfAUser() {
        forge.on("GET " + API + "/users/jane/repos?per_page=100", 200, "[" + repository("shop", false) + "]");

        assertThat(need(listing.repositories("jane", Scope.ALL))).hasSize(1);
    }

    @Test
    void looksAtBranchesAndPaths() {
        String branch = "{\"name\": \"feature/x\", \"commit\": {\"sha\": \"" + HEAD + "\"}}";
        forge.on("GET " + API + "/repos/org/shop/branches?per_page=100", 200, "[" + branch + "]")
                .on("GET " + API + "/repos/org/shop/branches/feature/x", 200, branch)
                .on("HEAD " + API + "/repos/org/shop/contents/a%20b/c?ref=feature%2Fx", 200, "");

        BranchHead expected = new BranchHead("feature/x", HEAD);
        assertThat(need(listing.branches("org/shop"))).containsExactly(expected);
        assertThat(need(listing.branch("org/shop", "feature/x"))).contains(expected);
        assertThat(need(listing.branch("org/shop", "gone"))).isEmpty();
        assertThat(need(listing.hasPath("org/shop", "feature/x", "a b/c"))).isTrue();
        assertThat(need(listing.hasPath("org/shop", "feature/x", "d"))).isFalse();
    }

    @Test
    void aListThatDoesNotEndIsNoList() {
        forge.always(ForgeScript.more("[" + pull(7, "") + "]"));

        assertThat(failure(listing.pullRequests("org/shop", List.of(), "")))
                .isInstanceOf(ForgeFailure.TooMany.class)
                .satisfies(failed -> assertThat(failed.message()).contains("more than 50"));
    }

    @Test
    void nobodyMayReadWhatIsPublic() {
        ForgeListing anonymous = forge.list(ForgeProvider.GITHUB, "org/shop", new ForgeLogin.Nobody());
        forge.on(PULLS, 200, "[]");

        assertThat(need(anonymous.pullRequests("org/shop", List.of(), ""))).isEmpty();
        assertThat(forge.header(0, "Authorization")).isEqualTo("null");
    }

    @Test
    void whatIsRefusedIsNoEmptyList() {
        assertThat(failure(listing.pullRequests("org/shop", List.of(), ""))).isInstanceOf(ForgeFailure.NotFound.class);
        forge.on(PULLS, ScriptedServer.answer(403, "{\"message\": \"no\"}"));
        assertThat(failure(listing.pullRequests("org/shop", List.of(), ""))).isInstanceOf(ForgeFailure.Forbidden.class);
    }
}
