package dev.capstan.forge.client;

import static dev.capstan.forge.client.ForgeScript.HEAD;
import static dev.capstan.forge.client.ForgeScript.need;
import static org.assertj.core.api.Assertions.assertThat;

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

/** Against the requests and answers of GitLab's REST API, version 4. */
class GitLabListingTest {
    private static final String API = "/api/v4";

    private final ForgeScript forge = new ForgeScript();
    private final ForgeListing listing =
            forge.list(ForgeProvider.GITLAB, "42", new ForgeLogin.Token(ForgeScript.TOKEN));

    @AfterEach
    void stop() {
        forge.close();
    }

    @Test
    void listsMergeRequestsOfAProjectByItsNumber() {
        String requests = "GET " + API + "/projects/42/merge_requests?";
        String answer = """
                [{"iid": 3, "id": 900, "title": "T", "source_branch": "feature", "target_branch": "main", "sha": "%s",
                  "labels": ["preview"], "author": {"username": "jane"}}]""".formatted(HEAD);
        forge.on(requests + "per_page=100", 200, answer)
                .on(requests + "labels=preview%2Cweb&state=opened&per_page=100", 200, "[]");

        assertThat(need(listing.pullRequests("42", List.of(), "")))
                .containsExactly(new OpenPullRequest(3, "T", "feature", "main", HEAD, List.of("preview"), "jane"));
        assertThat(need(listing.pullRequests("42", List.of("preview", "web"), "opened")))
                .isEmpty();
        assertThat(forge.header(0, "PRIVATE-TOKEN")).isEqualTo(ForgeScript.TOKEN);
    }

    @Test
    void listsProjectsOfAGroup() {
        String projects = "GET " + API + "/groups/org%2Fteam/projects?include_subgroups=";
        forge.on(projects + "true&with_shared=false&archived=false&topic=web&per_page=100", 200, """
                [{"id": 17, "path": "shop", "namespace": {"full_path": "org/team/sub"}, "default_branch": "main",
                  "http_url_to_repo": "https://gitlab.example/org/team/sub/shop.git",
                  "ssh_url_to_repo": "git@gitlab.example:org/team/sub/shop.git", "topics": ["web"]}]""")
                .on(projects + "false&with_shared=true&per_page=100", 200, "[]");

        assertThat(need(listing.repositories("org/team", new Scope(true, false, false, "web"))))
                .containsExactly(new OwnedRepository(
                        "org/team/sub",
                        "shop",
                        "17",
                        "https://gitlab.example/org/team/sub/shop.git",
                        "git@gitlab.example:org/team/sub/shop.git",
                        "main",
                        List.of("web"),
                        false));
        assertThat(need(listing.repositories("org/team", Scope.ALL))).isEmpty();
    }

    @Test
    void looksAtBranchesAndPaths() {
        String project = "GET " + API + "/projects/17/repository/";
        String branch = "{\"name\": \"feature/x\", \"commit\": {\"id\": \"" + HEAD + "\"}}";
        forge.on(project + "branches?per_page=100", 200, "[" + branch + "]")
                .on(project + "branches/feature%2Fx", 200, branch)
                .on(project + "tree?ref=main&per_page=100", 200, "[{\"name\": \"README.md\"}]")
                .on(project + "tree?ref=main&path=a%2Fb&per_page=100", 200, "[{\"name\": \"c\"}]");

        BranchHead expected = new BranchHead("feature/x", HEAD);
        assertThat(need(listing.branches("17"))).containsExactly(expected);
        assertThat(need(listing.branch("17", "feature/x"))).contains(expected);
        assertThat(need(listing.branch("17", "gone"))).isEmpty();
        assertThat(need(listing.hasPath("17", "main", "README.md"))).isTrue();
        assertThat(need(listing.hasPath("17", "main", "a/b/c"))).isTrue();
        assertThat(need(listing.hasPath("17", "main", "a/b/d"))).isFalse();
        assertThat(need(listing.hasPath("17", "main", "nowhere/x"))).isFalse();
    }
}
