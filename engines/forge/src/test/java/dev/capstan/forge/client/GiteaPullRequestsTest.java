package dev.capstan.forge.client;

import static dev.capstan.forge.client.ForgeScript.HEAD;
import static dev.capstan.forge.client.ForgeScript.OTHER_HEAD;
import static dev.capstan.forge.client.ForgeScript.need;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.forge.ChecksState;
import dev.capstan.forge.ChecksState.Verdict;
import dev.capstan.forge.ForgeLogin;
import dev.capstan.forge.ForgeProvider;
import dev.capstan.forge.MergeMethod;
import dev.capstan.forge.MergeOutcome;
import dev.capstan.forge.NewPullRequest;
import dev.capstan.forge.PullRequest;
import dev.capstan.forge.PullRequest.Mergeable;
import dev.capstan.forge.PullRequest.State;
import dev.capstan.forge.PullRequests;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the requests and answers of the API of Gitea, version 1. */
class GiteaPullRequestsTest {
    private static final String REPOSITORY = "/api/v1/repos/org/fleet";
    private static final String PULLS = REPOSITORY + "/pulls";
    private static final String OPEN = "GET " + PULLS + "?state=open&sort=recentupdate&limit=50";
    private static final String CLOSED = "GET " + PULLS + "?state=closed&sort=recentupdate&limit=50";

    private final ForgeScript forge = new ForgeScript();
    private final PullRequests pulls = forge.open(ForgeProvider.GITEA, "/api/v1", "org", "fleet");

    @AfterEach
    void stop() {
        forge.close();
    }

    private static String pull(long number, String state, String source) {
        return """
                {"id": 900, "number": %d, "html_url": "https://git.example/org/fleet/pulls/%d", "state": "%s", "merged": false,
                 "title": "T", "body": "B", "mergeable": true, "labels": [{"id": 1, "name": "images"}],
                 "head": {"label": "%s", "ref": "%s", "sha": "%s", "repo_id": 3}, "base": {"ref": "main", "repo_id": 3}}""".formatted(number, number, state, source, source, HEAD);
    }

    private static NewPullRequest wanted(String... labels) {
        return new NewPullRequest("images/all", "main", "Title", "Body", List.of(labels), List.of("jane"));
    }

    @Test
    void findsTheOpenOneAmongOthers() {
        var first = new MockResponse.Builder()
                .code(200)
                .addHeader("Link", "<" + forge.url() + "/x?page=2>; rel=\"next\",<" + forge.url() + "/x>; rel=\"last\"")
                .body("[" + pull(8, "open", "feature") + "]")
                .build();
        forge.on(OPEN, first).on(OPEN + "&page=2", 200, "[" + pull(7, "open", "images/all") + "]");

        assertThat(need(pulls.find("images/all", "main")))
                .contains(new PullRequest(
                        7,
                        "https://git.example/org/fleet/pulls/7",
                        State.OPEN,
                        HEAD,
                        "images/all",
                        "main",
                        "T",
                        "B",
                        Mergeable.YES));
        assertThat(forge.header(0, "Authorization")).isEqualTo("token " + ForgeScript.TOKEN);
    }

    @Test
    void findsAClosedOneWhoseBranchIsGone() {
        String gone = pull(7, "closed", "images/all")
                .replace("\"ref\": \"images/all\"", "\"ref\": \"refs/pull/7/head\"")
                .replace("\"merged\": false", "\"merged\": true");
        forge.on(OPEN, 200, "[]").on(CLOSED, 200, "[" + gone + "]");

        var found = need(pulls.find("images/all", "main")).orElseThrow();

        assertThat(found.state()).isEqualTo(State.MERGED);
        assertThat(found.source()).isEqualTo("images/all");
    }

    @Test
    void aForkIsSomebodyElse() {
        forge.on(OPEN, 200, "[" + pull(7, "open", "images/all").replaceFirst("\"repo_id\": 3", "\"repo_id\": 4") + "]")
                .on(CLOSED, 200, "[]");

        assertThat(need(pulls.find("images/all", "main"))).isEmpty();
    }

    @Test
    void labelsHaveNumbersAndAreMadeWhenMissing() {
        forge.on("GET " + REPOSITORY + "/labels?limit=50", 200, "[{\"id\": 11, \"name\": \"Images\"}]")
                .on("POST " + REPOSITORY + "/labels", 201, "{\"id\": 12, \"name\": \"bot\"}")
                .on("POST " + PULLS, 201, pull(7, "open", "images/all"));

        need(pulls.open(wanted("images", "bot")));

        assertThat(forge.body(1)).isEqualTo("{\"name\":\"bot\",\"color\":\"#8a8f98\"}");
        assertThat(forge.body(2))
                .isEqualTo("{\"head\":\"images/all\",\"base\":\"main\",\"title\":\"Title\",\"body\":\"Body\","
                        + "\"labels\":[11,12],\"assignees\":[\"jane\"]}");
    }

    @Test
    void usesTheOneThatIsThereAlready() {
        forge.on("POST " + PULLS, 409, "{\"message\": \"pull request already exists for these targets\"}")
                .on(OPEN, 200, "[" + pull(7, "open", "images/all") + "]")
                .on("PATCH " + PULLS + "/7", 201, pull(7, "open", "images/all"));

        assertThat(need(pulls.open(wanted())).number()).isEqualTo(7);
        assertThat(forge.body(2)).isEqualTo("{\"title\":\"Title\",\"body\":\"Body\"}");
    }

    @Test
    void addsLabelsThatItLacks() {
        forge.on("PATCH " + PULLS + "/7", 201, pull(7, "open", "images/all"))
                .on("GET " + REPOSITORY + "/labels?limit=50", 200, "[{\"id\": 12, \"name\": \"bot\"}]")
                .on("POST " + REPOSITORY + "/issues/7/labels", 200, "[]");

        need(pulls.update(7, "New", "Text", List.of("images", "bot")));

        assertThat(forge.body(2)).isEqualTo("{\"labels\":[12]}");
    }

    @Test
    void commentsAndCloses() {
        forge.on("POST " + REPOSITORY + "/issues/7/comments", 201, "{}")
                .on("PATCH " + PULLS + "/7", 201, pull(7, "closed", "images/all"));

        need(pulls.comment(7, "Obsolete"));
        need(pulls.close(7));

        assertThat(forge.body(0)).isEqualTo("{\"body\":\"Obsolete\"}");
        assertThat(forge.body(1)).isEqualTo("{\"state\":\"closed\"}");
    }

    @Test
    void checksAreStatuses() {
        forge.on("GET " + REPOSITORY + "/commits/" + HEAD + "/status?limit=50", 200, """
                {"state": "failure", "statuses": [{"context": "ci/test", "status": "failure"},
                 {"context": "ci/lint", "status": "warning"}, {"context": "ci/slow", "status": "pending"}]}""");

        assertThat(need(pulls.checks(
                        new PullRequest(7, "", State.OPEN, HEAD, "images/all", "main", "T", "B", Mergeable.YES))))
                .isEqualTo(new ChecksState(Verdict.RED, List.of("ci/test")));
    }

    @Test
    void mergesWhatItWasToldOf() {
        forge.on("POST " + PULLS + "/7/merge", 200, "");

        assertThat(need(pulls.merge(7, HEAD, MergeMethod.REBASE))).isEqualTo(new MergeOutcome.Merged(Optional.empty()));
        assertThat(forge.body(0)).isEqualTo("{\"Do\":\"rebase\",\"head_commit_id\":\"" + HEAD + "\"}");
    }

    @Test
    void tellsConflictsFromAnotherHead() {
        forge.on("POST " + PULLS + "/7/merge", 409, "{\"message\": \"merge conflict\"}")
                .on("GET " + PULLS + "/7", 200, pull(7, "open", "images/all"));

        assertThat(need(pulls.merge(7, HEAD, MergeMethod.MERGE))).isEqualTo(new MergeOutcome.Blocked("merge conflict"));
        assertThat(need(pulls.merge(7, OTHER_HEAD, MergeMethod.MERGE))).isEqualTo(new MergeOutcome.HeadMoved());
    }

    @Test
    void deletesABranchThatNobodyAddedTo() {
        String branch = REPOSITORY + "/branches/images/all";
        forge.on("GET " + branch, 200, "{\"commit\": {\"id\": \"" + HEAD + "\"}}")
                .on("DELETE " + branch, 204, "");

        assertThat(need(pulls.deleteBranch("images/all", OTHER_HEAD))).isFalse();
        assertThat(need(pulls.deleteBranch("images/all", HEAD))).isTrue();
    }

    @Test
    void aUserHasABasicLogin() {
        var asGit = forge.open(ForgeProvider.GITEA, "/api/v1", "org", "fleet", new ForgeLogin.Password("u", "p"));
        forge.on(OPEN, 200, "[]").on(CLOSED, 200, "[]");

        need(asGit.find("images/all", "main"));

        assertThat(forge.header(0, "Authorization")).isEqualTo("Basic dTpw");
    }
}
