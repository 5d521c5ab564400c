package dev.capstan.forge.client;

import static dev.capstan.forge.client.ForgeScript.HEAD;
import static dev.capstan.forge.client.ForgeScript.OTHER_HEAD;
import static dev.capstan.forge.client.ForgeScript.failure;
import static dev.capstan.forge.client.ForgeScript.need;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.forge.ChecksState;
import dev.capstan.forge.ChecksState.Verdict;
import dev.capstan.forge.ForgeFailure;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the requests and answers of the REST API of Bitbucket Server and Data Center, version 1.0. */
class ServerPullRequestsTest {
    private static final String REPOSITORY = "/ctx/rest/api/1.0/projects/~jane/repos/fleet";
    private static final String PULLS = REPOSITORY + "/pull-requests";
    private static final String LIST = "GET " + PULLS
            + "?state=ALL&direction=OUTGOING&at=refs%2Fheads%2Fimages%2Fall&order=NEWEST&limit=50&start=";

    private final ForgeScript forge = new ForgeScript();
    private final PullRequests pulls =
            forge.open(ForgeProvider.BITBUCKET_SERVER, "/ctx/rest/api/1.0", "~jane", "fleet");

    @AfterEach
    void stop() {
        forge.close();
    }

    private static String pull(long id, String state) {
        return """
                {"id": %d, "version": 4, "state": "%s", "title": "T", "description": "B",
                 "links": {"self": [{"href": "https://git.example/projects/J/repos/fleet/pull-requests/%d"}]},
                 "fromRef": {"id": "refs/heads/images/all", "latestCommit": "%s",
                             "repository": {"slug": "fleet", "project": {"key": "~JANE"}}},
                 "toRef": {"id": "refs/heads/main", "repository": {"slug": "fleet", "project": {"key": "~JANE"}}},
                 "reviewers": [{"user": {"name": "rita", "slug": "rita"}, "approved": true}],
                 "properties": {"mergeResult": {"outcome": "CLEAN"}}}""".formatted(id, state, id, HEAD);
    }

    private static NewPullRequest wanted() {
        return new NewPullRequest("images/all", "main", "Title", "Body", List.of("images"), List.of("bob"));
    }

    @Test
    void findsTheOneOnALaterPage() {
        forge.on(
                        LIST + "0",
                        200,
                        "{\"values\": [" + pull(9, "DECLINED") + "], \"isLastPage\": false, \"nextPageStart\": 50}")
                .on(LIST + "50", 200, "{\"values\": [" + pull(3, "OPEN") + "], \"isLastPage\": true}");

        assertThat(need(pulls.find("images/all", "main")))
                .contains(new PullRequest(
                        3,
                        "https://git.example/projects/J/repos/fleet/pull-requests/3",
                        State.OPEN,
                        HEAD,
                        "images/all",
                        "main",
                        "T",
                        "B",
                        Mergeable.YES));
        assertThat(forge.header(0, "Authorization")).isEqualTo("Bearer " + ForgeScript.TOKEN);
    }

    @Test
    void aPageThatDoesNotGoOnIsTheLast() {
        forge.on(LIST + "0", 200, "{\"values\": [], \"isLastPage\": false, \"nextPageStart\": 0}");

        assertThat(need(pulls.find("images/all", "main"))).isEmpty();
        assertThat(forge.requests()).hasSize(1);
    }

    @Test
    void oneThatLeavesForAnotherRepositoryIsNotMeant() {
        String leaving = pull(3, "OPEN").replaceFirst("\"toRef\"(.*)fleet", "\"toRef\"$1other");
        forge.on(LIST + "0", 200, "{\"values\": [" + leaving + "], \"isLastPage\": true}");

        assertThat(need(pulls.find("images/all", "main"))).isEmpty();
    }

    @Test
    void opensBetweenReferences() {
        forge.on("POST " + PULLS, 201, pull(3, "OPEN"));

        need(pulls.open(wanted()));

        String repository = "\"repository\":{\"slug\":\"fleet\",\"project\":{\"key\":\"~jane\"}}";
        assertThat(forge.body(0))
                .isEqualTo(
                        "{\"title\":\"Title\",\"description\":\"Labels: `images`\\n\\nBody\",\"state\":\"OPEN\",\"open\":true,"
                                + "\"closed\":false,\"fromRef\":{\"id\":\"refs/heads/images/all\"," + repository
                                + "},\"toRef\":{\"id\":\"refs/heads/main\"," + repository
                                + "},\"reviewers\":[{\"user\":{\"name\":\"bob\"}}]}");
    }

    @Test
    void usesTheOneThatIsThereAndKeepsItsReviewers() {
        forge.on("POST " + PULLS, 409, """
                        {"errors": [{"context": null, "message": "Only one pull request may be open",
                         "exceptionName": "com.atlassian.bitbucket.pull.DuplicatePullRequestException"}]}""")
                .on(LIST + "0", 200, "{\"values\": [" + pull(3, "OPEN") + "], \"isLastPage\": true}")
                .on("GET " + PULLS + "/3", 200, pull(3, "OPEN"))
                .on("PUT " + PULLS + "/3", 200, pull(3, "OPEN"));

        assertThat(need(pulls.open(wanted())).number()).isEqualTo(3);
        assertThat(forge.body(3))
                .isEqualTo("{\"version\":4,\"title\":\"Title\",\"description\":\"Labels: `images`\\n\\nBody\","
                        + "\"reviewers\":[{\"user\":{\"name\":\"rita\"}}]}");
    }

    @Test
    void anyOtherConflictIsSaid() {
        forge.on("POST " + PULLS, 409, """
                {"errors": [{"message": "main is already up-to-date with branch images/all",
                 "exceptionName": "com.atlassian.bitbucket.pull.EmptyPullRequestException"}]}""");

        var failure = failure(pulls.open(wanted()));

        assertThat(failure).isInstanceOf(ForgeFailure.Conflict.class);
        assertThat(failure.message()).contains("main is already up-to-date with branch images/all");
    }

    @Test
    void somebodyWhoWasQuickerIsAConflictThatPasses() {
        forge.on("GET " + PULLS + "/3", 200, pull(3, "OPEN"))
                .on("PUT " + PULLS + "/3", 409, "{\"errors\": [{\"message\": \"out-of-date\"}]}");

        assertThat(failure(pulls.update(3, "T", "B", List.of())).mayPass()).isTrue();
    }

    @Test
    void commentsAndDeclinesTheVersionThatItSaw() {
        forge.on("POST " + PULLS + "/3/comments", 201, "{}")
                .on("GET " + PULLS + "/3", 200, pull(3, "OPEN"))
                .on("POST " + PULLS + "/3/decline?version=4", 200, pull(3, "DECLINED"));

        need(pulls.comment(3, "Obsolete"));
        need(pulls.close(3));

        assertThat(forge.body(0)).isEqualTo("{\"text\":\"Obsolete\"}");
        assertThat(forge.requests()).last().isEqualTo("POST " + PULLS + "/3/decline?version=4");
    }

    @Test
    void buildsHaveAnApiOfTheirOwn() {
        forge.on("GET /ctx/rest/build-status/1.0/commits/" + HEAD + "?limit=100&start=0", 200, """
                {"values": [{"key": "k", "name": "Build", "state": "FAILED"}], "isLastPage": true}""");

        assertThat(need(pulls.checks(
                        new PullRequest(3, "", State.OPEN, HEAD, "images/all", "main", "T", "B", Mergeable.YES))))
                .isEqualTo(new ChecksState(Verdict.RED, List.of("Build")));
    }

    @Test
    void mergesOnlyTheHeadThatIsMeant() {
        forge.on("GET " + PULLS + "/3", 200, pull(3, "OPEN"))
                .on("POST " + PULLS + "/3/merge?version=4", 200, """
                        {"state": "MERGED", "properties": {"mergeCommit": {"id": "%s"}}}""".formatted(OTHER_HEAD));

        assertThat(need(pulls.merge(3, OTHER_HEAD, MergeMethod.MERGE))).isEqualTo(new MergeOutcome.HeadMoved());
        assertThat(need(pulls.merge(3, HEAD, MergeMethod.SQUASH)))
                .isEqualTo(new MergeOutcome.Merged(Optional.of(OTHER_HEAD)));
        assertThat(forge.body(2)).isEqualTo("{\"strategyId\":\"squash\"}");
    }

    @Test
    void vetoesAreTold() {
        forge.on("GET " + PULLS + "/3", 200, pull(3, "OPEN")).on("POST " + PULLS + "/3/merge?version=4", 409, """
                        {"errors": [{"message": "Not allowed", "vetoes": [{"summaryMessage": "Needs 1 more approval"}]}]}""");

        assertThat(need(pulls.merge(3, HEAD, MergeMethod.MERGE)))
                .isEqualTo(new MergeOutcome.Blocked("Not allowed; Needs 1 more approval"));
    }

    @Test
    void theServerComparesTheHeadOfABranchThatIsDeleted() {
        String look = "GET " + REPOSITORY + "/branches?filterText=images%2Fall&details=false&limit=100&start=0";
        String delete = "DELETE /ctx/rest/branch-utils/1.0/projects/~jane/repos/fleet/branches";
        forge.on(look, 200, """
                        {"values": [{"displayId": "images/all-2", "latestCommit": "%s"},
                                    {"displayId": "images/all", "latestCommit": "%s"}], "isLastPage": true}""".formatted(OTHER_HEAD, HEAD)).on(delete, 204, "");

        assertThat(need(pulls.deleteBranch("images/all", OTHER_HEAD))).isFalse();
        assertThat(need(pulls.deleteBranch("images/all", HEAD))).isTrue();
        assertThat(forge.body(2))
                .isEqualTo("{\"name\":\"refs/heads/images/all\",\"endPoint\":\"" + HEAD + "\",\"dryRun\":false}");
    }
}
