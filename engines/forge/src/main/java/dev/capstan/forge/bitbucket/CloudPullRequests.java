package dev.capstan.forge.bitbucket;

import static dev.capstan.forge.rest.Json.at;
import static dev.capstan.forge.rest.Json.text;
import static dev.capstan.forge.rest.UrlText.part;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.forge.ChecksState;
import dev.capstan.forge.Done;
import dev.capstan.forge.ForgeFailureException;
import dev.capstan.forge.ForgeResult;
import dev.capstan.forge.MergeMethod;
import dev.capstan.forge.MergeOutcome;
import dev.capstan.forge.NewPullRequest;
import dev.capstan.forge.PullRequest;
import dev.capstan.forge.PullRequest.Mergeable;
import dev.capstan.forge.PullRequest.State;
import dev.capstan.forge.PullRequests;
import dev.capstan.forge.rest.Chosen;
import dev.capstan.forge.rest.Existing;
import dev.capstan.forge.rest.GuardedDeletion;
import dev.capstan.forge.rest.Json;
import dev.capstan.forge.rest.RestCall;
import dev.capstan.forge.rest.RestConnection;
import dev.capstan.forge.rest.UrlText;
import java.util.List;
import java.util.Optional;

/**
 * <a href="https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/">Pull requests of Bitbucket Cloud</a>. It has
 * no labels, and no way to merge on the condition of a head: that is looked at right before.
 */
public final class CloudPullRequests implements PullRequests {
    private final RestConnection connection;
    private final String repository;

    /** Asks over the connection. */
    public CloudPullRequests(RestConnection connection) {
        this.connection =
                connection.with(BitbucketLogin.headers(connection.access().login()));
        this.repository =
                "/repositories/" + UrlText.path(connection.repository().path());
    }

    @Override
    public ForgeResult<Optional<PullRequest>> find(String source, String target) {
        String query = "source.branch.name = " + quoted(source) + " AND destination.branch.name = " + quoted(target);
        var call = RestCall.get(
                repository + "/pullrequests?state=OPEN&state=MERGED&state=DECLINED&state=SUPERSEDED&q=" + part(query)
                        + "&sort=-created_on&pagelen=50",
                "pull requests");
        return ForgeResult.of(() -> {
            var ours = new CloudPages(connection)
                    .read(call).stream().filter(this::isOurs).toList();
            return Chosen.between(source, target, ours, this::read);
        });
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Whether the source branch is in the repository itself; it is not when its fork is gone. */
    private boolean isOurs(JsonNode node) {
        var from = at(node, "source", "repository");
        return from.isMissingNode()
                || text(from, "full_name")
                        .equalsIgnoreCase(connection.repository().path());
    }

    @Override
    public ForgeResult<PullRequest> get(long number) {
        return ForgeResult.of(() -> read(connection.json(RestCall.get(pull(number), named(number)))));
    }

    private String pull(long number) {
        return repository + "/pullrequests/" + number;
    }

    private static String named(long number) {
        return "pull request " + number;
    }

    @Override
    public ForgeResult<PullRequest> open(NewPullRequest wanted) {
        var body = content(wanted.title(), wanted.body(), wanted.labels());
        body.putObject("source").putObject("branch").put("name", wanted.source());
        body.putObject("destination").putObject("branch").put("name", wanted.target());
        body.put("close_source_branch", false);
        if (!wanted.assignees().isEmpty()) {
            var reviewers = body.putArray("reviewers");
            wanted.assignees()
                    .forEach(user -> reviewers.addObject().put(user.startsWith("{") ? "uuid" : "account_id", user));
        }
        var call = RestCall.post(repository + "/pullrequests", body, "a new pull request");
        return ForgeResult.of(() -> {
            var answer = connection.send(call);
            return answer.status() == 409
                    ? Existing.reuse(this, connection.repository(), wanted)
                    : read(connection.content(call, answer));
        });
    }

    private static ObjectNode content(String title, String body, List<String> labels) {
        return Json.object().put("title", title).put("description", LabelLine.before(body, labels));
    }

    @Override
    public ForgeResult<PullRequest> update(long number, String title, String body, List<String> labels) {
        var call = RestCall.put(pull(number), content(title, body, labels), named(number));
        return ForgeResult.of(() -> read(connection.json(call)));
    }

    @Override
    public ForgeResult<Done> comment(long number, String text) {
        var body = Json.object();
        body.putObject("content").put("raw", text);
        return ForgeResult.of(
                () -> connection.run(RestCall.post(pull(number) + "/comments", body, "a comment on " + named(number))));
    }

    @Override
    public ForgeResult<Done> close(long number) {
        return ForgeResult.of(
                () -> connection.run(RestCall.post(pull(number) + "/decline", Json.object(), named(number))));
    }

    @Override
    public ForgeResult<ChecksState> checks(PullRequest pullRequest) {
        var call = RestCall.get(
                repository + "/commit/" + part(pullRequest.head()) + "/statuses?pagelen=100",
                "checks of commit " + pullRequest.head());
        return ForgeResult.of(() -> ChecksState.of(new CloudPages(connection)
                .read(call).stream().map(BuildState::read).toList()));
    }

    /** 400 and 409 say that rules of the repository or conflicts stand against it. */
    @Override
    public ForgeResult<MergeOutcome> merge(long number, String expectedHead, MergeMethod method) {
        var body = Json.object().put("type", "pullrequest").put("close_source_branch", false);
        switch (method) {
            case MERGE -> body.put("merge_strategy", "merge_commit");
            case SQUASH -> body.put("merge_strategy", "squash");
            case REBASE -> body.put("merge_strategy", "fast_forward");
        }
        var call = RestCall.post(pull(number) + "/merge", body, "merging of " + named(number));
        return ForgeResult.of(() -> {
            if (!get(number).orThrow().isAt(expectedHead)) {
                return new MergeOutcome.HeadMoved();
            }
            var answer = connection.send(call);
            if (answer.status() == 400 || answer.status() == 409) {
                return new MergeOutcome.Blocked(answer.said());
            }
            return new MergeOutcome.Merged(Optional.of(text(connection.content(call, answer), "merge_commit", "hash"))
                    .filter(hash -> !hash.isEmpty()));
        });
    }

    @Override
    public ForgeResult<Boolean> deleteBranch(String name, String expectedHead) {
        String what = "branch '" + name + "'";
        String path = repository + "/refs/branches/" + UrlText.path(name);
        return ForgeResult.of(() -> GuardedDeletion.run(
                connection, RestCall.get(path, what), RestCall.delete(path, what), expectedHead, "target", "hash"));
    }

    private PullRequest read(JsonNode node) throws ForgeFailureException {
        return new PullRequest(
                connection.number(node, "id"),
                text(node, "links", "html", "href"),
                switch (text(node, "state")) {
                    case "MERGED" -> State.MERGED;
                    case "DECLINED", "SUPERSEDED" -> State.CLOSED;
                    default -> State.OPEN;
                },
                text(node, "source", "commit", "hash"),
                text(node, "source", "branch", "name"),
                text(node, "destination", "branch", "name"),
                text(node, "title"),
                text(node, "description"),
                Mergeable.UNKNOWN);
    }
}
