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
import dev.capstan.forge.PullRequest.State;
import dev.capstan.forge.PullRequests;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the requests and answers of the API of Bitbucket Cloud, version 2.0. */
class CloudPullRequestsTest {
    private static final String REPOSITORY = "/2.0/repositories/org/fleet";
    private static final String PULLS = REPOSITORY + "/pullrequests";
    private static final String LIST = "GET " + PULLS + "?state=OPEN&state=MERGED&state=DECLINED&state=SUPERSEDED"
            + "&q=source.branch.name%20%3D%20%22images%2Fall%22%20AND%20destination.branch.name%20%3D%20%22main%22"
            + "&sort=-created_on&pagelen=50";
    private static final String SHORT = HEAD.substring(0, 12);

    private final ForgeScript forge = new ForgeScript();
    private final PullRequests pulls = forge.open(ForgeProvider.BITBUCKET, "/2.0", "org", "fleet");

    @AfterEach
    void stop() {
        forge.close();
    }

    private static String pull(long id, String state) {
        return """
                {"id": %d, "state": "%s", "title": "T", "description": "B",
                 "links": {"html": {"href": "https://bitbucket.org/org/fleet/pull-requests/%d"}},
                 "source": {"branch": {"name": "images/all"}, "commit": {"hash": "%s"}, "repository": {"full_name": "org/fleet"}},
                 "destination": {"branch": {"name": "main"}}}""".formatted(id, state, id, SHORT);
    }

    private static NewPullRequest wanted(List<String> labels, List<String> assignees) {
        return new NewPullRequest("images/all", "main", "Title", "Body", labels, assignees);
    }

    @Test
    void findsTheOneOnALaterPage() {
        forge.on(
                        LIST,
                        200,
                        "{\"values\": [" + pull(9, "DECLINED") + "], \"next\": \"" + forge.url() + PULLS + "?page=2\"}")
                .on("GET " + PULLS + "?page=2", 200, "{\"values\": [" + pull(3, "OPEN") + "]}");

        var found = need(pulls.find("images/all", "main")).orElseThrow();

        assertThat(found.number()).isEqualTo(3);
        assertThat(found.url()).isEqualTo("https://bitbucket.org/org/fleet/pull-requests/3");
        assertThat(found.isAt(HEAD)).isTrue();
        assertThat(found.isAt(OTHER_HEAD)).isFalse();
        assertThat(forge.header(0, "Authorization")).isEqualTo("Bearer " + ForgeScript.TOKEN);
    }

    @Test
    void theLoginDoesNotGoToANextPageElsewhere() {
        forge.on(LIST, 200, "{\"values\": [], \"next\": \"http://elsewhere.example/2.0/x\"}");

        assertThat(failure(pulls.find("images/all", "main"))).isInstanceOf(ForgeFailure.AnswerUnreadable.class);
    }

    @Test
    void tellsStatesAndForks() {
        forge.on(LIST, 200, "{\"values\": [" + pull(9, "MERGED") + "]}")
                .on(LIST, 200, "{\"values\": [" + pull(9, "SUPERSEDED") + "]}")
                .on(LIST, 200, "{\"values\": [" + pull(9, "OPEN").replace("org/fleet\"}", "eve/fleet\"}") + "]}");

        assertThat(need(pulls.find("images/all", "main")).map(PullRequest::state))
                .contains(State.MERGED);
        assertThat(need(pulls.find("images/all", "main")).map(PullRequest::state))
                .contains(State.CLOSED);
        assertThat(need(pulls.find("images/all", "main"))).isEmpty();
    }

    @Test
    void labelsStandInTheBody() {
        forge.on("POST " + PULLS, 201, pull(3, "OPEN"));

        need(pulls.open(wanted(List.of("images", "b`t"), List.of("{uuid}", "acc:1"))));

        assertThat(forge.body(0))
                .isEqualTo("{\"title\":\"Title\",\"description\":\"Labels: `images`, `b t`\\n\\nBody\","
                        + "\"source\":{\"branch\":{\"name\":\"images/all\"}},"
                        + "\"destination\":{\"branch\":{\"name\":\"main\"}},\"close_source_branch\":false,"
                        + "\"reviewers\":[{\"uuid\":\"{uuid}\"},{\"account_id\":\"acc:1\"}]}");
    }

    @Test
    void updatesCommentsAndDeclines() {
        forge.on("PUT " + PULLS + "/3", 200, pull(3, "OPEN"))
                .on("POST " + PULLS + "/3/comments", 201, "{}")
                .on("POST " + PULLS + "/3/decline", 200, pull(3, "DECLINED"));

        need(pulls.update(3, "New", "Text", List.of()));
        need(pulls.comment(3, "Obsolete"));
        need(pulls.close(3));

        assertThat(forge.body(0)).isEqualTo("{\"title\":\"New\",\"description\":\"Text\"}");
        assertThat(forge.body(1)).isEqualTo("{\"content\":{\"raw\":\"Obsolete\"}}");
    }

    @Test
    void whatIsRefusedIsSaidInItsWords() {
        forge.on("POST " + PULLS, 400, """
                {"type": "error", "error": {"message": "There are no changes to be pulled", "fields": {"source": ["none"]}}}""");

        assertThat(failure(pulls.open(wanted(List.of(), List.of()))).message())
                .contains("HTTP 400: There are no changes to be pulled");
    }

    @Test
    void checksAreStatusesOfTheCommit() {
        forge.on("GET " + REPOSITORY + "/commit/" + SHORT + "/statuses?pagelen=100", 200, """
                {"values": [{"key": "k1", "name": "Build", "state": "SUCCESSFUL"}, {"key": "k2", "state": "INPROGRESS"}]}""");
        forge.on(LIST, 200, "{\"values\": [" + pull(3, "OPEN") + "]}");
        var pull = need(pulls.find("images/all", "main")).orElseThrow();

        assertThat(need(pulls.checks(pull))).isEqualTo(new ChecksState(Verdict.PENDING, List.of("k2")));
    }

    @Test
    void mergesOnlyTheHeadThatIsMeant() {
        forge.on("GET " + PULLS + "/3", 200, pull(3, "OPEN"))
                .on("POST " + PULLS + "/3/merge", 200, "{\"merge_commit\": {\"hash\": \"" + OTHER_HEAD + "\"}}");

        assertThat(need(pulls.merge(3, OTHER_HEAD, MergeMethod.MERGE))).isEqualTo(new MergeOutcome.HeadMoved());
        assertThat(need(pulls.merge(3, HEAD, MergeMethod.MERGE)))
                .isEqualTo(new MergeOutcome.Merged(Optional.of(OTHER_HEAD)));
        assertThat(forge.body(2))
                .isEqualTo(
                        "{\"type\":\"pullrequest\",\"close_source_branch\":false,\"merge_strategy\":\"merge_commit\"}");
    }

    @Test
    void saysWhyItDoesNotMerge() {
        forge.on("GET " + PULLS + "/3", 200, pull(3, "OPEN"))
                .on(
                        "POST " + PULLS + "/3/merge",
                        409,
                        "{\"error\": {\"message\": \"You can't merge until you resolve all merge conflicts.\"}}");

        assertThat(need(pulls.merge(3, HEAD, MergeMethod.SQUASH)))
                .isEqualTo(new MergeOutcome.Blocked("You can't merge until you resolve all merge conflicts."));
    }

    @Test
    void deletesABranchThatNobodyAddedTo() {
        String branch = REPOSITORY + "/refs/branches/images/all";
        forge.on("GET " + branch, 200, "{\"target\": {\"hash\": \"" + HEAD + "\"}}")
                .on("DELETE " + branch, 204, "");

        assertThat(need(pulls.deleteBranch("images/all", OTHER_HEAD))).isFalse();
        assertThat(need(pulls.deleteBranch("images/all", HEAD))).isTrue();
    }

    @Test
    void tokensOfGitAndUsersOfApiTokens() {
        forge.on("GET " + PULLS + "/3", 200, pull(3, "OPEN"));

        need(forge.open(ForgeProvider.BITBUCKET, "/2.0", "org", "fleet", new ForgeLogin.Password("x-token-auth", "pw"))
                .get(3));
        need(forge.open(ForgeProvider.BITBUCKET, "/2.0", "org", "fleet", new ForgeLogin.Password("u@x.org", "pw"))
                .get(3));

        assertThat(forge.header(0, "Authorization")).isEqualTo("Bearer pw");
        assertThat(forge.header(1, "Authorization")).isEqualTo("Basic dUB4Lm9yZzpwdw==");
    }
}
