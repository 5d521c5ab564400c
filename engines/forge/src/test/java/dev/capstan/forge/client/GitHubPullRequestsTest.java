package dev.capstan.forge.client;

import static dev.capstan.forge.client.ForgeScript.HEAD;
import static dev.capstan.forge.client.ForgeScript.OTHER_HEAD;
import static dev.capstan.forge.client.ForgeScript.failure;
import static dev.capstan.forge.client.ForgeScript.need;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.forge.ChecksState;
import dev.capstan.forge.ChecksState.Verdict;
import dev.capstan.forge.ForgeFailure;
import dev.capstan.forge.ForgeLogin;
import dev.capstan.forge.ForgeProvider;
import dev.capstan.forge.MergeMethod;
import dev.capstan.forge.MergeOutcome;
import dev.capstan.forge.NewPullRequest;
import dev.capstan.forge.PullRequest;
import dev.capstan.forge.PullRequest.Mergeable;
import dev.capstan.forge.PullRequest.State;
import dev.capstan.forge.PullRequests;
import dev.capstan.testkit.http.ScriptedServer;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the requests and answers of GitHub's REST API, version 2022-11-28. */
class GitHubPullRequestsTest {
    private static final String LIST =
            "GET /repos/org/fleet/pulls?state=all&head=org%3Aimages%2Fall&base=main&sort=created&direction=desc&per_page=50";
    private static final String PULLS = "/repos/org/fleet/pulls";

    private final ForgeScript forge = new ForgeScript();
    private final PullRequests pulls = forge.open(ForgeProvider.GITHUB, "", "org", "fleet");

    @AfterEach
    void stop() {
        forge.close();
    }

    private static String pull(long number, String state, String more) {
        return """
                {"number": %d, "html_url": "https://github.com/org/fleet/pull/%d", "state": "%s", "title": "T", "body": "B",
                 "head": {"ref": "images/all", "sha": "%s", "repo": {"full_name": "Org/Fleet"}},
                 "base": {"ref": "main"}, "labels": [{"name": "Images"}]%s}""".formatted(number, number, state, HEAD, more);
    }

    private static NewPullRequest wanted(List<String> labels, List<String> assignees) {
        return new NewPullRequest("images/all", "main", "Title", "Body", labels, assignees);
    }

    @Test
    void findsTheOpenOne() {
        forge.on(LIST, 200, "[" + pull(9, "closed", "") + "," + pull(7, "open", "") + "]");

        assertThat(need(pulls.find("images/all", "main")))
                .contains(new PullRequest(
                        7,
                        "https://github.com/org/fleet/pull/7",
                        State.OPEN,
                        HEAD,
                        "images/all",
                        "main",
                        "T",
                        "B",
                        Mergeable.UNKNOWN));
        assertThat(forge.header(0, "Authorization")).isEqualTo("Bearer " + ForgeScript.TOKEN);
        assertThat(forge.header(0, "Accept")).isEqualTo("application/vnd.github+json");
        assertThat(forge.header(0, "X-GitHub-Api-Version")).isEqualTo("2022-11-28");
    }

    @Test
    void tellsMergedFromClosed() {
        forge.on(LIST, 200, "[" + pull(9, "closed", ", \"merged_at\": \"2026-01-01T00:00:00Z\"") + "]")
                .on(LIST, 200, "[" + pull(9, "closed", ", \"merged_at\": null") + "," + pull(8, "closed", "") + "]");

        assertThat(need(pulls.find("images/all", "main")).map(PullRequest::state))
                .contains(State.MERGED);
        assertThat(need(pulls.find("images/all", "main")).map(PullRequest::state))
                .contains(State.CLOSED);
    }

    @Test
    void looksOnAtTheNextPageOnly() {
        var more = new MockResponse.Builder()
                .code(200)
                .addHeader("Link", "<https://elsewhere.example/steal?page=2>; rel=\"next\"")
                .body("[" + pull(9, "closed", "") + "]")
                .build();
        forge.on(LIST, more).on(LIST + "&page=2", 200, "[" + pull(3, "open", "") + "]");

        assertThat(need(pulls.find("images/all", "main")).map(PullRequest::number))
                .contains(3L);
        assertThat(forge.requests()).containsExactly(LIST, LIST + "&page=2");
    }

    @Test
    void aForkIsSomebodyElse() {
        String fork = pull(7, "open", "").replace("Org/Fleet", "mallory/fleet");
        String gone = pull(8, "open", "").replace("{\"full_name\": \"Org/Fleet\"}", "null");
        forge.on(LIST, 200, "[" + fork + "," + gone + "]");

        assertThat(need(pulls.find("images/all", "main"))).isEmpty();
    }

    @Test
    void anOpenOneOfAForkDoesNotEndTheSearch() {
        var first = new MockResponse.Builder()
                .code(200)
                .addHeader("Link", "<" + forge.url() + "/x?page=2>; rel=\"next\"")
                .body("[" + pull(9, "open", "").replace("Org/Fleet", "mallory/fleet") + "]")
                .build();
        forge.on(LIST, first).on(LIST + "&page=2", 200, "[" + pull(3, "open", "") + "]");

        assertThat(need(pulls.find("images/all", "main")).map(PullRequest::number))
                .contains(3L);
    }

    @Test
    void opensWithLabelsAndAssignees() {
        forge.on("POST " + PULLS, 201, pull(7, "open", ""))
                .on("POST /repos/org/fleet/issues/7/labels", 200, "[]")
                .on("POST /repos/org/fleet/issues/7/assignees", 201, "{}");

        var opened = need(pulls.open(wanted(List.of("images", "bot"), List.of("jane"))));

        assertThat(opened.number()).isEqualTo(7);
        assertThat(forge.body(0))
                .isEqualTo("{\"title\":\"Title\",\"head\":\"images/all\",\"base\":\"main\",\"body\":\"Body\"}");
        assertThat(forge.header(0, "Content-Type")).isEqualTo("application/json");
        assertThat(forge.body(1)).isEqualTo("{\"labels\":[\"images\",\"bot\"]}");
        assertThat(forge.body(2)).isEqualTo("{\"assignees\":[\"jane\"]}");
    }

    @Test
    void usesTheOneThatIsThereAlready() {
        forge.on("POST " + PULLS, 422, """
                        {"message": "Validation Failed", "errors": [{"resource": "PullRequest", "code": "custom",
                         "message": "A pull request already exists for org:images/all."}]}""")
                .on(LIST, 200, "[" + pull(7, "open", "") + "]")
                .on("PATCH " + PULLS + "/7", 200, pull(7, "open", ""));

        assertThat(need(pulls.open(wanted(List.of("images"), List.of()))).number())
                .isEqualTo(7);
        assertThat(forge.body(2)).isEqualTo("{\"title\":\"Title\",\"body\":\"Body\"}");
        assertThat(forge.requests()).hasSize(3);
    }

    @Test
    void saysWhenTheOneThatIsThereIsNotShown() {
        forge.on("POST " + PULLS, 422, "{\"message\": \"A pull request already exists for org:images/all.\"}")
                .on(LIST, 200, "[]");

        assertThat(failure(pulls.open(wanted(List.of(), List.of())))).isInstanceOf(ForgeFailure.AlreadyExists.class);
    }

    @Test
    void passesOnWhyItIsInvalid() {
        forge.on("POST " + PULLS, 422, """
                {"message": "Validation Failed", "errors": [{"resource": "PullRequest", "code": "custom",
                 "message": "No commits between main and images/all"}], "documentation_url": "https://docs"}""");

        assertThat(failure(pulls.open(wanted(List.of(), List.of()))).message())
                .contains("a new pull request of '127.0.0.1/org/fleet' is refused (HTTP 422: Validation Failed; "
                        + "No commits between main and images/all");
    }

    @Test
    void addsLabelsThatItLacks() {
        forge.on("PATCH " + PULLS + "/7", 200, pull(7, "open", ""))
                .on("POST /repos/org/fleet/issues/7/labels", 200, "[]");

        need(pulls.update(7, "New", "Text", List.of("images", "bot")));

        assertThat(forge.body(0)).isEqualTo("{\"title\":\"New\",\"body\":\"Text\"}");
        assertThat(forge.body(1)).isEqualTo("{\"labels\":[\"bot\"]}");
    }

    @Test
    void commentsAndCloses() {
        forge.on("POST /repos/org/fleet/issues/7/comments", 201, "{}")
                .on("PATCH " + PULLS + "/7", 200, pull(7, "closed", ""));

        need(pulls.comment(7, "Obsolete"));
        need(pulls.close(7));

        assertThat(forge.body(0)).isEqualTo("{\"body\":\"Obsolete\"}");
        assertThat(forge.body(1)).isEqualTo("{\"state\":\"closed\"}");
    }

    private ChecksState checks(String runs, String statuses) {
        forge.on(
                        "GET /repos/org/fleet/commits/" + HEAD + "/check-runs?filter=latest&per_page=100",
                        200,
                        "{\"check_runs\": [" + runs + "]}")
                .on(
                        "GET /repos/org/fleet/commits/" + HEAD + "/status?per_page=100",
                        200,
                        "{\"state\": \"pending\", \"statuses\": [" + statuses + "]}");
        var pull = new PullRequest(7, "", State.OPEN, HEAD, "images/all", "main", "T", "B", Mergeable.UNKNOWN);
        return need(pulls.checks(pull));
    }

    private static String run(String name, String status, String conclusion) {
        return "{\"name\": \"%s\", \"status\": \"%s\", \"conclusion\": %s}".formatted(name, status, conclusion);
    }

    @Test
    void noChecksAreNotGreen() {
        assertThat(checks("", "")).isEqualTo(ChecksState.NONE);
    }

    @Test
    void checksOfBothKindsCount() {
        assertThat(checks(
                        run("build", "completed", "\"success\"") + "," + run("skip", "completed", "\"skipped\""),
                        "{\"context\": \"ci/old\", \"state\": \"success\"}"))
                .isEqualTo(new ChecksState(Verdict.GREEN, List.of()));
    }

    @Test
    void oneThatRunsIsPending() {
        assertThat(checks(run("build", "in_progress", "null"), "{\"context\": \"ci/old\", \"state\": \"success\"}"))
                .isEqualTo(new ChecksState(Verdict.PENDING, List.of("build")));
    }

    @Test
    void thoseThatFailedAreNamed() {
        assertThat(checks(
                        run("build", "completed", "\"timed_out\"") + "," + run("slow", "queued", "null"),
                        "{\"context\": \"ci/old\", \"state\": \"error\"}"))
                .isEqualTo(new ChecksState(Verdict.RED, List.of("build", "ci/old")));
    }

    @Test
    void mergesWhatItWasToldOf() {
        forge.on("PUT " + PULLS + "/7/merge", 200, "{\"sha\": \"" + OTHER_HEAD + "\", \"merged\": true}");

        assertThat(need(pulls.merge(7, HEAD, MergeMethod.SQUASH)))
                .isEqualTo(new MergeOutcome.Merged(Optional.of(OTHER_HEAD)));
        assertThat(forge.body(0)).isEqualTo("{\"sha\":\"" + HEAD + "\",\"merge_method\":\"squash\"}");
    }

    @Test
    void saysWhyItDoesNotMerge() {
        forge.on("PUT " + PULLS + "/7/merge", 405, "{\"message\": \"At least 1 approving review is required\"}")
                .on("PUT " + PULLS + "/7/merge", 409, "{\"message\": \"Head branch was modified\"}");

        assertThat(need(pulls.merge(7, HEAD, MergeMethod.MERGE)))
                .isEqualTo(new MergeOutcome.Blocked("At least 1 approving review is required"));
        assertThat(need(pulls.merge(7, HEAD, MergeMethod.MERGE))).isEqualTo(new MergeOutcome.HeadMoved());
    }

    @Test
    void aBranchWithOtherCommitsStays() {
        String branch = "/repos/org/fleet/git/ref/heads/images/all";
        forge.on("GET " + branch, 200, "{\"object\": {\"sha\": \"" + OTHER_HEAD + "\"}}")
                .on("GET " + branch, 200, "{\"object\": {\"sha\": \"" + HEAD + "\"}}")
                .on("DELETE /repos/org/fleet/git/refs/heads/images/all", 204, "");

        assertThat(need(pulls.deleteBranch("images/all", HEAD))).isFalse();
        assertThat(forge.requests()).hasSize(1);
        assertThat(need(pulls.deleteBranch("images/all", HEAD))).isTrue();
        assertThat(forge.requests()).hasSize(3);
    }

    @Test
    void aBranchThatIsGoneIsGone() {
        assertThat(need(pulls.deleteBranch("images/all", HEAD))).isTrue();
    }

    @Test
    void enterpriseServesItsApiBelowAPath() {
        var enterprise = forge.open(ForgeProvider.GITHUB, "/api/v3", "org", "fleet");
        forge.on("GET /api/v3/repos/org/fleet/pulls/7", 200, pull(7, "open", ", \"mergeable\": false"));

        assertThat(need(enterprise.get(7)).mergeable()).isEqualTo(Mergeable.NO);
    }

    @Test
    void theTokenMayBeThePasswordOfGit() {
        var asGit = forge.open(ForgeProvider.GITHUB, "", "org", "fleet", new ForgeLogin.Password("x", "pw"));
        forge.always(ScriptedServer.answer(200, pull(7, "open", "")));

        need(asGit.get(7));

        assertThat(forge.header(0, "Authorization")).isEqualTo("Bearer pw");
    }
}
