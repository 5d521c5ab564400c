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
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the requests and answers of GitLab's REST API, version 4. */
class GitLabPullRequestsTest {
    private static final String PROJECT = "/api/v4/projects/org%2Fteam%2Ffleet";
    private static final String REQUESTS = PROJECT + "/merge_requests";
    private static final String LIST = "GET " + REQUESTS
            + "?state=all&source_branch=images%2Fall&target_branch=main&order_by=created_at&sort=desc&per_page=50";

    private final ForgeScript forge = new ForgeScript();
    private final PullRequests pulls = forge.open(ForgeProvider.GITLAB, "/api/v4", "org/team", "fleet");

    @AfterEach
    void stop() {
        forge.close();
    }

    private static String request(long number, String state, String more) {
        return """
                {"id": 9000, "iid": %d, "web_url": "https://gitlab.com/org/team/fleet/-/merge_requests/%d", "state": "%s",
                 "title": "T", "description": "B", "sha": "%s", "source_branch": "images/all", "target_branch": "main",
                 "source_project_id": 5, "target_project_id": 5, "merge_status": "can_be_merged"%s}""".formatted(number, number, state, HEAD, more);
    }

    private static NewPullRequest wanted(String... labels) {
        return new NewPullRequest("images/all", "main", "Title", "Body", List.of(labels), List.of());
    }

    @Test
    void findsTheOneOfAProjectInSubgroups() {
        forge.on(LIST, 200, "[" + request(4, "opened", "") + "]");

        assertThat(need(pulls.find("images/all", "main")))
                .contains(new PullRequest(
                        4,
                        "https://gitlab.com/org/team/fleet/-/merge_requests/4",
                        State.OPEN,
                        HEAD,
                        "images/all",
                        "main",
                        "T",
                        "B",
                        Mergeable.YES));
        assertThat(forge.header(0, "PRIVATE-TOKEN")).isEqualTo(ForgeScript.TOKEN);
    }

    @Test
    void tellsMergedFromClosedAndForksFromOurs() {
        forge.on(LIST, 200, "[" + request(4, "closed", "") + "]")
                .on(LIST, 200, "[" + request(4, "merged", "") + "]")
                .on(
                        LIST,
                        200,
                        "[" + request(4, "opened", "").replace("\"source_project_id\": 5", "\"source_project_id\": 6")
                                + "]");

        assertThat(need(pulls.find("images/all", "main")).map(PullRequest::state))
                .contains(State.CLOSED);
        assertThat(need(pulls.find("images/all", "main")).map(PullRequest::state))
                .contains(State.MERGED);
        assertThat(need(pulls.find("images/all", "main"))).isEmpty();
    }

    @Test
    void anOpenOneOfAForkDoesNotEndTheSearch() {
        var first = new MockResponse.Builder()
                .code(200)
                .addHeader("Link", "<" + forge.url() + "/x?page=2>; rel=\"next\"")
                .body("[" + request(9, "opened", "").replace("\"source_project_id\": 5", "\"source_project_id\": 6")
                        + "]")
                .build();
        forge.on(LIST, first).on(LIST + "&page=2", 200, "[" + request(4, "opened", "") + "]");

        assertThat(need(pulls.find("images/all", "main")).map(PullRequest::number))
                .contains(4L);
    }

    @Test
    void opensWithLabelsInOneText() {
        forge.on("POST " + REQUESTS, 201, request(4, "opened", ""));

        assertThat(need(pulls.open(wanted("images", "a,b"))).number()).isEqualTo(4);
        assertThat(forge.body(0))
                .isEqualTo("{\"source_branch\":\"images/all\",\"target_branch\":\"main\",\"title\":\"Title\","
                        + "\"description\":\"Body\",\"labels\":\"images,a b\"}");
    }

    @Test
    void assigneesAreLookedUp() {
        forge.on("GET /api/v4/users?username=jane", 200, "[{\"id\": 77}]")
                .on("GET /api/v4/users?username=nobody", 200, "[]")
                .on("POST " + REQUESTS, 201, request(4, "opened", ""));

        need(pulls.open(new NewPullRequest("a", "main", "T", "B", List.of(), List.of("jane", "nobody"))));

        assertThat(forge.body(2)).contains("\"assignee_ids\":[77]");
    }

    @Test
    void usesTheOneThatIsThereAlready() {
        forge.on("POST " + REQUESTS, 409, "{\"message\": [\"Another open merge request already exists: !4\"]}")
                .on(LIST, 200, "[" + request(4, "opened", "") + "]")
                .on("PUT " + REQUESTS + "/4", 200, request(4, "opened", ""));

        assertThat(need(pulls.open(wanted("images"))).number()).isEqualTo(4);
        assertThat(forge.body(2)).isEqualTo("{\"title\":\"Title\",\"description\":\"Body\",\"add_labels\":\"images\"}");
    }

    @Test
    void namesTheFieldThatIsInvalid() {
        forge.on("POST " + REQUESTS, 400, "{\"message\": {\"source_branch\": [\"does not exist\"]}}");

        assertThat(failure(pulls.open(wanted())).message()).contains("HTTP 400: source_branch does not exist");
    }

    @Test
    void commentsAndCloses() {
        forge.on("POST " + REQUESTS + "/4/notes", 201, "{}")
                .on("PUT " + REQUESTS + "/4", 200, request(4, "closed", ""));

        need(pulls.comment(4, "Obsolete"));
        need(pulls.close(4));

        assertThat(forge.body(0)).isEqualTo("{\"body\":\"Obsolete\"}");
        assertThat(forge.body(1)).isEqualTo("{\"state_event\":\"close\"}");
    }

    private ChecksState checks(String pipeline) {
        forge.on("GET " + REQUESTS + "/4", 200, request(4, "opened", pipeline));
        return need(
                pulls.checks(new PullRequest(4, "", State.OPEN, HEAD, "images/all", "main", "T", "B", Mergeable.YES)));
    }

    @Test
    void withoutPipelineThereAreNoChecks() {
        assertThat(checks(", \"head_pipeline\": null")).isEqualTo(ChecksState.NONE);
    }

    @Test
    void aPipelineThatWasSkippedHasLookedAtNothing() {
        assertThat(checks(", \"head_pipeline\": {\"status\": \"skipped\"}")).isEqualTo(ChecksState.NONE);
    }

    @Test
    void aPipelineThatWentWellIsGreen() {
        assertThat(checks(", \"head_pipeline\": {\"status\": \"success\"}").verdict())
                .isEqualTo(Verdict.GREEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "pending", "running", "manual", "waiting_for_resource", "scheduled", "new-word"})
    void anyOtherIsPending(String status) {
        assertThat(checks(", \"head_pipeline\": {\"status\": \"" + status + "\"}")
                        .verdict())
                .isEqualTo(Verdict.PENDING);
    }

    @Test
    void jobsThatFailedAreNamed() {
        forge.on("GET " + PROJECT + "/repository/commits/" + OTHER_HEAD + "/statuses?per_page=100", 200, """
                [{"name": "test", "status": "failed"}, {"name": "lint", "status": "failed", "allow_failure": true},
                 {"name": "build", "status": "success"}]""");

        assertThat(checks(", \"head_pipeline\": {\"status\": \"failed\", \"sha\": \"" + OTHER_HEAD + "\"}"))
                .isEqualTo(new ChecksState(Verdict.RED, List.of("test")));
    }

    @Test
    void aPipelineOfAnotherHeadDoesNotCount() {
        forge.on(
                "GET " + REQUESTS + "/4",
                200,
                request(4, "opened", ", \"head_pipeline\": {\"status\": \"success\"}")
                        .replace(HEAD, OTHER_HEAD));

        assertThat(need(pulls.checks(new PullRequest(
                                4, "", State.OPEN, HEAD, "images/all", "main", "T", "B", Mergeable.YES)))
                        .verdict())
                .isEqualTo(Verdict.PENDING);
    }

    @Test
    void mergesWhatItWasToldOf() {
        forge.on("PUT " + REQUESTS + "/4/merge", 200, """
                {"state": "merged", "merge_commit_sha": null, "squash_commit_sha": "%s"}""".formatted(OTHER_HEAD));

        assertThat(need(pulls.merge(4, HEAD, MergeMethod.SQUASH)))
                .isEqualTo(new MergeOutcome.Merged(Optional.of(OTHER_HEAD)));
        assertThat(forge.body(0)).isEqualTo("{\"sha\":\"" + HEAD + "\",\"squash\":true}");
    }

    @Test
    void saysWhyItDoesNotMerge() {
        forge.on("PUT " + REQUESTS + "/4/merge", 405, "{\"message\": \"405 Method Not Allowed\"}")
                .on("PUT " + REQUESTS + "/4/merge", 422, "{\"message\": \"Branch cannot be merged\"}")
                .on("PUT " + REQUESTS + "/4/merge", 409, "{\"message\": \"SHA does not match HEAD of source branch\"}");

        assertThat(need(pulls.merge(4, HEAD, MergeMethod.MERGE)))
                .isEqualTo(new MergeOutcome.Blocked("405 Method Not Allowed"));
        assertThat(need(pulls.merge(4, HEAD, MergeMethod.MERGE)))
                .isEqualTo(new MergeOutcome.Blocked("Branch cannot be merged"));
        assertThat(need(pulls.merge(4, HEAD, MergeMethod.REBASE))).isEqualTo(new MergeOutcome.HeadMoved());
    }

    @Test
    void whoMayNotMergeIsToldWhatIsNeeded() {
        forge.on("PUT " + REQUESTS + "/4/merge", 401, "{\"message\": \"401 Unauthorized\"}");

        var failure = failure(pulls.merge(4, HEAD, MergeMethod.MERGE));

        assertThat(failure).isInstanceOf(ForgeFailure.Unauthorized.class);
        assertThat(failure.message()).contains("merging of merge request 4", "the role Developer");
    }

    @Test
    void deletesABranchThatNobodyAddedTo() {
        String branch = PROJECT + "/repository/branches/images%2Fall";
        forge.on("GET " + branch, 200, "{\"commit\": {\"id\": \"" + HEAD + "\"}}")
                .on("DELETE " + branch, 204, "");

        assertThat(need(pulls.deleteBranch("images/all", OTHER_HEAD))).isFalse();
        assertThat(need(pulls.deleteBranch("images/all", HEAD))).isTrue();
        assertThat(forge.requests()).containsExactly("GET " + branch, "GET " + branch, "DELETE " + branch);
    }

    @Test
    void aTokenOfOAuthGoesAsSuch() {
        var asGit = forge.open(
                ForgeProvider.GITLAB, "/api/v4", "org/team", "fleet", new ForgeLogin.Password("oauth2", "pw"));
        forge.on(LIST, 200, "[]");

        need(asGit.find("images/all", "main"));

        assertThat(forge.header(0, "Authorization")).isEqualTo("Bearer pw");
        assertThat(forge.request(0).getHeaders().get("PRIVATE-TOKEN")).isNull();
    }
}
