package dev.capstan.forge.client;

import static dev.capstan.forge.client.ForgeScript.HEAD;
import static dev.capstan.forge.client.ForgeScript.need;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.capstan.forge.BranchHead;
import dev.capstan.forge.ForgeListing;
import dev.capstan.forge.ForgeListing.Scope;
import dev.capstan.forge.ForgeLogin;
import dev.capstan.forge.ForgeProvider;
import dev.capstan.forge.OpenPullRequest;
import dev.capstan.forge.OwnedRepository;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the requests and answers of Gitea's API, version 1. */
class GiteaListingTest {
    private static final String API = "/api/v1";

    private final ForgeScript forge = new ForgeScript();
    private final ForgeListing listing =
            forge.list(ForgeProvider.GITEA, "org/shop", new ForgeLogin.Token(ForgeScript.TOKEN));

    @AfterEach
    void stop() {
        forge.close();
    }

    @Test
    void listsOpenPullRequests() {
        forge.on("GET " + API + "/repos/org/shop/pulls?state=open&limit=50", 200, """
                [{"number": 7, "title": "T", "user": {"login": "jane"}, "head": {"ref": "feature", "sha": "%s"},
                  "base": {"ref": "main"}, "labels": [{"name": "preview"}]}]""".formatted(HEAD));

        assertThat(need(listing.pullRequests("org/shop", List.of("preview"), "")))
                .containsExactly(new OpenPullRequest(7, "T", "feature", "main", HEAD, List.of("preview"), "jane"));
        assertThat(need(listing.pullRequests("org/shop", List.of("other"), ""))).isEmpty();
        assertThat(forge.header(0, "Authorization")).isEqualTo("token " + ForgeScript.TOKEN);
    }

    @Test
    void listsRepositoriesWithTheLabelsOfTheirIssues() {
        String repository = """
                {"id": 17, "name": "%s", "owner": {"login": "org"}, "clone_url": "https://git.example/org/%s.git",
                 "ssh_url": "git@git.example:org/%s.git", "default_branch": "main", "archived": %s, "empty": %s}""";
        forge.on("GET " + API + "/orgs/org", 200, "{}")
                .on(
                        "GET " + API + "/orgs/org/repos?limit=50",
                        200,
                        "[" + repository.formatted("shop", "shop", "shop", false, false) + ","
                                + repository.formatted("old", "old", "old", true, false) + ","
                                + repository.formatted("new", "new", "new", false, true) + "]")
                .on("GET " + API + "/repos/org/shop/labels?limit=50", 200, "[{\"name\": \"web\"}]");

        assertThat(need(listing.repositories("org", new Scope(false, true, false, ""))))
                .extracting(OwnedRepository::name, OwnedRepository::mainBranch, OwnedRepository::labels)
                .containsExactly(tuple("shop", "main", List.of("web")), tuple("new", "", List.of()));
    }

    @Test
    void listsRepositoriesOfAUser() {
        forge.on("GET " + API + "/users/jane/repos?limit=50", 200, "[]");

        assertThat(need(listing.repositories("jane", Scope.ALL))).isEmpty();
    }

    @Test
    void looksAtBranchesAndPaths() {
        String repository = "GET " + API + "/repos/org/shop/";
        String branch = "{\"name\": \"main\", \"commit\": {\"id\": \"" + HEAD + "\"}}";
        forge.on(repository + "branches?limit=50", 200, "[" + branch + "]")
                .on(repository + "branches/main", 200, branch)
                .on(repository + "contents/deploy?ref=main", 200, "[]");

        BranchHead expected = new BranchHead("main", HEAD);
        assertThat(need(listing.branches("org/shop"))).containsExactly(expected);
        assertThat(need(listing.branch("org/shop", "main"))).contains(expected);
        assertThat(need(listing.branch("org/shop", "gone"))).isEmpty();
        assertThat(need(listing.hasPath("org/shop", "main", "deploy"))).isTrue();
        assertThat(need(listing.hasPath("org/shop", "main", "other"))).isFalse();
    }
}
