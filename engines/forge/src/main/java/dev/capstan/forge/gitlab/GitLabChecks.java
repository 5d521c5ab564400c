package dev.capstan.forge.gitlab;

import static dev.capstan.forge.rest.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.forge.ChecksState;
import dev.capstan.forge.ChecksState.Verdict;
import dev.capstan.forge.ForgeFailureException;
import dev.capstan.forge.rest.Pages;
import dev.capstan.forge.rest.RestCall;
import dev.capstan.forge.rest.RestConnection;
import dev.capstan.forge.rest.UrlText;
import java.util.List;

/**
 * What the last pipeline of a merge request says, which statuses of others are part of, too; the names of what failed are those of <a
 * href="https://docs.gitlab.com/api/commits/#list-commit-statuses">commit statuses</a>.
 */
record GitLabChecks(RestConnection connection, String project) {
    private static final int MOST_PAGES = 5;

    ChecksState of(JsonNode mergeRequest, String head) throws ForgeFailureException {
        if (!text(mergeRequest, "sha").equals(head)) {
            return new ChecksState(Verdict.PENDING, List.of());
        }
        var pipeline = mergeRequest.path("head_pipeline");
        return switch (text(pipeline, "status")) {
            case "", "skipped" -> ChecksState.NONE; // a commit can say itself that nothing is to be run
            case "success" -> new ChecksState(Verdict.GREEN, List.of());
            case "failed", "canceled", "canceling" ->
                new ChecksState(Verdict.RED, failed(text(pipeline, "sha").isEmpty() ? head : text(pipeline, "sha")));
            default -> new ChecksState(Verdict.PENDING, List.of());
        };
    }

    private List<String> failed(String commit) throws ForgeFailureException {
        var call = RestCall.get(
                project + "/repository/commits/" + UrlText.part(commit) + "/statuses?per_page=100",
                "checks of commit " + commit);
        return new Pages(connection, MOST_PAGES)
                .read(call, "").stream()
                        .filter(it -> text(it, "status").equals("failed")
                                || text(it, "status").equals("canceled"))
                        .filter(it -> !it.path("allow_failure").asBoolean())
                        .map(it -> text(it, "name"))
                        .toList();
    }
}
